import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newProject } from '../../core/project/new-project.ts';
import { MESSAGE_BYTES_MAX, PROTOCOL_VERSION } from '../../core/protocol/bridge-messages.ts';
import { CLOSE_CODES } from '../../core/protocol/protocol-faults.ts';
import { shippedTrack } from '../../core/sim/tracks/index.ts';
import { lanAddresses } from './origin-guard.ts';
import { TestBridge, TestPage } from './testing/test-bridge.ts';
import { startBridgeServer } from './bridge-server.ts';

const project = newProject({ id: '01J8ZQ4Y7G0000000000000000', name: '循线小车' });

let bridge: TestBridge;
beforeAll(async () => {
  bridge = await TestBridge.start();
});
afterAll(() => bridge.close());
afterEach(() => expect(bridge.bugs).toEqual([]));

/** After whatever a test did: another page is served as if nothing had been. */
async function expectAlive(): Promise<void> {
  const page = await bridge.page();
  expect(await page.ask('bridge.ping')).toMatchObject({ ok: true });
  page.socket.close();
}

/** How the bridge answers an upgrade that it does not accept. */
function refusedUpgrade(options: Parameters<TestBridge['socket']>[0]): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const socket = bridge.socket(options);
    socket.on('open', () => reject(new Error('was accepted')));
    socket.on('error', () => {});
    socket.on('unexpected-response', (_, response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
  });
}

