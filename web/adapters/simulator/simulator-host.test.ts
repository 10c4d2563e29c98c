import { describe, expect, it } from 'vitest';
import { compiledForm } from '../../../core/vm/compiled/compiled-form.ts';
import { encodeProgram } from '../../../core/bytecode/encoding.ts';
import type { RunRequest, SessionEvent } from '../../../core/protocol/robot-session.ts';
import { ManualClock } from '../../../core/run/testing/manual-clock.ts';
import { openRun } from '../../../core/run/run-file.ts';
import { compiled, FOLLOW_LINE } from '../../../core/run/testing/programs.ts';
import { EventBatch } from './event-batch.ts';
import { openCrowd } from './simulated-crowd.ts';
import { SimulatorHost } from './simulator-host.ts';
import type { FromSimulator } from './simulator-messages.ts';

function requestOf(text: string, overrides: Partial<RunRequest> = {}): RunRequest {
  const { program, source } = compiled(text);
  const bytecode = encodeProgram(program);
  return { source, bytecode, profileId: 'uno-line-car', trackId: 'oval', seed: 1, speed: 1, breakpoints: [], ...overrides };
}

function setUp({ acknowledges = true } = {}) {
  const clock = new ManualClock();
  const messages: FromSimulator[] = [];
  const host: SimulatorHost = new SimulatorHost({
    form: compiledForm,
    fetchCrowd: () => Promise.resolve(openCrowd),
    clock,
    post: (message) => {
      messages.push(structuredClone(message));
      if (acknowledges && message.kind === 'batch') host.receive({ kind: 'ack' });
    },
  });
  const start = (text: string, overrides: Partial<RunRequest> = {}, paused = false): void =>
    host.receive({ kind: 'run', runId: 1, request: requestOf(text, overrides), paused });
  const events = (): SessionEvent[] =>
    messages.flatMap((message) => (message.kind === 'event' ? [message.event] : message.kind === 'batch' ? message.events : []));
  const of = <K extends SessionEvent['kind']>(kind: K) =>
    events().filter((event): event is Extract<SessionEvent, { kind: K }> => event.kind === kind);
  return { clock, host, messages, start, events, of };
}

