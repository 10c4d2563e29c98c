import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BridgeMessage } from '../../core/protocol/bridge-messages.ts';
import type { TelemetryFrame } from '../../core/run/run-types.ts';
import { FRAMES_MAX, LOG_ENTRIES_MAX } from './event-batch.ts';
import { Heartbeats } from './heartbeats.ts';
import { PAGE_LIMITS } from './limits.ts';
import { PageSessions } from './page-sessions.ts';
import { FakeRobots, type FakeSession } from './testing/fake-robots.ts';

const frameAt = (atMs: number): TelemetryFrame => ({
  ...{ atMs, leftPercent: 0, rightPercent: 0, line: [], sonarMm: null, led: 'off', toneHz: 0, lap: 0, lapStartedAtMs: 0 },
});

type Batch = Extract<BridgeMessage, { type: 'batch' }>;

describe('what a session shows to its page', () => {
  const robots = new FakeRobots();
  let sent: BridgeMessage[];
  let sessions: PageSessions;
  let session: FakeSession;
  const batches = (): Batch[] => sent.filter((message): message is Batch => message.type === 'batch');
  const passBatchPeriods = (count: number) => vi.advanceTimersByTime(count * PAGE_LIMITS.batchPeriodMs);

  beforeEach(async () => {
    vi.useFakeTimers();
    sent = [];
    sessions = new PageSessions({
      robots,
      limits: PAGE_LIMITS,
      heartbeats: new Heartbeats(),
      owner: () => '',
      send: (message) => sent.push(message),
    });
    await sessions.open(1, { deviceId: 'virtual-car', trackId: 'oval' });
    session = robots.sessions.at(-1)!;
  });
  afterEach(async () => {
    await sessions.closeAll();
    vi.useRealTimers();
  });

  it('is gathered into 30 batches a second at most', () => {
    for (let ms = 0; ms < 1000; ms++) {
      session.events.emit({ kind: 'telemetry', frames: [frameAt(ms)] });
      vi.advanceTimersByTime(1);
      for (const { batch } of batches()) sessions.acknowledge(1, batch);
    }
    expect(batches().length).toBeLessThanOrEqual(30);
    expect(batches().length).toBeGreaterThan(25);
    const frames = batches().flatMap(({ events }) => events.flatMap((event) => (event.kind === 'telemetry' ? event.frames : [])));
    expect(frames.map(({ atMs }) => atMs)).toEqual([...frames.keys()]);
  });

  it('waits for a slow page, and then is the newest', () => {
    for (let ms = 0; ms < 5000; ms++) {
      session.events.emit({ kind: 'telemetry', frames: [frameAt(ms)] });
      session.events.emit({ kind: 'log', entries: [{ atMs: ms, text: `${ms}` }] });
      vi.advanceTimersByTime(1);
    }
    expect(batches()).toHaveLength(PAGE_LIMITS.batchesUnderWay);
    sessions.acknowledge(1, 1);
    passBatchPeriods(1);
    expect(batches()).toHaveLength(PAGE_LIMITS.batchesUnderWay + 1);
    const [telemetry, log] = batches().at(-1)!.events;
    expect(telemetry).toMatchObject({ kind: 'telemetry' });
    expect(telemetry?.kind === 'telemetry' && telemetry.frames.map(({ atMs }) => atMs)).toEqual(
      Array.from({ length: FRAMES_MAX }, (_, i) => 5000 - FRAMES_MAX + i),
    );
    expect(log?.kind === 'log' && log.entries).toHaveLength(LOG_ENTRIES_MAX);
  });

  it('comes before the change that followed it', () => {
    session.events.emit({ kind: 'log', entries: [{ atMs: 0, text: 'last words' }] });
    session.events.emit({ kind: 'status', status: { state: 'lost' } });
    expect(sent.slice(-2)).toMatchObject([{ type: 'batch' }, { type: 'session', event: { kind: 'status' } }]);
  });

  it('cannot be acknowledged before it was sent', () => {
    sessions.acknowledge(1, 1_000_000);
    for (let i = 0; i < 10; i++) {
      session.events.emit({ kind: 'telemetry', frames: [frameAt(i)] });
      passBatchPeriods(1);
    }
    expect(batches()).toHaveLength(PAGE_LIMITS.batchesUnderWay);
  });

  it('ends with the session', async () => {
    await sessions.close(1);
    sent.length = 0;
    session.events.emit({ kind: 'status', status: { state: 'ready' } });
    passBatchPeriods(2);
    expect(sent).toEqual([]);
    expect(session.calls).toEqual(['close']);
  });
});
