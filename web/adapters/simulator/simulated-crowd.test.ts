import { describe, expect, it } from 'vitest';
import { encodeProgram } from '../../../core/bytecode/encoding.ts';
import type { CarRequest, RunRequest, SessionEvent } from '../../../core/protocol/robot-session.ts';
import { openRun } from '../../../core/run/run-file.ts';
import { ManualClock } from '../../../core/run/testing/manual-clock.ts';
import { compiled, FOLLOW_LINE } from '../../../core/run/testing/programs.ts';
import { simulateMany } from '../../../core/run/simulate-many.ts';
import { verifyRun } from '../../../core/run/verify.ts';
import { startGrid } from '../../../core/sim/start-grid.ts';
import { shippedTrack } from '../../../core/sim/tracks/index.ts';
import { compiledForm } from '../../../core/vm/compiled/compiled-form.ts';
import { shippedProfile } from '../../../firmware-profiles/index.ts';
import { openSimulator } from './open-simulator.ts';
import type { RecordedRequest } from './run-recordings.ts';
import { openCrowd } from './simulated-crowd.ts';
import { SimulatorHost } from './simulator-host.ts';

const SHORT = 'car.drive(50, 50);\nwait(600);\ncar.stop();\n';
const LONGER = 'car.drive(40, 40);\nlog("two");\nwait(1200);\ncar.stop();\nsend("a", 1);\n';

function carOf(text: string, seed: number): CarRequest {
  const { program, source } = compiled(text);
  return { source, bytecode: encodeProgram(program), profileId: 'uno-line-car', seed };
}

function racing() {
  const clock = new ManualClock();
  const recordings: { readonly of: RecordedRequest; readonly bytes: number[]; isEnded: boolean }[] = [];
  const session = openSimulator({
    clock,
    recordings: {
      begin(of) {
        const recording = { of, bytes: [] as number[], isEnded: false };
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
  const run = async (own: string, others: readonly CarRequest[], changes: Partial<RunRequest> = {}) =>
    await session.run({ ...carOf(own, 1), trackId: 'oval', speed: 1, breakpoints: [], others, ...changes });
  const of = <K extends SessionEvent['kind']>(kind: K) =>
    events.filter((event): event is Extract<SessionEvent, { kind: K }> => event.kind === kind);
  const files = () => recordings.map(({ bytes }) => Uint8Array.from(bytes));
  return { clock, session, run, of, recordings, files };
}

describe('several cars in the simulator', () => {
  it('each drive by their own program until the last has ended, each recorded as its headless run would be', async () => {
    const { clock, run, of, files, recordings } = racing();
    const project = { id: '01ARZ3NDEKTSV4RRFFQ69G5FAV', name: '二号' };
    expect(await run(SHORT, [{ ...carOf(LONGER, 2), project }])).toMatchObject({ ok: true });
    clock.advance(2000);
    const ends = of('among').flatMap(({ car, event }) => (event.kind === 'ended' ? [{ car, summary: event.summary }] : []));
    expect(ends.map(({ car }) => car)).toEqual([0, 1]);
    expect(of('ended')).toMatchObject([{ summary: { ended: 'finished' } }]);
    const heard = of('among').flatMap(({ event }) => (event.kind === 'log' ? event.entries : []));
    expect(heard).toMatchObject([{ atMs: 0, text: 'two' }]);

    const profile = shippedProfile('uno-line-car')!;
    const track = shippedTrack('oval')!;
    const starts = startGrid(track, [profile.body, profile.body]);
    const cars = [SHORT, LONGER].map((text, i) => ({ ...compiled(text), profile, seed: i + 1, start: starts[i]! }));
    const headless = simulateMany({ track, cars, limitMs: 60_000 });
    expect(ends.map(({ summary }) => summary.digest)).toEqual(headless.map(({ summary }) => summary.digest));

    expect(recordings.map(({ isEnded }) => isEnded)).toEqual([true, true]);
    expect(recordings.map(({ of: { project } }) => project?.name)).toEqual([undefined, '二号']);
    for (const file of files()) expect(verifyRun(file, { trustedSealKeys: [] }).result).toBe('same');
  });

  it('are seen for as long as one of them drives', async () => {
    const { clock, run, of } = racing();
    await run(SHORT, [carOf(LONGER, 2)]);
    clock.advance(2000);
    const own = of('telemetry').flatMap(({ frames }) => frames);
    expect(own.at(-1)!.atMs).toBeGreaterThan(1150);
    const other = of('among').flatMap(({ car, event }) => (car === 1 && event.kind === 'telemetry' ? event.frames : []));
    expect(other.at(-1)!.pose!.xMm).not.toBe(other[0]!.pose!.xMm);
    expect(other.length).toBeGreaterThan(60);
  });

  it('all stop at once, and their recordings are whole', async () => {
    const { clock, session, run, of, files } = racing();
    await run(FOLLOW_LINE, [carOf(FOLLOW_LINE, 2), carOf(SHORT, 3)]);
    clock.advance(1500);
    await session.stop();
    expect(session.status.state).toBe('ready');
    expect(of('ended')).toMatchObject([{ summary: { ended: 'stopped' } }]);
    for (const file of files()) expect(openRun(file)).toMatchObject({ ok: true, value: { isComplete: true } });
  });

  it('pause and step together at a statement of the first one, and the recordings verify all the same', async () => {
    const { clock, session, run, of, files } = racing();
    await run(SHORT, [carOf(LONGER, 2)], { breakpoints: [{ file: 0, start: SHORT.indexOf('car.stop') }] });
    clock.advance(1000);
    expect(of('paused')).toMatchObject([{ atMs: 600, place: { start: SHORT.indexOf('car.stop') } }]);
    expect(of('paused')[0]!.timeline).toBeUndefined();
    const seen = of('among').length;
    clock.advance(500);
    expect(of('among')).toHaveLength(seen);
    for (const command of [{ kind: 'rewind', toMs: 0 }, { kind: 'step-back' }] as const)
      expect(await session.debug(command)).toMatchObject({ fault: { code: 'run.among-others' } });
    await session.step();
    clock.advance(1500);
    await session.pause();
    expect(session.status.state).toBe('ready');
    for (const file of files()) expect(verifyRun(file, { trustedSealKeys: [] }).result).toBe('same');
  });

  it('can be paused while only others still drive', async () => {
    const { clock, session, run } = racing();
    await run(SHORT, [carOf(FOLLOW_LINE, 2)]);
    clock.advance(1000);
    await session.pause();
    expect(session.status.state).toBe('paused');
    await session.resume();
    clock.advance(100);
    expect(session.status.state).toBe('running');
    await session.stop();
  });

  it('are refused where the start has no room, and forgotten when somebody stops before they are there', async () => {
    const { session, run, of } = racing();
    const crowd = Array.from({ length: 8 }, (_, i) => carOf(SHORT, i + 2));
    expect(await run(SHORT, crowd)).toMatchObject({ fault: { code: 'run.no-room', params: { cars: 9 } } });
    const asked = run(SHORT, [carOf(SHORT, 2)]);
    await session.stop();
    expect(await asked).toMatchObject({ ok: false });
    expect(of('ended')).toEqual([]);
  });
});
