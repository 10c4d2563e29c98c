import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** A file's car drives in real time beside another's; more at once than there are cores was slower for all, and beyond four too. */
const FILES_AT_ONCE_MAX = 4;

/** Tests in a real Chromium against the built pages and a real bridge. Without isolation, so that the files of a worker share one Chromium. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['tests/browser/**/*.test.ts'],
    environment: 'node',
    isolate: false,
    maxWorkers: Math.min(os.availableParallelism(), FILES_AT_ONCE_MAX),
    // Two laps in real time, on a computer that is ten times as slow as ours or has as much else to do.
    testTimeout: 600_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 90_000, interval: 50 } },
  },
});
