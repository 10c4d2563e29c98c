import { EventEmitter } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { BEAT_EVERY_MS, HEARTBEAT_SOCKET_PATH, SILENCE_MS_MAX } from '../../core/protocol/heartbeat.ts';
import { Heartbeats, type Heartbeat } from './heartbeats.ts';
import type { FakeSession } from './testing/fake-robots.ts';
import { TestBridge, type TestPage } from './testing/test-bridge.ts';

let bridge: TestBridge;
let page: TestPage;
let session: FakeSession;
let heart: WebSocket;

beforeAll(async () => {
  bridge = await TestBridge.start();
});
afterAll(() => bridge.close());

/** The session's next call. */
function nextCall(): Promise<string> {
  return new Promise((resolve) => {
    const stop = session.stop.bind(session);
    session.stop = async (why) => {
      await stop(why);
      resolve(session.calls.at(-1)!);
    };
  });
}

async function beginRun(): Promise<void> {
  page = await bridge.page();
  const opened = await page.ask('session.open', { sessionId: 1, deviceId: 'virtual-car', trackId: 'oval' });
  session = bridge.robots.sessions.at(-1)!;
  const { heartbeatKey } = opened['value'] as { heartbeatKey: string };
  heart = bridge.socket({}, HEARTBEAT_SOCKET_PATH);
  await new Promise((resolve) => heart.once('open', resolve));
  heart.send(heartbeatKey);
  await session.run({} as never);
}

describe('beats', () => {
  class FakeSocket extends EventEmitter {
    terminated = false;
    terminate(): void {
      this.terminated = true;
    }
    says(text: string): void {
      this.emit('message', Buffer.from(text));
    }
  }

  let socket: FakeSocket;
  let silences: number;
  let heartbeats: Heartbeats;
  let heart: Heartbeat;
  beforeEach(() => {
    vi.useFakeTimers();
    heartbeats = new Heartbeats();
    socket = new FakeSocket();
    silences = 0;
    heart = heartbeats.watch(() => silences++);
    heartbeats.attach(socket as unknown as WebSocket);
    socket.says(heart.key);
  });
  afterEach(() => vi.useRealTimers());

  it('keep the silence away for as long as they come, and each silence is told once', () => {
    for (let ms = 0; ms < 10_000; ms += BEAT_EVERY_MS) {
      vi.advanceTimersByTime(BEAT_EVERY_MS);
      socket.says('1');
    }
    expect(silences).toBe(0);
    vi.advanceTimersByTime(SILENCE_MS_MAX + 1);
    expect(silences).toBe(1);
    vi.advanceTimersByTime(10 * SILENCE_MS_MAX);
    expect(silences).toBe(1);
    socket.says('1');
    vi.advanceTimersByTime(SILENCE_MS_MAX + 1);
    expect(silences).toBe(2);
  });

  it('that have ended are demanded again when a robot sets out, and never of a page that had none', () => {
    vi.advanceTimersByTime(SILENCE_MS_MAX + 1);
    expect(silences).toBe(1);
    heart.demand();
    vi.advanceTimersByTime(SILENCE_MS_MAX + 1);
    expect(silences).toBe(2);
    heart.demand();
    socket.says('1');
    vi.advanceTimersByTime(SILENCE_MS_MAX - 1);
    expect(silences).toBe(2);
    const other = heartbeats.watch(() => silences++);
    other.demand();
    vi.advanceTimersByTime(10 * SILENCE_MS_MAX);
    expect(silences).toBe(3);
  });

  it('that wait in the socket while the bridge itself is held up count', () => {
    // Its own timer first, then what had come meanwhile.
    setTimeout(() => socket.says('1'), SILENCE_MS_MAX);
    vi.advanceTimersByTime(SILENCE_MS_MAX + 10);
    expect(silences).toBe(0);
  });
});

describe('a page’s heartbeat', () => {
  it('that falls silent stops its robot, with the reason', async () => {
    await beginRun();
    heart.send('1');
    expect(await nextCall()).toBe('stop session.page-silent');
    page.socket.close();
    heart.terminate();
  });

  it('that is cut stops its robot at once', async () => {
    await beginRun();
    heart.send('1');
    const stopped = nextCall();
    heart.terminate();
    expect(await stopped).toBe('stop session.page-silent');
    page.socket.close();
  });

  it('stops nothing where nothing runs', async () => {
    await beginRun();
    await session.stop();
    heart.terminate();
    await new Promise((resolve) => heart.once('close', resolve));
    await page.ask('bridge.ping');
    expect(session.calls).toEqual(['run', 'stop']);
    page.socket.close();
  });

  it('with a key that nobody was given is hung up on', async () => {
    const stranger = bridge.socket({}, HEARTBEAT_SOCKET_PATH);
    await new Promise((resolve) => stranger.once('open', resolve));
    stranger.send('anything');
    await new Promise((resolve) => stranger.once('close', resolve));
    expect(stranger.readyState).toBe(stranger.CLOSED);
  });
});
