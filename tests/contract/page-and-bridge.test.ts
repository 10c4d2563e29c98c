/** The page's side of the bridge against the real server, over a real WebSocket. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newProject } from '../../core/project/new-project.ts';
import type { RobotSession, SessionEvent } from '../../core/protocol/robot-session.ts';
import { TestBridge } from '../../bridge/server/testing/test-bridge.ts';
import type { Bridge } from '../../web/adapters/bridge/bridge.ts';
import { LinkBridge } from '../../web/adapters/bridge/link-bridge.ts';
import type { PagePass } from '../../web/adapters/bridge/page-pass.ts';

const project = newProject({ id: '01J8ZQ4Y7G0000000000000000', name: '循线小车' });
const request = {
  ...{ source: [{ path: 'main.ts', text: 'log(1)' }], bytecode: Uint8Array.of(7, 255), profileId: 'uno-line-car', trackId: 'oval' },
  ...{ seed: 1, speed: 1, breakpoints: [{ file: 0, start: 3 }] },
};

/** The page's Worker is a matter of its own: bridge/server/heartbeats.test.ts. */
const beat = async () => () => {};

let server: TestBridge;
let page: Bridge | undefined;

beforeEach(async () => {
  server = await TestBridge.start();
});
afterEach(async () => {
  page?.close();
  await server.close();
  expect(server.bugs).toEqual([]);
});

async function passOf(bridge: TestBridge): Promise<PagePass> {
  return { isServedByBridge: true, token: await bridge.token() };
}

async function open(pass?: PagePass): Promise<Bridge> {
  page = new LinkBridge({
    pass: pass ?? (await passOf(server)),
    renewPass: () => passOf(server),
    openSocket: () => server.socket() as unknown as WebSocket,
    startHeartbeat: beat,
  });
  return page;
}

/** Once it holds, looked at after each event. */
function until<E>(source: { subscribe(listener: (event: E) => void): () => void }, holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    if (holds()) return resolve();
    const unsubscribe = source.subscribe(() => {
      if (!holds()) return;
      unsubscribe();
      resolve();
    });
  });
}

async function openOnline(): Promise<Bridge> {
  const bridge = await open();
  await until(bridge.events, () => bridge.state === 'online' && bridge.devices.length > 0);
  return bridge;
}

function listen(session: RobotSession): SessionEvent[] {
  const events: SessionEvent[] = [];
  session.events.subscribe((event) => events.push(event));
  return events;
}

