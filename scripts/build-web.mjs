// Builds dist/web where it is missing or older than what it is made from.
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { root } from './node-version.mjs';
import { runTool } from './run.mjs';

const SOURCES = ['web', 'core', 'firmware-profiles', 'curricula', 'vite.config.ts', 'package-lock.json'];

function newestMtimeMs(file) {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(file).map((name) => newestMtimeMs(path.join(file, name))));
}

const mtimeMs = (file) => statSync(path.join(root, 'dist/web', file), { throwIfNoEntry: false })?.mtimeMs ?? 0;

/**
 * 0 where dist/web is up to date in the end. Pages that are `compressed` are what a school is served; tests and checks make do without, which is
 * more than half of a build's time.
 */
export async function buildWebIfNeeded({ compressed }) {
  const built = Math.min(mtimeMs('index.html'), compressed ? mtimeMs('index.html.br') : Infinity);
  const newest = Math.max(...SOURCES.map((name) => newestMtimeMs(path.join(root, name))));
  if (built > newest) return 0;
  return await runTool('vite', ['build', '--logLevel', 'warn'], {
    env: { ...process.env, ...(compressed ? {} : { GUIJI_UNCOMPRESSED: '1' }) },
  });
}
