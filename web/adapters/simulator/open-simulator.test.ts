import { describe, expect, it } from 'vitest';
import { compiledForm } from '../../../core/vm/compiled/compiled-form.ts';
import { encodeProgram } from '../../../core/bytecode/encoding.ts';
import type { RunRequest, SessionEvent } from '../../../core/protocol/robot-session.ts';
import { ManualClock } from '../../../core/run/testing/manual-clock.ts';
import { compiled, FOLLOW_LINE } from '../../../core/run/testing/programs.ts';
import { openSimulator, type SimulatorThreadListeners } from './open-simulator.ts';
import { openCrowd } from './simulated-crowd.ts';
import { SimulatorHost } from './simulator-host.ts';
import type { ToSimulator } from './simulator-messages.ts';

const { program, source } = compiled(FOLLOW_LINE);
const request: RunRequest = {
  ...{ source, bytecode: encodeProgram(program), profileId: 'uno-line-car', trackId: 'oval', seed: 1, speed: 1, breakpoints: [] },
};

/** Threads that are the real host, called at once; `isHung` makes the present one deaf. */
function setUp() {
  const clock = new ManualClock();
  const threads: { listeners: SimulatorThreadListeners; isHung: boolean; isTerminated: boolean }[] = [];
  const recordings: { bytes: number; isEnded: boolean }[] = [];
  const session = openSimulator({
    clock,
    recordings: {
      begin() {
        const recording = { bytes: 0, isEnded: false };
        recordings.push(recording);
        return { write: (bytes) => (recording.bytes += bytes.length), end: () => (recording.isEnded = true) };
      },
    },
    startThread: (listeners) => {
      const thread = { listeners, isHung: false, isTerminated: false };
      threads.push(thread);
      const host = new SimulatorHost({
        clock,
        post: (message) => !thread.isTerminated && listeners.onMessage(message),
        form: compiledForm,
        fetchCrowd: () => Promise.resolve(openCrowd),
      });
      return {
        postMessage: (message: ToSimulator) => {
          if (!thread.isHung && !thread.isTerminated) host.receive(message);
        },
        terminate: () => {
          thread.isTerminated = true;
        },
      };
    },
  });
  const events: SessionEvent[] = [];
  session.events.subscribe((event) => events.push(event));
  return { clock, threads, session, events, recordings };
}

describe('the simulator session', () => {
  it('is ready at once, runs, and is ready again after Stop', async () => {
    const { clock, session, events } = setUp();
    expect(session.status).toEqual({ state: 'ready' });
    expect(await session.run(request)).toEqual({ ok: true, value: undefined });
    expect(session.status).toEqual({ state: 'running' });
    clock.advance(300);
    await session.stop();
    expect(session.status).toEqual({ state: 'ready' });
    expect(events.at(-1)).toMatchObject({ kind: 'ended', summary: { ended: 'stopped' } });
  });

  it('replaces a thread that does not answer a Stop within 80 ms, and says that the run ended', async () => {
    const { clock, session, events, threads } = setUp();
    await session.run(request);
    clock.advance(500);
    threads[0]!.isHung = true;
    const stopped = session.stop();
    clock.advance(79);
    expect(threads).toHaveLength(1);
    clock.advance(1);
    await stopped;
    expect(threads.map(({ isTerminated }) => isTerminated)).toEqual([true, false]);
    const ended = events.at(-1)!;
    expect(ended).toMatchObject({ kind: 'ended', summary: { ended: 'stopped', digest: '' } });
    expect(await session.run(request)).toMatchObject({ ok: true });
  });

  it('ends a run whose thread broke, as an error, and can run again', async () => {
    const { session, events, threads } = setUp();
    await session.run(request);
    threads[0]!.listeners.onFailure();
    expect(events.at(-1)).toMatchObject({ kind: 'ended', summary: { ended: 'error', error: { code: 'run.simulator-lost' } } });
    expect(await session.run(request)).toMatchObject({ ok: true });
  });

  it('does not start threads for ever where none can be loaded', () => {
    const { session, threads } = setUp();
    threads[0]!.listeners.onFailure();
    expect(threads).toHaveLength(1);
    expect(session.status).toMatchObject({ state: 'lost', problem: { code: 'run.simulator-lost' } });
  });

  it('steps from ready by starting the last program, paused', async () => {
    const { clock, session, events } = setUp();
    expect(await session.step()).toMatchObject({ ok: false, fault: { code: 'run.no-last-program' } });
    await session.run(request);
    await session.stop();
    await session.step();
    clock.advance(20);
    expect(session.status.state).toBe('paused');
    expect(events.findLast(({ kind }) => kind === 'paused')).toMatchObject({ atMs: 0, place: { file: 0, start: 0 } });
  });

  it('stops one run before it starts another', async () => {
    const { session, events } = setUp();
    await session.run(request);
    await session.run(request);
    expect(events.filter(({ kind }) => kind === 'ended')).toHaveLength(1);
    expect(session.status.state).toBe('running');
  });

  it('records each run as it goes, and ends the recording with the run, with its thread and with itself', async () => {
    const { clock, session, threads, recordings } = setUp();
    await session.run(request);
    expect(recordings).toMatchObject([{ isEnded: false }]);
    const atStart = recordings[0]!.bytes;
    clock.advance(1100);
    expect(recordings[0]!.bytes).toBeGreaterThan(atStart);
    await session.stop();
    await session.run(request);
    threads[0]!.listeners.onFailure();
    await session.run(request);
    await session.close();
    expect(recordings.map(({ isEnded }) => isEnded)).toEqual([true, true, true]);
  });

  it('says why a run was refused', async () => {
    const { session } = setUp();
    expect(await session.run({ ...request, bytecode: new Uint8Array() })).toMatchObject({ fault: { code: 'bytecode.malformed' } });
    expect(session.status.state).toBe('ready');
  });

  it('lets nobody wait after it is closed', async () => {
    const { session, threads } = setUp();
    threads[0]!.isHung = true;
    const run = session.run(request);
    await session.close();
    expect(await run).toMatchObject({ ok: false });
    expect(threads[0]!.isTerminated).toBe(true);
  });
});
