import { describe, expect, it } from 'vitest';
import { InProcessCar } from '../../../bridge/emulator/testing/in-process-car.ts';
import { shippedProfile } from '../../../firmware-profiles/index.ts';
import { partOf, type RobotProfile } from '../../robot/profile.ts';
import { examineRobot } from './examine-robot.ts';

const kit = shippedProfile('uno-line-car')!;
/** Nothing is wired to A5. */
const built: RobotProfile = { ...kit, parts: kit.parts.filter(({ type }) => type !== 'sonar') };
const line = partOf(built, 'line')!;
const sensors = line.sensors.map((sensor, index) => (index === 4 ? { ...sensor, pin: 'A5' } : sensor));
const expected: RobotProfile = { ...built, parts: built.parts.map((part) => (part.type === 'line' ? { ...part, sensors } : part)) };

describe('looking at the parts of a connected car', () => {
  it.each([
    ['finds nothing where all are wired', built, []],
    ['names a sonar that is not there', { ...built, parts: kit.parts }, [{ part: 'sonar' }]],
    ['names a line sensor whose wire is off', expected, [{ part: 'line', sensor: 5 }]],
  ])('%s', async (_, profile, silentParts) => {
    const bench = new InProcessCar({ profile: built });
    const found = await bench.until(examineRobot({ device: 'COM3', opener: bench.opener, clock: bench.clock, profile }), 20_000);
    expect(found).toEqual({ device: 'COM3', silentParts });
    expect(bench.stream).toBeUndefined();
  });
});
