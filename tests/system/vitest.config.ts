import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Tests that need programs of the system (avrdude, socat, avr-gcc, PostgreSQL, Firefox); one file at a time: the emulated board wants real time. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['tests/system/**/*.test.ts'],
    environment: 'node',
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