describe('the simulator', () => {
  it('drives the car in real time and sends 60 frames a second in at most 30 batches', () => {
    const { clock, start, messages, of } = setUp();
    start(FOLLOW_LINE);
    clock.advance(2000);
    const frames = of('telemetry').flatMap((event) => event.frames);
    expect(frames.length).toBeGreaterThanOrEqual(115);
    expect(frames.length).toBeLessThanOrEqual(121);
    expect(messages.filter(({ kind }) => kind === 'batch').length).toBeLessThanOrEqual(61);
    expect(frames.at(-1)!.pose!.xMm).toBeGreaterThan(frames[0]!.pose!.xMm + 200);
  });

  it('goes as fast as asked', () => {
    const { clock, start, of } = setUp();
    start(FOLLOW_LINE, { speed: 10 });
    clock.advance(1000);
    expect(of('telemetry').at(-1)!.frames.at(-1)!.atMs).toBeGreaterThan(9500);
  });

  it('stops an endless loop between two slices', () => {
    const { clock, host, start, of } = setUp();
    start('while (true) {}');
    clock.advance(300);
    host.receive({ kind: 'stop', runId: 1 });
    expect(of('ended')).toMatchObject([{ summary: { ended: 'stopped' } }]);
    expect(of('status').at(-1)).toEqual({ kind: 'status', status: { state: 'ready' } });
    expect(clock.timerCount).toBe(0);
  });

  it('pauses with a view of the program, and resumes', () => {
    const { clock, host, start, of } = setUp();
    start('let n = 0;\nforever(() => { n = n + 1; wait(10); });');
    clock.advance(100);
    host.receive({ kind: 'pause', runId: 1 });
    const paused = of('paused')[0]!;
    expect(paused.view.globals.map(({ name }) => name)).toContain('n');
    clock.advance(1000);
    expect(of('telemetry').at(-1)!.frames.at(-1)!.atMs).toBeLessThanOrEqual(paused.atMs);
    host.receive({ kind: 'resume', runId: 1 });
    clock.advance(500);
    expect(of('telemetry').at(-1)!.frames.at(-1)!.atMs).toBeGreaterThan(paused.atMs + 300);
  });

  it('starts at the first statement when it is to step, and goes one by one', () => {
    const { clock, host, start, of } = setUp();
    const text = 'let a = 1;\nlet b = 2;\nlog(a + b);';
    start(text, {}, true);
    clock.advance(50);
    expect(of('paused')).toMatchObject([{ place: { file: 0, start: text.indexOf('let a') }, atMs: 0 }]);
    for (const next of ['let b', 'log']) {
      host.receive({ kind: 'step', runId: 1 });
      clock.advance(50);
      expect(of('paused').at(-1)!.place!.start).toBe(text.indexOf(next));
    }
  });

  it('halts at a breakpoint', () => {
    const { clock, start, of } = setUp();
    const text = 'wait(50);\nlog("here");';
    start(text, { breakpoints: [{ file: 0, start: text.indexOf('log') }] });
    clock.advance(200);
    expect(of('paused')).toMatchObject([{ atMs: 50, place: { start: text.indexOf('log') } }]);
    expect(of('log')).toEqual([]);
  });

  it('sends all that was said before it says that the run ended', () => {
    const { clock, start, events } = setUp({ acknowledges: false });
    start('log(1); wait(500); log(2); plot("p", 3);');
    clock.advance(2000);
    const kinds = events().map(({ kind }) => kind);
    expect(kinds.lastIndexOf('log')).toBeLessThan(kinds.indexOf('ended'));
    expect(events().flatMap((event) => (event.kind === 'log' ? event.entries.map(({ text }) => text) : []))).toEqual(['1', '2']);
  });

  it('sends no second batch before the first is acknowledged', () => {
    const { clock, host, start, messages } = setUp({ acknowledges: false });
    start(FOLLOW_LINE);
    clock.advance(1000);
    expect(messages.filter(({ kind }) => kind === 'batch')).toHaveLength(1);
    host.receive({ kind: 'ack' });
    clock.advance(50);
    expect(messages.filter(({ kind }) => kind === 'batch')).toHaveLength(2);
  });

  it('sends the recording as it comes, and all of it before it says that the run ended', () => {
    const { clock, start, messages } = setUp();
    start(FOLLOW_LINE);
    const atStart = messages.filter(({ kind }) => kind === 'recording').length;
    clock.advance(3200);
    const afterSeconds = messages.filter(({ kind }) => kind === 'recording').length;
    expect(afterSeconds).toBeGreaterThanOrEqual(atStart + 3);
  });

  it('gives a whole run file', () => {
    const { clock, start, messages, of } = setUp();
    start('log("好"); wait(1500); plot("p", 3);');
    clock.advance(3000);
    const pieces = messages.flatMap((message) => (message.kind === 'recording' ? [...message.bytes] : []));
    const run = openRun(Uint8Array.from(pieces));
    expect(run).toMatchObject({ ok: true, value: { isComplete: true, log: [{ atMs: 0, text: '好' }] } });
    const { ended, digest } = of('ended')[0]!.summary;
    expect(run.ok && run.value.summary).toMatchObject({ ended, digest });
    expect(messages.findLastIndex(({ kind }) => kind === 'recording')).toBeLessThan(messages.length - 1);
  });

  it('refuses broken bytecode, unknown cars and unknown tracks', () => {
    const { host, messages } = setUp();
    const broken = { ...requestOf('log(1);'), bytecode: Uint8Array.of(1, 2, 3) };
    host.receive({ kind: 'run', runId: 1, request: broken, paused: false });
    host.receive({ kind: 'run', runId: 2, request: requestOf('log(1);', { trackId: 'x' }), paused: false });
    host.receive({ kind: 'run', runId: 3, request: requestOf('log(1);', { profileId: 'x' }), paused: false });
    expect(messages.map((message) => message.kind === 'refused' && message.fault.code)).toEqual([
      'bytecode.malformed',
      'run.unknown-track',
      'run.unknown-profile',
    ]);
  });

  it('gives the digest that a headless run gives', async () => {
    const { simulate } = await import('../../../core/run/simulate.ts');
    const { shippedTrack } = await import('../../../core/sim/tracks/index.ts');
    const { shippedProfile } = await import('../../../firmware-profiles/index.ts');
    const text = 'car.forward(60); wait(400); car.turnBy(90); log(line.read(2)); car.stop();';
    const { clock, start, of } = setUp();
    start(text);
    clock.advance(10_000);
    const headless = simulate({
      ...compiled(text),
      profile: shippedProfile('uno-line-car')!,
      track: shippedTrack('oval')!,
      seed: 1,
      limitMs: 20_000,
    });
    expect(of('ended')[0]!.summary).toEqual(headless.summary);
  });
});

describe('a batch that nobody takes', () => {
  it('keeps the newest and says how many lines were dropped', () => {
    const batch = new EventBatch();
    for (let i = 0; i < 5000; i++) batch.log(i, String(i));
    const [log] = batch.take();
    const entries = log!.kind === 'log' ? log!.entries : [];
    expect(entries.length).toBeLessThanOrEqual(501);
    expect(entries.at(-1)!.text).toBe('4999');
    expect(entries[0]!.text).toBe(`… (−${5000 - (entries.length - 1)})`);
    expect(batch.take()).toEqual([]);
  });
});
