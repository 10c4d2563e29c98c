/** The same digest in Firefox as in Node. A page of our own runs the simulator worker and sends the summary back: Firefox needs no driver for that. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunSummary } from '../../core/run/run-types.ts';
import { digestRun, runInWorker, type WorkerRun } from '../builders/digest-run.ts';

const FIREFOX = ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find((file) => existsSync(file)) ?? 'firefox';

function pageFor(runs: readonly WorkerRun[]): string {
  return `<!doctype html><meta charset="utf-8"><script type="module">
const runInWorker = ${runInWorker.toString()};
const answers = [];
for (const run of ${JSON.stringify(runs)}) answers.push(await runInWorker(run).catch((error) => String(error)));
await fetch('/answers', { method: 'POST', body: JSON.stringify(answers) });
</script>`;
}

/** Serves the page and dist/web/assets on loopback until Firefox has answered. */
async function runInFirefox(runs: readonly WorkerRun[]): Promise<readonly RunSummary[]> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'guiji-firefox-'));
  let answered: (body: string) => void = () => {};
  const answers = new Promise<string>((resolve) => (answered = resolve));
  const server = createServer((request, response) => {
    if (request.method === 'POST') {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        response.end();
        answered(Buffer.concat(parts).toString('utf8'));
      });
      return;
    }
    const asset = /^\/assets\/([\w.-]+\.js)$/.exec(request.url ?? '')?.[1];
    response.setHeader('content-type', asset === undefined ? 'text/html; charset=utf-8' : 'text/javascript');
    response.end(asset === undefined ? pageFor(runs) : readFileSync(path.join('dist/web/assets', asset)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const firefox = spawn(FIREFOX, ['--headless', '--no-remote', '--profile', folder, `http://127.0.0.1:${port}/`], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => firefox.once('exit', () => resolve()));
  try {
    return JSON.parse(await answers) as readonly RunSummary[];
  } finally {
    firefox.kill('SIGTERM');
    await ended;
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('the digest of a run', () => {
  it('is the same in Node and in Firefox on every kind of track', async () => {
    const runs = [digestRun('oval', 1), digestRun('figure-eight', 7), digestRun('crossroads', 3)];
    const inFirefox = await runInFirefox(runs.map(({ inWorker }) => inWorker));
    expect(inFirefox).toEqual(runs.map(({ inNode }) => inNode));
  });
});
