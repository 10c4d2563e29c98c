import { describe, expect, it } from 'vitest';
import { encodeProgram } from '../../../core/bytecode/encoding.ts';
import type { DebugCommand, RunRequest, SessionEvent } from '../../../core/protocol/robot-session.ts';
import { openRun } from '../../../core/run/run-file.ts';
import { ManualClock } from '../../../core/run/testing/manual-clock.ts';
import { compiled } from '../../../core/run/testing/programs.ts';
import { verifyRun } from '../../../core/run/verify.ts';
import { compiledForm } from '../../../core/vm/compiled/compiled-form.ts';
import { openSimulator } from './open-simulator.ts';
import { openCrowd } from './simulated-crowd.ts';
import { SimulatorHost } from './simulator-host.ts';

const TEXT = `let count = 0;
function add(): void {
  count += 1;
}
forever(() => {
  add();
  car.drive(40, 40);
  log(count);
  wait(10);
});
`;

/** A session on the real host, with what it was recorded as. */
async function debugging(text = TEXT, changes: Partial<RunRequest> = {}) {
  const clock = new ManualClock();
  const recordings: { bytes: number[]; isEnded: boolean }[] = [];
  const session = openSimulator({
    clock,
    recordings: {
      begin() {
        const recording = { bytes: [] as number[], isEnded: false };
        recordings.push(recording);
        return { write: (bytes) => void recording.bytes.push(...bytes), end: () => void (recording.isEnded = true) };
      },
    },
    startThread: ({ onMessage }) => {
      const host = new SimulatorHost({ clock, post: onMessage, form: compiledForm, fetchCrowd: () => Promise.resolve(openCrowd) });
      return { postMessage: (message) => host.receive(message), terminate: () => {} };
    },
  });
  const events: SessionEvent[] = [];
  session.events.subscribe((event) => events.push(event));
  const { program, source } = compiled(text);
  const request = {
    source,
    bytecode: encodeProgram(program),
    profileId: 'uno-line-car',
    trackId: 'oval',
    seed: 1,
    speed: 1,
    breakpoints: [],
  };
  expect(await session.run({ ...request, ...changes })).toMatchObject({ ok: true });
  const of = <K extends SessionEvent['kind']>(kind: K) =>
    events.filter((event): event is Extract<SessionEvent, { kind: K }> => event.kind === kind);
  const debug = async (command: DebugCommand) => {
    const answer = await session.debug(command);
    clock.advance(100);
    return answer;
  };
  return { clock, session, events, of, debug, recordings, at: () => text.slice(of('paused').at(-1)!.place!.start).split('\n')[0] };
}

