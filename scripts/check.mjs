// `npm run check`: all that must hold before a change lands. `--without-tests` leaves out the tests, for a quick look.
import { fileURLToPath } from 'node:url';
import { buildWebIfNeeded } from './build-web.mjs';
import { runUnderNode } from './node-version.mjs';
import { runTool } from './run.mjs';

const script = (name, ...args) => runUnderNode([fileURLToPath(new URL(name, import.meta.url)), ...args]);

const STEPS = [
  ['format', () => runTool('prettier', ['--check', '--log-level', 'warn', '.'])],
  ['lint', () => runTool('eslint', ['.', '--max-warnings', '0'])],
  ['types', () => runTool('tsc', ['-p', '.'])],
  [
    'svelte',
    () => runTool('svelte-check', ['--tsconfig', './tsconfig.json', '--fail-on-warnings', '--threshold', 'warning', '--output', 'human']),
  ],
  ['layers', () => runTool('depcruise', ['--config', '.dependency-cruiser.mjs', 'core', 'bridge', 'web', 'firmware-profiles'])],
  ['dead code', () => runTool('knip', [])],
  ['tests', () => script('test.mjs')],
  ['build', () => buildWebIfNeeded()],
  ['size budget', () => runTool('size-limit', [])],
];

const failures = [];
for (const [name, step] of STEPS) {
  if (name === 'tests' && process.argv.includes('--without-tests')) continue;
  const startedAtMs = performance.now();
  const code = await step();
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${((performance.now() - startedAtMs) / 1000).toFixed(1)} s)`);
  if (code !== 0) failures.push(name);
}
if (failures.length > 0) console.error(`failed: ${failures.join(', ')}`);
process.exitCode = failures.length === 0 ? 0 : 1;
