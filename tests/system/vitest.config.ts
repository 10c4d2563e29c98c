import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Tests that need programs of the system (avrdude, socat, avr-gcc, PostgreSQL, Firefox); two files at once: an emulated board wants a core for itself, and its line is waited for most of the time. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['tests/system/**/*.test.ts'],
    environment: 'node',
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
