// `npm run check`: all that must hold before a change lands. `--without-tests` leaves out the tests, for a quick look.
import { fileURLToPath } from 'node:url';
import { buildWebIfNeeded } from './build-web.mjs';
import { runUnderNode } from './node-version.mjs';
import { runTool } from './run.mjs';

const script = (name, ...args) => runUnderNode([fileURLToPath(new URL(name, import.meta.url)), ...args]);

/** They read the sources and nothing of one another's: two at a time, the longest first. The tests and the size budget want what is built. */
const OF_SOURCES = [
  // It checks every .ts file of tsconfig.json too, so that the compiler need not run a second time for them.
  [
    'types and svelte',
    () => runTool('svelte-check', ['--tsconfig', './tsconfig.json', '--fail-on-warnings', '--threshold', 'warning', '--output', 'human']),
  ],
  ['lint', () => runTool('eslint', ['.', '--max-warnings', '0'])],
  ['format', () => runTool('prettier', ['--check', '--log-level', 'warn', '.'])],
  ['layers', () => runTool('depcruise', ['--config', '.dependency-cruiser.mjs', 'core', 'bridge', 'web', 'firmware-profiles'])],
  ['dead code', () => runTool('knip', [])],
  ['build', () => buildWebIfNeeded({ compressed: false })],
];

const OF_THE_WHOLE = [
  ['tests', () => script('test.mjs')],
  ['size budget', () => runTool('size-limit', [])],
];

const failures = [];

async function runInTurn(steps) {
  for (let next = steps.shift(); next !== undefined; next = steps.shift()) {
    const [name, step] = next;
    const startedAtMs = performance.now();
    const code = await step();
    console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${((performance.now() - startedAtMs) / 1000).toFixed(1)} s)`);
    if (code !== 0) failures.push(name);
  }
}

await Promise.all([runInTurn(OF_SOURCES), runInTurn(OF_SOURCES)]);
await runInTurn(OF_THE_WHOLE.filter(([name]) => name !== 'tests' || !process.argv.includes('--without-tests')));
if (failures.length > 0) console.error(`failed: ${failures.join(', ')}`);
process.exitCode = failures.length === 0 ? 0 : 1;
