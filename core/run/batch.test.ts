import { describe, expect, it } from 'vitest';
import { encodeProgram } from '../bytecode/encoding.ts';
import { noisyProfile } from '../robot/noisy-profile.ts';
import { NOISY_KIT } from '../sim/testing/tracks.ts';
import { shippedTrack } from '../sim/tracks/index.ts';
import { interpretedForm } from '../vm/execute.ts';
import { batchRunner, type BatchMaterial } from './batch.ts';
import { batchReport, type SeedResult } from './batch-report.ts';
import { simulate } from './simulate.ts';
import { compiled, FOLLOW_LINE } from './testing/programs.ts';

const { program, source } = compiled(FOLLOW_LINE);
const material: BatchMaterial = {
  ...{ bytecode: encodeProgram(program), source, profile: NOISY_KIT, track: shippedTrack('straight')!, models: [], limitMs: 15_000 },
};
const resultOf = (seed: number, lapTimesS: readonly number[], failure?: SeedResult['failure']): SeedResult => ({
  ...{ seed, ended: 'time-limit', simTimeS: 60, distanceMm: 1, lapTimesS, offLine: { count: 0, totalS: 0 }, collisions: 0, digest: '' },
  ...(failure === undefined ? {} : { failure }),
});

describe('a batch', () => {
  it('is of the same runs that one by one would be', () => {
    const run = batchRunner(material, { form: interpretedForm });
    if (!run.ok) throw new Error(run.fault.code);
    const { summary } = simulate({ ...material, models: { models: [], nets: new Map() }, program, seed: 5 });
    expect(run.value(5)).toMatchObject({ seed: 5, digest: summary.digest, lapTimesS: summary.lapTimesS });
    expect(run.value(6).digest).not.toBe(summary.digest);
  });

  it('says why a run is none to be glad of', () => {
    const failureWith = (text: string): unknown => {
      const other = compiled(text);
      const run = batchRunner({ ...material, bytecode: encodeProgram(other.program), limitMs: 4000 }, { form: interpretedForm });
      return run.ok && run.value(1).failure;
    };
    expect(failureWith('wait(100);')).toBe('no-lap');
    expect(failureWith('const a: number[] = []; throw new Error("oh");')).toBe('error');
  });

  it('of bytecode that is none is refused', () => {
    expect(batchRunner({ ...material, bytecode: new Uint8Array(3) }, { form: interpretedForm })).toMatchObject({ ok: false });
  });
});

describe('its report', () => {
  it('has mean, best, worst and a histogram that holds every lap, in whatever order the results came', () => {
    const results = [resultOf(3, [10.1, 10.4]), resultOf(1, [9.8]), resultOf(2, [], 'no-lap')];
    const report = batchReport(results);
    expect(report).toMatchObject({ runs: 3, done: 2, failing: [{ seed: 2, failure: 'no-lap' }] });
    expect(report.lapS).toMatchObject({ count: 3, mean: 10.1, best: 9.8, worst: 10.4, spread: 0.245 });
    expect(report.lapS!.histogram.reduce((sum, { count }) => sum + count, 0)).toBe(3);
    expect(report.lapS!.histogram.length).toBeLessThanOrEqual(12);
    expect(report.lapS!.histogram[0]!.fromS).toBeLessThanOrEqual(9.8);
    expect(report.lapS!.histogram.at(-1)!.toS).toBeGreaterThan(10.4);
    expect(batchReport(results.toReversed())).toEqual(report);
  });

  it('without laps has none', () => {
    expect(batchReport([resultOf(1, [], 'off-line')])).toEqual({ runs: 1, done: 0, failing: [{ seed: 1, failure: 'off-line' }] });
  });
});

describe('a noisier kit', () => {
  it('has its noises and spreads multiplied, and nothing else changed', () => {
    const twice = noisyProfile(NOISY_KIT, 2);
    expect(twice.sensing.line.noise).toBeCloseTo(2 * NOISY_KIT.sensing.line.noise, 12);
    expect(twice.dynamics).toEqual({ ...NOISY_KIT.dynamics, gainSpread: 2 * NOISY_KIT.dynamics.gainSpread });
    expect(noisyProfile(NOISY_KIT, 1)).toBe(NOISY_KIT);
    expect(noisyProfile(NOISY_KIT, 0).sensing.sonar.noiseMm).toBe(0);
  });
});
