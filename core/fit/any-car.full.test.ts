import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseRobotProfile, type RobotProfile } from '../robot/profile.ts';
import { NOISY_KIT } from '../sim/testing/tracks.ts';
import explorerJson from '../../firmware-profiles/mega-explorer/profile.json' with { type: 'json' };
import twoSwitchJson from '../../firmware-profiles/uno-two-switch-car/profile.json' with { type: 'json' };
import { fitted, hiddenCar, hiddenRun } from './testing/hidden-cars.ts';
import { expectRecovered } from './testing/recovered.ts';

const kitIn = (json: unknown): RobotProfile => {
  const parsed = parseRobotProfile(json);
  if (!parsed.ok) throw new Error(parsed.fault.code);
  return parsed.value;
};

it('any car of three kits is found again: analog sensors, two switches, encoders and a gyro', { timeout: 1_800_000 }, () => {
  const kits = [NOISY_KIT, kitIn(twoSwitchJson), kitIn(explorerJson)];
  expect.hasAssertions();
  fc.assert(
    fc.property(fc.constantFrom(...kits), fc.integer({ min: 1, max: 100_000 }), (kit, seed) => {
      const car = hiddenCar(kit, seed);
      expectRecovered(fitted({ runs: [hiddenRun({ kit, car, seed })] }), car);
    }),
    { verbose: true, numRuns: 30 },
  );
});
