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

/** 0 where dist/web is up to date in the end. */
export async function buildWebIfNeeded() {
  const built = statSync(path.join(root, 'dist/web/index.html'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const newest = Math.max(...SOURCES.map((name) => newestMtimeMs(path.join(root, name))));
  return built > newest ? 0 : await runTool('vite', ['build', '--logLevel', 'warn']);
}
