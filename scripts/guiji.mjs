#!/usr/bin/env node
// The `guiji` command: finds a Node that is new enough and runs bridge/cli under it.
import module from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { NODE_MAJOR_MIN, root, runUnderNode } from './node-version.mjs';

const args = process.argv.slice(2);
if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR_MIN) {
  // Why not Node's own place, the folder for temporary files: on a shared computer others may write there. Where nobody may write, nothing is kept.
  module.enableCompileCache(path.join(root, 'node_modules/.cache/guiji'));
  const { main } = await import(pathToFileURL(fileURLToPath(new URL('../bridge/cli/main.ts', import.meta.url))).href);
  await main(args);
} else {
  process.exitCode = await runUnderNode([fileURLToPath(import.meta.url), ...args]);
}