describe('the pages', () => {
  it('carry the token when they are opened on this computer', async () => {
    const page = await bridge.get('/');
    expect(page.status).toBe(200);
    expect(page.text).toMatch(/<head>\s*<meta name="guiji-bridge" content="1">\s*<meta name="guiji-token" content="[\w-]{43}">/);
    expect(page.headers['cache-control']).toBe('no-store');
  });

  it('forbid what no page of ours needs', async () => {
    const { headers } = await bridge.get('/');
    const policy = headers['content-security-policy'];
    for (const rule of ["default-src 'self'", "script-src 'self' 'wasm-unsafe-eval'", "object-src 'none'", "frame-ancestors 'none'"]) {
      expect(policy).toContain(rule);
    }
    expect(policy).toContain(`connect-src 'self' ws://${bridge.host};`);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('no-referrer');
  });

  it('keep files with a hash in their name for ever, and others never', async () => {
    const hashed = await bridge.get('/assets/index-Ab12Cd34.js');
    expect(hashed.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(hashed.headers['content-type']).toMatch(/javascript/);
    expect((await bridge.get('/icon.svg')).headers['cache-control']).toBe('no-cache');
  });

  it('come compressed where that was prepared', async () => {
    const packed = await bridge.get('/assets/index-Ab12Cd34.js', { 'accept-encoding': 'br, gzip' });
    expect(packed.headers['content-encoding']).toBe('br');
    expect(packed.headers['content-type']).toMatch(/javascript/);
    expect(packed.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  it('say in few words what is forbidden to a file that a page brings along: it can be no page and no worker', async () => {
    const { headers } = await bridge.get('/assets/index-Ab12Cd34.js');
    expect(headers['content-security-policy']).toBe("default-src 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['cross-origin-resource-policy']).toBe('same-origin');
    const worker = await bridge.get('/assets/language-worker-Zz98Yy76.js');
    expect(worker.headers['content-security-policy']).toContain("default-src 'self'");
  });

  it('give the student’s program no network', async () => {
    const worker = await bridge.get('/assets/simulator-worker-Zz98Yy76.js');
    expect(worker.headers['content-security-policy']).toContain("connect-src 'none'");
    const batch = await bridge.get('/assets/batch-worker-Zz98Yy76.js');
    expect(batch.headers['content-security-policy']).toContain("connect-src 'none'");
  });

  it('let nothing but the worker of the student’s program make functions from text', async () => {
    const allows = async (path: string): Promise<boolean> =>
      / 'unsafe-eval'/.test(String((await bridge.get(path)).headers['content-security-policy']));
    expect(await allows('/assets/simulator-worker-Zz98Yy76.js')).toBe(true);
    expect(await allows('/assets/batch-worker-Zz98Yy76.js')).toBe(true);
    const others = ['/', '/icon.svg', '/assets/index-Ab12Cd34.js', '/assets/run-worker-Zz98Yy76.js', '/assets/language-worker-Zz98Yy76.js'];
    const near = [
      '/simulator-worker-a.js',
      '/assets/x/simulator-worker-a.js',
      '/assets/simulator-worker-a.js.map',
      '/assets/simulator-worker-a.js/x',
    ];
    for (const path of [...others, ...near, '/nothing.js', '/api']) expect(`${path} ${await allows(path)}`).toBe(`${path} false`);
  });

  it('that do not exist are 404, and nothing outside the folder is read', async () => {
    for (const path of ['/nothing.js', '/../package.json', '/..%2f..%2fpackage.json', '/%2e%2e/package.json', '/assets/..%5c..%5cx']) {
      const { status } = await bridge.get(path);
      expect([400, 403, 404]).toContain(status);
    }
  });

  it('are refused under a foreign name', async () => {
    for (const host of ['evil.example', `evil.example:${bridge.server.port}`, '127.0.0.1', `127.0.0.1:1`]) {
      expect(await bridge.get('/', { host })).toMatchObject({
        status: 403,
        text: expect.stringContaining('bridge.host-refused') as string,
      });
    }
  });
});

describe('a WebSocket', () => {
  it('with a forged Host is refused', async () => {
    expect(await refusedUpgrade({ headers: { host: 'evil.example' } })).toMatchObject({
      status: 403,
      body: expect.stringContaining('bridge.host-refused') as string,
    });
  });

  it('from a foreign Origin, or from none, is refused', async () => {
    for (const origin of [
      'http://evil.example',
      'null',
      `https://${bridge.host}`,
      'http://127.0.0.1:1',
      `http://localhost:${bridge.server.port}`,
    ]) {
      expect(await refusedUpgrade({ origin })).toMatchObject({
        status: 403,
        body: expect.stringContaining('bridge.origin-refused') as string,
      });
    }
    expect(await refusedUpgrade({ origin: undefined as unknown as string })).toMatchObject({ status: 403 });
    await expectAlive();
  });

  it('with a wrong token is closed', async () => {
    for (const token of ['', 'x', 'x'.repeat(43), 'é'.repeat(200)]) {
      const page = new TestPage(bridge.socket());
      await page.opened;
      page.send({ type: 'hello', version: PROTOCOL_VERSION, token });
      expect(await page.next('refused')).toMatchObject({ fault: { code: 'bridge.wrong-token' } });
      expect((await page.closed).closeCode).toBe(CLOSE_CODES.wrongToken);
    }
    await expectAlive();
  });

  it('of another version is told which side is older', async () => {
    for (const [version, older] of [
      [PROTOCOL_VERSION + 1, 'bridge'],
      [0, 'page'],
    ] as const) {
      const page = new TestPage(bridge.socket());
      await page.opened;
      page.send({ type: 'hello', version, token: 1, somethingNew: true });
      expect(await page.next('refused')).toMatchObject({ fault: { code: 'protocol.version', params: { older } } });
      expect((await page.closed).closeCode).toBe(CLOSE_CODES.version);
    }
    await expectAlive();
  });

  it('that sends garbage is closed with a code, before and after its hello', async () => {
    const garbage = ['', '{', 'null', '[]', '{"type":"request"}', '\u0000', Uint8Array.of(1, 2, 3), JSON.stringify({ type: 'hello' })];
    for (const message of garbage) {
      const stranger = new TestPage(bridge.socket());
      await stranger.opened;
      const page = await bridge.page();
      for (const each of [stranger, page]) {
        each.send(message);
        expect(await each.next('refused')).toMatchObject({ fault: { code: 'protocol.malformed' } });
        expect((await each.closed).closeCode).toBe(CLOSE_CODES.malformed);
      }
    }
    await expectAlive();
  });

  it('that asks for what does not exist, or with wrong parameters, is closed', async () => {
    for (const request of [
      { method: 'constructor', params: {} },
      { method: '__proto__', params: {} },
      { method: 'projects.load', params: { id: '../../etc' } },
      { method: 'projects.list', params: { more: 1 } },
    ]) {
      const page = await bridge.page();
      page.send({ type: 'request', id: 1, ...request });
      expect(await page.next('refused')).toMatchObject({ fault: { code: 'protocol.malformed' } });
      await page.closed;
    }
    await expectAlive();
  });

  it('that says nothing is closed', async () => {
    const quick = await TestBridge.start({ limits: { helloMs: 50 } });
    const page = new TestPage(quick.socket());
    expect(await page.next('refused')).toMatchObject({ fault: { code: 'protocol.hello-missing' } });
    expect((await page.closed).closeCode).toBe(CLOSE_CODES.helloMissing);
    await quick.close();
  });

  it('that announces a frame of 100 MB is closed before the frame has come', async () => {
    const page = await bridge.page();
    const header = Buffer.alloc(14);
    header[0] = 0x81;
    header[1] = 0xff;
    header.writeBigUInt64BE(100_000_000n, 2);
    const raw = (page.socket as unknown as { _socket: NodeJS.WritableStream })._socket;
    raw.write(header);
    raw.write(Buffer.alloc(1000, 0x20));
    expect((await page.closed).closeCode).toBe(CLOSE_CODES.tooLarge);
    await expectAlive();
  });

  it('that sends more than the limit in fragments is closed', async () => {
    const page = await bridge.page();
    const part = Buffer.alloc(1024 * 1024, 0x20);
    for (let sent = 0; sent <= MESSAGE_BYTES_MAX; sent += part.length) page.socket.send(part, { binary: false, fin: false });
    expect((await page.closed).closeCode).toBe(CLOSE_CODES.tooLarge);
    await expectAlive();
  });

  it('that floods is closed', async () => {
    const page = await bridge.page();
    for (let i = 0; i < 20_000; i++) page.send({ type: 'ack', sessionId: 1, batch: i });
    expect(await page.next('refused')).toMatchObject({ fault: { code: 'protocol.too-fast' } });
    expect((await page.closed).closeCode).toBe(CLOSE_CODES.tooFast);
    await expectAlive();
  });

  it('that gives no sign of life is cut off', async () => {
    const quick = await TestBridge.start({ limits: { heartbeatMs: 30 } });
    const page = new TestPage(quick.socket({ autoPong: false }));
    await page.opened;
    expect((await page.closed).closeCode).toBe(1006);
    await quick.close();
  });
});

describe('a page', () => {
  it('saves a project and loads it again', async () => {
    const page = await bridge.page();
    expect(await page.ask('projects.save', { project })).toMatchObject({ ok: true, value: { version: 1 } });
    expect(await page.ask('projects.save', { project })).toMatchObject({ ok: true, value: { version: 1 } });
    expect(await page.ask('projects.load', { id: project.id })).toMatchObject({ value: project });
    expect(await page.ask('projects.list')).toMatchObject({ value: [{ id: project.id, name: project.name }] });
    expect(await page.ask('projects.history', { id: project.id })).toMatchObject({ value: [{ version: 1 }] });
    expect(await page.ask('projects.loadVersion', { id: project.id, version: 1 })).toMatchObject({ value: project });
    expect(await page.ask('projects.remove', { id: project.id })).toMatchObject({ ok: true });
    expect(await page.ask('projects.load', { id: project.id })).toMatchObject({ ok: false, fault: { code: 'project.not-found' } });
    page.socket.close();
  });

  it('is told the devices, and when they change', async () => {
    const page = await bridge.page();
    expect(await page.next('devices')).toMatchObject({ devices: [{ id: 'virtual-car', busy: false }] });
    bridge.robots.changes.emit([]);
    expect(await page.next('devices')).toMatchObject({ devices: [] });
    page.socket.close();
  });

  it('drives a session and hears what it says, in order', async () => {
    const page = await bridge.page();
    await page.ask('session.open', { sessionId: 7, deviceId: 'virtual-car', trackId: 'oval' });
    const session = bridge.robots.sessions.at(-1)!;
    expect(await page.next('session')).toMatchObject({ sessionId: 7, event: { kind: 'status', status: { state: 'ready' } } });
    expect(await page.ask('session.step', { sessionId: 7 })).toMatchObject({ ok: false, fault: { code: 'session.no-program' } });
    expect(await page.ask('session.pause', { sessionId: 7 })).toMatchObject({ ok: true });
    session.events.emit({ kind: 'log', entries: [{ atMs: 1, text: 'before' }] });
    await page.ask('session.stop', { sessionId: 7 });
    expect(session.calls).toEqual(['step', 'pause', 'stop']);
    expect(await page.next('batch')).toMatchObject({ sessionId: 7, batch: 1, events: [{ kind: 'log', entries: [{ text: 'before' }] }] });
    expect(await page.ask('session.pause', { sessionId: 8 })).toMatchObject({ fault: { code: 'session.unknown' } });
    page.socket.close();
  });

  it('drives on the tracks that people have drawn, by their ids', async () => {
    const page = await bridge.page();
    const track = { ...shippedTrack('straight')!, id: 'our-yard' };
    await page.ask('tracks.save', { track });
    const open = (trackId: string) => page.ask('session.open', { sessionId: 1, deviceId: 'virtual-car', trackId });
    for (const trackId of ['~/our-yard', '~/no-such-yard', 'oval']) expect(await open(trackId)).toMatchObject({ ok: true });
    const tracks = bridge.robots.opened.slice(-3).map((about) => (about.track as { readonly id: string } | undefined)?.id);
    expect(tracks).toEqual(['our-yard', undefined, undefined]);
    page.socket.close();
  });

  it('that goes away has its robots stopped', async () => {
    const page = await bridge.page();
    await page.ask('session.open', { sessionId: 1, deviceId: 'virtual-car', trackId: 'oval' });
    const session = bridge.robots.sessions.at(-1)!;
    const closed = new Promise<void>((resolve) => {
      session.close = () => {
        resolve();
        return Promise.resolve();
      };
    });
    page.socket.terminate();
    await closed;
  });

  it('opens no more sessions than it may', async () => {
    const page = await bridge.page();
    const open = (sessionId: number) => page.ask('session.open', { sessionId, deviceId: 'virtual-car', trackId: 'oval' });
    for (const sessionId of [1, 2, 3, 4]) expect(await open(sessionId)).toMatchObject({ ok: true });
    expect(await open(5)).toMatchObject({ fault: { code: 'session.too-many' } });
    await page.ask('session.close', { sessionId: 1 });
    expect(await open(5)).toMatchObject({ ok: true });
    page.socket.close();
  });
});

describe('the server', () => {
  it('on a port that is in use says so', async () => {
    const { robots, runs, packs, kits, classKits, classroom } = bridge;
    const options = {
      folder: '/',
      port: bridge.server.port,
      lan: false,
      store: {} as never,
      robots,
      runs,
      packs,
      kits,
      classKits,
      classroom,
      onBug: () => {},
    };
    expect(await startBridgeServer(options)).toMatchObject({
      ok: false,
      fault: { code: 'bridge.port-in-use', params: { port: bridge.server.port } },
    });
  });

  it('tells its pages when it ends, and stops their robots', async () => {
    const ending = await TestBridge.start();
    const page = await ending.page();
    await page.ask('session.open', { sessionId: 1, deviceId: 'virtual-car', trackId: 'oval' });
    await ending.close();
    expect((await page.closed).closeCode).toBe(CLOSE_CODES.goingAway);
    expect(ending.robots.sessions[0]!.calls).toEqual(['close']);
  });

  it.runIf(lanAddresses().length > 0)('open to the network gives its token to this computer only', async () => {
    const open = await TestBridge.start({ lan: true });
    const host = `${lanAddresses()[0]}:${open.server.port}`;
    const guest = await open.get('/', { host });
    expect(guest.status).toBe(200);
    expect(guest.text).toContain('guiji-bridge');
    expect(guest.text).not.toContain('guiji-token');
    expect(await open.token()).not.toBe('');
    expect((await open.get('/', { host: `evil.example:${open.server.port}` })).status).toBe(403);
    await open.close();
  });
});