describe('debugging in the simulator', () => {
  it('takes breakpoints while the program runs, and steps into, over and out', async () => {
    const { clock, debug, at, session } = await debugging();
    clock.advance(200);
    await debug({ kind: 'breakpoints', points: [{ file: 0, start: TEXT.indexOf('add();') }] });
    expect(session.status.state).toBe('paused');
    expect(at()).toBe('add();');
    await debug({ kind: 'step', how: 'into' });
    expect(at()).toBe('count += 1;');
    await debug({ kind: 'step', how: 'out' });
    expect(at()).toBe('car.drive(40, 40);');
    await debug({ kind: 'step', how: 'over' });
    expect(at()).toBe('log(count);');
  });

  it('sets a variable and shows it', async () => {
    const { debug, of } = await debugging(TEXT, { breakpoints: [{ file: 0, start: TEXT.indexOf('log') }] });
    await debug({ kind: 'speed', speed: 1 });
    const { at } = of('paused')[0]!.view.globals[0]!;
    expect(await debug({ kind: 'edit', change: { at, value: 41 } })).toEqual({ ok: true, value: undefined });
    expect(of('paused').at(-1)!.view.globals[0]).toMatchObject({ name: 'count', text: '41' });
    expect(await debug({ kind: 'edit', change: { at, value: 'x' } })).toMatchObject({ fault: { code: 'vm.other-type' } });
  });

  it('goes back in time with what the car was then, and forward to where it had got to', async () => {
    const { clock, session, debug, of } = await debugging();
    clock.advance(3000);
    await session.pause();
    const { timeline, atMs } = of('paused')[0]!;
    expect(timeline).toEqual({ fromMs: 0, toMs: atMs });
    await debug({ kind: 'rewind', toMs: 1000 });
    const frame = of('telemetry')
      .flatMap((event) => event.frames)
      .find((each) => each.atMs === 1000)!;
    expect(of('paused').at(-1)).toMatchObject({ atMs: 1000, frame, timeline });
    await debug({ kind: 'step-back' });
    expect(of('paused').at(-1)!.atMs).toBeLessThanOrEqual(1000);
    await debug({ kind: 'rewind', toMs: 1e9 });
    expect(of('paused').at(-1)).toMatchObject({ atMs });
  });

  it('begins a branch where it goes on from the past, with a recording of its own', async () => {
    const { clock, session, debug, of, recordings } = await debugging();
    clock.advance(2000);
    await session.pause();
    await debug({ kind: 'rewind', toMs: 700 });
    const frames = of('telemetry').flatMap((event) => event.frames).length;
    await session.resume();
    expect(of('branched')).toEqual([{ kind: 'branched', atMs: 700 }]);
    expect(of('ended')).toEqual([]);
    clock.advance(500);
    await session.stop();
    const later = of('telemetry')
      .flatMap((event) => event.frames)
      .slice(frames);
    expect(later[0]!.atMs).toBeGreaterThan(700);
    expect(of('ended')).toMatchObject([{ summary: { ended: 'stopped' } }]);
    expect(recordings.map(({ isEnded }) => isEnded)).toEqual([true, true]);
    const files = recordings.map(({ bytes }) => Uint8Array.from(bytes));
    expect(files.map((bytes) => verifyRun(bytes, { trustedSealKeys: [] }).result)).toEqual(['same', 'same']);
    const second = openRun(files[1]!);
    expect(second.ok && second.value.header.branch).toEqual({ atMs: 700 });
  });

  it('shows a run that has ended again until the next begins, and is told of its end once', async () => {
    const { clock, session, debug, of, recordings } = await debugging();
    clock.advance(1000);
    await session.stop();
    const { timeline, summary } = of('ended')[0]!;
    expect(timeline).toEqual({ fromMs: 0, toMs: Math.round(summary.simTimeS * 1000) });
    expect(await debug({ kind: 'rewind', toMs: 400 })).toMatchObject({ ok: true });
    expect(session.status.state).toBe('paused');
    expect(of('paused').at(-1)).toMatchObject({ atMs: 400 });
    await session.stop();
    expect([session.status.state, of('ended').length, recordings.length]).toEqual(['ready', 1, 1]);
    await debug({ kind: 'rewind', toMs: 500 });
    await session.resume();
    expect(of('branched')).toEqual([{ kind: 'branched', atMs: 500 }]);
    clock.advance(300);
    await session.stop();
    expect(of('ended')).toHaveLength(2);
    const files = recordings.map(({ bytes }) => Uint8Array.from(bytes));
    expect(files.map((bytes) => verifyRun(bytes, { trustedSealKeys: [] }).result)).toEqual(['same', 'same']);
  });

  it('refuses to go back while it runs', async () => {
    const { debug } = await debugging();
    expect(await debug({ kind: 'rewind', toMs: 0 })).toMatchObject({ fault: { code: 'session.wrong-state' } });
  });

  it('goes slower and faster while it drives', async () => {
    const { clock, debug, of } = await debugging();
    const lastMs = () => of('telemetry').at(-1)!.frames.at(-1)!.atMs;
    clock.advance(1000);
    const before = lastMs();
    await debug({ kind: 'speed', speed: 0.1 });
    clock.advance(1000);
    expect(lastMs() - before).toBeLessThan(160);
    await debug({ kind: 'speed', speed: 5 });
    clock.advance(1000);
    expect(lastMs() - before).toBeGreaterThan(4500);
  });

  it('offers the program’s sliders, and what is moved is what the program reads and what verify reads', async () => {
    const text = `forever(() => {\n  log(tune('Kp', 0.4, 0, 2), tune('base', 45, 100, 0));\n  wait(100);\n});`;
    const { clock, session, of, recordings } = await debugging(text);
    clock.advance(150);
    expect(of('tuners').at(-1)!.tuners).toEqual([
      { index: 0, name: 'Kp', value: 0.4, min: 0, max: 2 },
      { index: 1, name: 'base', value: 45, min: 0, max: 100 },
    ]);
    session.tell({ kind: 'tune', index: 0, value: 1.5 });
    session.tell({ kind: 'tune', index: 1, value: 1e9 });
    session.tell({ kind: 'tune', index: 9, value: 1 });
    clock.advance(200);
    await session.stop();
    const lines = of('log').flatMap((event) => event.entries.map((entry) => entry.text));
    expect([lines[0], lines.at(-1)]).toEqual(['0.4 45', '1.5 100']);
    expect(verifyRun(Uint8Array.from(recordings[0]!.bytes), { trustedSealKeys: [] })).toMatchObject({
      result: 'same',
      hasExternalInputs: true,
    });
  });

  it('says what the program tells others, the newest of each name, and hears what they say', async () => {
    const text = `on('message', 'go', () => log(received('go')));\nfor (let i = 0; i < 100; i++) { send('n', i); send('other', true); wait(1); }\nwait(1000);`;
    const { clock, session, of } = await debugging(text);
    clock.advance(150);
    const sent = of('sent').map(({ messages }) => messages);
    expect(sent.length).toBeLessThan(10);
    expect(sent.at(-1)).toEqual([
      { name: 'n', value: 99 },
      { name: 'other', value: true },
    ]);
    session.tell({ kind: 'message', name: 'go', value: '跑' });
    clock.advance(100);
    await session.stop();
    expect(of('log').flatMap(({ entries }) => entries.map((entry) => entry.text))).toEqual(['跑']);
  });

  it('says nothing again when it is taken back and done anew', async () => {
    const { clock, session, debug, of } = await debugging(`for (let i = 0; i < 1000; i++) { send('n', i); wait(10); }`);
    clock.advance(2000);
    await session.pause();
    const before = of('sent').length;
    await debug({ kind: 'rewind', toMs: 500 });
    expect(of('sent').length).toBe(before);
  });
});
