#!/usr/bin/env node
// `npm run bench`: installs what we are measured against (tests/bench/package.json, apart from the product's own packages), then runs `guiji bench`.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { root, runUnderNode } from './node-version.mjs';

const peers = fileURLToPath(new URL('../tests/bench/', import.meta.url));
if (!existsSync(`${peers}node_modules/.package-lock.json`)) {
  // npm's own command line, so that no shell is needed; where it is not known, npm by name.
  const npm = process.env.npm_execpath;
  const [command, args] = npm ? [process.execPath, [npm]] : [process.platform === 'win32' ? 'npm.cmd' : 'npm', []];
  const installed = spawnSync(command, [...args, 'ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: peers,
    stdio: ['ignore', 2, 2],
  });
  // The benches go on without them and name the comparisons that are missing.
  if (installed.status !== 0) console.error('npm ci in tests/bench failed: some comparisons will be missing.');
}
process.exitCode = await runUnderNode([`${root}scripts/guiji.mjs`, 'bench', ...process.argv.slice(2)]);