describe('a page on its bridge', () => {
  it('is online with the devices', async () => {
    const bridge = await openOnline();
    expect(bridge.devices).toMatchObject([{ id: 'virtual-car', kind: 'virtual-car' }]);
  });

  it('keeps projects on it', async () => {
    const { projects } = await openOnline();
    expect(await projects.save(project)).toEqual({ ok: true, value: { version: 1 } });
    expect(await projects.load(project.id)).toEqual({ ok: true, value: project });
    expect(await projects.list()).toMatchObject({ value: [{ name: '循线小车' }] });
    expect(await projects.history(project.id)).toMatchObject({ value: [{ version: 1 }] });
    expect(await projects.loadVersion(project.id, 1)).toEqual({ ok: true, value: project });
    expect(await projects.remove(project.id)).toEqual({ ok: true, value: undefined });
    expect(await projects.load(project.id)).toMatchObject({ fault: { code: 'project.not-found', params: { id: project.id } } });
  });

  it('refuses what is too large to send, and stays online', async () => {
    const bridge = await openOnline();
    const files = Array.from({ length: 6 }, (_, i) => ({ path: `f${i}.ts`, text: '轨'.repeat(900_000) }));
    expect(await bridge.projects.save({ ...project, files })).toMatchObject({ fault: { code: 'protocol.too-large' } });
    expect(bridge.state).toBe('online');
  });

  it('drives a robot and hears everything it says', async () => {
    const bridge = await openOnline();
    const session = bridge.openSession('virtual-car', { trackId: 'oval', profileId: 'uno-line-car' });
    const events = listen(session);
    await until(session.events, () => session.status.state === 'ready');
    expect(await session.run(request)).toEqual({ ok: true, value: undefined });
    const robot = server.robots.sessions[0]!;
    expect(robot.requests).toEqual([request]);
    expect(session.status.state).toBe('running');
    robot.events.emit({ kind: 'plot', points: [{ atMs: 1, name: 'x', value: Infinity }] });
    await until(session.events, () => events.some(({ kind }) => kind === 'plot'));
    expect(events.at(-1)).toEqual({ kind: 'plot', points: [{ atMs: 1, name: 'x', value: Infinity }] });
    expect(await session.pause()).toMatchObject({ ok: true });
    expect(await session.resume()).toMatchObject({ ok: true });
    expect(await session.step()).toMatchObject({ ok: false, fault: { code: 'session.no-program' } });
    await session.stop();
    await session.close();
    expect(robot.calls).toEqual(['run', 'pause', 'resume', 'step', 'stop', 'close']);
  });

  it('goes on receiving, because it acknowledges', async () => {
    const bridge = await openOnline();
    const session = bridge.openSession('virtual-car', { trackId: 'oval', profileId: 'uno-line-car' });
    const events = listen(session);
    await until(session.events, () => session.status.state === 'ready');
    const robot = server.robots.sessions[0]!;
    const logged = () => events.flatMap((event) => (event.kind === 'log' ? event.entries : [])).length;
    for (let i = 1; i <= 10; i++) {
      robot.events.emit({ kind: 'log', entries: [{ atMs: i, text: `${i}` }] });
      await until(session.events, () => logged() === i);
    }
  });
});

describe('a page whose bridge goes away', () => {
  it('says so, loses its robot, and comes back to both with the new token', async () => {
    const bridge = await openOnline();
    const session = bridge.openSession('virtual-car', { trackId: 'oval', profileId: 'uno-line-car' });
    await until(session.events, () => session.status.state === 'ready');
    const { port } = server.server;
    await server.close();
    await until(bridge.events, () => bridge.state === 'offline');
    expect(bridge.problem).toMatchObject({ code: 'bridge.unreachable' });
    expect(bridge.devices).toEqual([]);
    expect(session.status).toMatchObject({ state: 'lost', problem: { code: 'bridge.unreachable' } });
    expect(await bridge.projects.list()).toMatchObject({ ok: false, fault: { code: 'bridge.unreachable' } });

    server = await TestBridge.start({ port });
    await until(session.events, () => session.status.state === 'ready');
    expect(bridge.state).toBe('online');
    expect(server.robots.sessions).toHaveLength(1);
  });
});

describe('a page that may not use a bridge', () => {
  it('is offline where no bridge served it', async () => {
    const bridge = await open({ isServedByBridge: false });
    expect(bridge.state).toBe('offline');
    expect(bridge.problem).toMatchObject({ code: 'bridge.not-served' });
    const session = bridge.openSession('virtual-car', { trackId: 'oval', profileId: 'uno-line-car' });
    expect(session.status).toMatchObject({ state: 'lost', problem: { code: 'bridge.not-served' } });
    await session.stop();
  });

  it('is refused where it got no token', async () => {
    const bridge = await open({ isServedByBridge: true });
    expect(bridge.state).toBe('refused');
    expect(bridge.problem).toMatchObject({ code: 'bridge.not-joined' });
  });

  it('is refused where its token stays wrong', async () => {
    page = new LinkBridge({
      pass: { isServedByBridge: true, token: 'old' },
      renewPass: () => Promise.resolve({ isServedByBridge: true, token: 'older' }),
      openSocket: () => server.socket() as unknown as WebSocket,
      startHeartbeat: beat,
    });
    const bridge = page;
    await until(bridge.events, () => bridge.state === 'refused');
    expect(bridge.problem).toMatchObject({ code: 'bridge.wrong-token' });
  });
});
