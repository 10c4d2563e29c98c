import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** avrdude gives up on a board that is slower than a real one, so nothing else may want a processor; two boards have a core each. */
const KEEPS_TIME = ['tests/system/{avrdude,flash-boards}.test.ts'];

/** Tests that need programs of the system: avrdude, socat, avr-gcc, PostgreSQL, Firefox. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    environment: 'node',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'keeps time', include: KEEPS_TIME, sequence: { groupOrder: 0 } } },
      { extends: true, test: { name: 'rest', include: ['tests/system/**/*.test.ts'], exclude: KEEPS_TIME, sequence: { groupOrder: 1 } } },
    ],
  },
});
