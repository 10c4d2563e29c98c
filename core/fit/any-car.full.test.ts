import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRobotProfile, type RobotProfile } from '../robot/profile.ts';
import { NOISY_KIT } from '../sim/testing/tracks.ts';
import explorerJson from '../../firmware-profiles/mega-explorer/profile.json' with { type: 'json' };
import twoSwitchJson from '../../firmware-profiles/uno-two-switch-car/profile.json' with { type: 'json' };
import { fitResult, hiddenCar, hiddenRun } from './testing/hidden-cars.ts';
import { expectNoneWrong } from './testing/recovered.ts';

const SEED = Number(process.env['GUIJI_TEST_SEED'] ?? Date.now() % 1_000_000);
const CARS_OF_A_KIT = 20;
/** Of the others the fit says that it cannot follow them, or what it cannot tell. */
const TOLD_SHARE_MIN = 0.7;

const kitIn = (json: unknown): RobotProfile => {
  const parsed = parseRobotProfile(json);
  if (!parsed.ok) throw new Error(parsed.fault.code);
  return parsed.value;
};

describe(`any car of a kit (seed ${SEED})`, () => {
  it.each([
    ['five analog sensors', NOISY_KIT],
    ['two switches', kitIn(twoSwitchJson)],
    ['encoders and a gyro', kitIn(explorerJson)],
  ])('with %s is found again, or it is said that it cannot be', { timeout: 1_800_000 }, (_, kit) => {
    const seeds = fc.sample(fc.integer({ min: 1, max: 100_000 }), { numRuns: CARS_OF_A_KIT, seed: SEED });
    const told = seeds.filter((seed) => {
      const car = hiddenCar(kit, seed);
      const result = fitResult({ runs: [hiddenRun({ kit, car, seed })] });
      if (result.ok) return expectNoneWrong(result.value, car, `hidden car ${seed}`);
      expect([seed, result.fault.code]).toEqual([seed, 'fit.does-not-follow']);
      return false;
    });
    expect(told.length / seeds.length).toBeGreaterThanOrEqual(TOLD_SHARE_MIN);
  });
});
