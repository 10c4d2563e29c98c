import { describe, expect, it } from 'vitest';
import { encodeProgram } from '../bytecode/encoding.ts';
import { NOISY_KIT, trackOf } from '../sim/testing/tracks.ts';
import { DEFAULT_RULES } from '../sim/rules.ts';
import { shippedTrack } from '../sim/tracks/index.ts';
import { MemorySink } from './run-sink.ts';
import { loadProgram, simulate, type SimulateOptions } from './simulate.ts';
import { compiled, FOLLOW_LINE } from './testing/programs.ts';

const follower = compiled(FOLLOW_LINE);

const run = (text: string, options: Partial<SimulateOptions> = {}) =>
  simulate({ ...compiled(text), profile: NOISY_KIT, track: trackOf(), seed: 1, limitMs: 5000, ...options }).summary;

const follow = (trackId: string, seed: number, limitMs = 60_000) =>
  simulate({ ...follower, profile: NOISY_KIT, track: shippedTrack(trackId)!, seed, limitMs }).summary;

describe('the first program of the reference', () => {
  it.each([1, 2, 3, 4, 5])('drives laps round the oval with seed %i, always on the line', (seed) => {
    const summary = follow('oval', seed);
    expect(summary.laps).toBeGreaterThanOrEqual(2);
    expect(summary.offLine).toEqual({ count: 0, totalS: 0 });
    expect(summary.collisions).toBe(0);
  });

  it.each(['straight', 'figure-eight', 'crossroads'])('completes %s, straight on at every crossing', (id) => {
    const summary = follow(id, 1);
    expect(summary.laps).toBeGreaterThanOrEqual(1);
    const perLap = shippedTrack(id)!.checkpoints.map((checkpoint) => checkpoint.id);
    expect(summary.checkpoints.slice(0, perLap.length).map(({ id: passed }) => passed)).toEqual(perLap);
  });

  it('gives the same digest twice, recorded or not, and another for another seed', () => {
    const recorded = simulate({
      ...follower,
      ...{ profile: NOISY_KIT, track: shippedTrack('oval')!, seed: 1, limitMs: 3000, sink: new MemorySink() },
    });
    expect(follow('oval', 1, 3000).digest).toBe(recorded.summary.digest);
    expect(recorded.summary.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(follow('oval', 2, 3000).digest).not.toBe(recorded.summary.digest);
  });
});

describe('a simulated run', () => {
  it('reports log and plots with their times', () => {
    const summary = run('log("a", 1); wait(250); plot("p", 2); log(time()); car.stop();');
    expect(summary).toMatchObject({ ended: 'finished', simTimeS: 0.25, plots: { p: [[0.25, 2]] } });
    expect(summary.log).toEqual([
      { atS: 0, text: 'a 1' },
      { atS: 0.25, text: '250' },
    ]);
  });

  it('lets time pass in a loop that never waits', () => {
    expect(run('while (true) {}', { limitMs: 100 })).toMatchObject({ ended: 'time-limit', simTimeS: 0.1, instructions: 200_000 });
  });

  it('that calls stop() is stopped', () => {
    expect(run('car.forward(50); wait(100); stop(); wait(1000);')).toMatchObject({ ended: 'stopped', simTimeS: 0.1 });
  });

  it('says where a program failed', () => {
    expect(run('let n = 1;\n  function deep(): number { return deep() + n; }\ndeep();')).toMatchObject({
      ended: 'error',
      error: { code: 'vm.call-depth-limit', line: 2 },
    });
  });

  it('ends at the time limit of the rules', () => {
    const track = trackOf({ rules: { ...DEFAULT_RULES, timeLimitMs: 300 } });
    expect(run('forever(() => { wait(10); });', { track })).toMatchObject({ ended: 'time-limit', simTimeS: 0.3 });
  });

  it('without a robot has log and time, and stands at zero', () => {
    expect(run('wait(40); log(time());', { track: null })).toMatchObject({
      ended: 'finished',
      log: [{ atS: 0.04, text: '40' }],
      distanceMm: 0,
    });
  });

  it('keeps a plot of any name', () => {
    expect(Object.keys(run('plot("__proto__", 1);').plots)).toEqual(['__proto__']);
  });
});

describe('bytecode from outside', () => {
  it('is decoded and judged before it runs', () => {
    const bytes = encodeProgram(follower.program);
    expect(loadProgram(bytes).ok).toBe(true);
    expect(loadProgram(bytes.slice(0, -3))).toMatchObject({ ok: false, fault: { code: 'bytecode.malformed' } });
  });
});
