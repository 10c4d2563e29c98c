import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { newProject } from '../../../core/project/new-project.ts';
import { BRIDGE_SOCKET_PATH, PROTOCOL_VERSION } from '../../../core/protocol/bridge-messages.ts';
import { BRIDGE_METHODS } from '../../../core/protocol/bridge-methods.ts';
import type { PoseView } from '../../../core/run/run-types.ts';
import { TestPage, type TestMessage } from '../../server/testing/test-bridge.ts';
import { requestOf } from '../../sessions/testing/emulated-devices.ts';
import { startBridge } from '../bridge-process.ts';

const GUIJI = fileURLToPath(new URL('../../../scripts/guiji.mjs', import.meta.url));
const TIMEOUT = { timeout: 60_000 };
const project = newProject({ id: '01J8ZQ4Y7G0000000000000000', name: '循线小车' });

let folder: string;
let pages: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guiji up 启动-'));
  pages = join(folder, 'pages');
  await mkdir(pages);
  await writeFile(join(pages, 'index.html'), '<html><head></head></html>');
});
afterAll(() => rm(folder, { recursive: true }));

interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
}

function start(
  args: readonly string[],
  env: Record<string, string> = {},
): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
  const data = join(folder, 'data');
  const child = spawn(process.execPath, [GUIJI, 'up', '--no-open', '--json', '--data', data, ...args], {
    env: { ...process.env, GUIJI_PAGES_FOLDER: pages, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, ended: Promise.all([exited, textOf(child.stdout)]).then(([exitCode, stdout]) => ({ exitCode, stdout })) };
}

async function addressOf(child: ChildProcess): Promise<URL> {
  return await new Promise((resolve) => {
    createInterface(child.stdout!).once('line', (line) => resolve(new URL((JSON.parse(line) as { address: string }).address)));
  });
}

async function openPage(address: URL): Promise<TestPage> {
  const document = await (await fetch(address)).text();
  const token = /name="guiji-token" content="([\w-]+)"/.exec(document)![1];
  const page = new TestPage(new WebSocket(`ws://${address.host}${BRIDGE_SOCKET_PATH}`, { origin: address.origin }));
  await page.opened;
  page.send({ type: 'hello', version: PROTOCOL_VERSION, token });
  await page.next('welcome');
  return page;
}

/** The next status, skipping other changes. */
async function status(page: TestPage, state: string): Promise<void> {
  for (;;) {
    const { event } = (await page.next('session')) as TestMessage & { event: { kind: string; status?: { state: string } } };
    if (event.status?.state === state) return;
    if (event.status?.state === 'lost') throw new Error(JSON.stringify(event));
  }
}

/** Poses as they come, each batch acknowledged, until one is far enough from the first. */
async function driven(page: TestPage, farMm: number): Promise<void> {
  let first: PoseView | undefined;
  for (;;) {
    const batch = (await page.next('batch')) as TestMessage & { batch: number; events: { frames?: { pose?: PoseView }[] }[] };
    page.send({ type: 'ack', sessionId: 1, batch: batch.batch });
    for (const { pose } of batch.events.flatMap((event) => event.frames ?? [])) {
      first ??= pose;
      if (pose && first && Math.hypot(pose.xMm - first.xMm, pose.yMm - first.yMm) > farMm) return;
    }
  }
}

function isListening(address: URL): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(Number(address.port), address.hostname);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

describe('guiji up', TIMEOUT, () => {
  it('drives the virtual car for a page, and on SIGTERM leaves nothing running', async () => {
    const { child, ended } = start(['--port', '0']);
    const address = await addressOf(child);
    const page = await openPage(address);
    await page.ask('session.open', { sessionId: 1, deviceId: 'virtual-car', trackId: 'oval' });
    await status(page, 'ready');
    const request = requestOf('forever(() => {\n  const e = line.position();\n  car.drive(45 + e * 0.4, 45 - e * 0.4);\n  wait(5);\n});\n');
    const params = z.encode(BRIDGE_METHODS['session.run'].params, { sessionId: 1, request });
    expect(await page.ask('session.run', params)).toMatchObject({ ok: true });
    await driven(page, 100);
    expect(await page.ask('session.stop', { sessionId: 1 })).toMatchObject({ ok: true });
    await status(page, 'ready');
    expect(await page.ask('session.run', params)).toMatchObject({ ok: true });
    expect(await page.ask('projects.save', { project })).toMatchObject({ ok: true });
    child.kill('SIGTERM');
    expect((await page.closed).closeCode).toBe(1001);
    expect((await ended).exitCode).toBe(0);
    expect(await isListening(address)).toBe(false);
  });

  it('has the work again at its next start, even when it was killed', async () => {
    const first = start(['--port', '0']);
    const page = await openPage(await addressOf(first.child));
    const saved = { ...project, files: [{ path: 'main.ts', text: '// before the power went\n' }] };
    expect(await page.ask('projects.save', { project: saved })).toMatchObject({ ok: true });
    first.child.kill('SIGKILL');
    await first.ended;
    const second = start(['--port', '0']);
    const again = await openPage(await addressOf(second.child));
    expect(await again.ask('projects.load', { id: project.id })).toMatchObject({ value: saved });
    second.child.kill('SIGINT');
    expect((await second.ended).exitCode).toBe(0);
  });

  it('says in words and a code what keeps it from starting', async () => {
    const { child, ended } = start(['--port', '0']);
    const { port } = await addressOf(child);
    const file = join(folder, 'a file');
    await writeFile(file, '');
    const cases = [
      { args: ['--port', port], exitCode: 3, code: 'bridge.port-in-use' },
      { args: ['--port', 'x'], exitCode: 2, code: 'cli.usage' },
      { args: ['--port', '70000'], exitCode: 2, code: 'cli.usage' },
      { args: ['--data', join(file, 'under it')], exitCode: 3, code: 'bridge.data-not-writable' },
      { args: [], env: { GUIJI_PAGES_FOLDER: join(folder, 'none') }, exitCode: 3, code: 'bridge.pages-missing' },
    ];
    for (const { args, env, exitCode, code } of cases) {
      const refused = await start(args, env).ended;
      expect(refused.exitCode).toBe(exitCode);
      expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code, message: expect.stringMatching(/.{10}/) as string } });
    }
    child.kill('SIGTERM');
    await ended;
  });
});

describe('the default port', TIMEOUT, () => {
  it('is left to whoever has it, and the next is taken', async () => {
    const startOn = (data: string) =>
      startBridge({ port: undefined, lan: false, data: join(folder, data), databaseUrl: undefined, pagesFolder: pages });
    const first = await startOn('one');
    const second = await startOn('two');
    if (!first.ok || !second.ok) throw new Error(JSON.stringify([first, second]));
    expect(second.value.port).toBeGreaterThan(first.value.port);
    await Promise.all([first.value.close(), second.value.close()]);
  });
});
