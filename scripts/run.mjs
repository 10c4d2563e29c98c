// Runs a package's command under a Node that is new enough: `node scripts/run.mjs vite build`.
// Why not the .bin shims: on Windows and on a Node-20 host they would start the wrong Node.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { root, runUnderNode } from './node-version.mjs';

/** The JavaScript file behind a command of an installed package. */
export function binaryPath(command, packageName = command) {
  const folder = new URL(`../node_modules/${packageName}/`, import.meta.url);
  const { bin } = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8'));
  return fileURLToPath(new URL(typeof bin === 'string' ? bin : bin[command], folder));
}

const PACKAGE_OF = { tsc: 'typescript', depcruise: 'dependency-cruiser' };

/** Where Node keeps what it compiled, for the tool and all that it starts: a third of the processor's time for short test files. */
const COMPILE_CACHE = fileURLToPath(new URL('../node_modules/.cache/guiji', import.meta.url));

export function runTool(command, args, { env = process.env, ...options } = {}) {
  const path = binaryPath(command, PACKAGE_OF[command] ?? command);
  return runUnderNode([path, ...args], { cwd: root, env: { NODE_COMPILE_CACHE: COMPILE_CACHE, ...env }, ...options });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [command, ...args] = process.argv.slice(2);
  process.exitCode = await runTool(command, args);
}
