/** How far `car.driveFor` and `car.turnBy` miss, in the simulator, on cars that measure their way and on those that go by time. */
import { describe, expect, it } from 'vitest';
import { shippedProfile } from '../../firmware-profiles/index.ts';
import type { RobotProfile } from '../robot/profile.ts';
import { trackOf } from '../sim/testing/tracks.ts';
import type { PoseView } from './run-types.ts';
import { simulate } from './simulate.ts';
import { compiled } from './testing/programs.ts';

const SEEDS = [1, 2, 3, 4, 5, 6];
const EXPLORER = shippedProfile('mega-explorer')!;

/** Without the parts of this type. */
const without = (profile: RobotProfile, type: string): RobotProfile => ({
  ...profile,
  parts: profile.parts.filter((part) => part.type !== type),
});

function endOf(text: string, profile: RobotProfile, seed: number): { readonly start: PoseView; readonly end: PoseView } {
  const poses: PoseView[] = [];
  const floor = { widthMm: 4000, heightMm: 4000, color: '#ffffff' };
  const track = trackOf({ floor, start: { xMm: 2000, yMm: 2000, headingDeg: 0 } });
  simulate({ ...compiled(`${text} wait(400);`), profile, track, seed, limitMs: 20_000, onFrame: ({ pose }) => pose && poses.push(pose) });
  return { start: poses[0]!, end: poses.at(-1)! };
}

const missMm = (mm: number, profile: RobotProfile, seed: number, speed = 50): number => {
  const { start, end } = endOf(`car.driveFor(${mm}, ${speed});`, profile, seed);
  return Math.abs(Math.hypot(end.xMm - start.xMm, end.yMm - start.yMm) - Math.abs(mm));
};

const missDeg = (degrees: number, profile: RobotProfile, seed: number, speed = 40): number => {
  const { start, end } = endOf(`car.turnBy(${degrees}, ${speed});`, profile, seed);
  const miss = end.headingDeg - start.headingDeg - degrees;
  return Math.abs(miss - 360 * Math.round(miss / 360));
};

const worst = (miss: (seed: number) => number): number => Math.max(...SEEDS.map(miss));

describe('a movement by encoders', () => {
  it.each([
    [500, 50],
    [-300, 50],
    [1200, 100],
    [30, 30],
  ])('of %s mm at %s percent misses by less than 2 mm', (mm, speed) => {
    expect(worst((seed) => missMm(mm, EXPLORER, seed, speed))).toBeLessThan(2);
  });

  it('keeps the car straight, and so does a gyro, where one by time alone goes in a bow', () => {
    const aside = (profile: RobotProfile): number =>
      worst((seed) => {
        const { start, end } = endOf('car.driveFor(1000);', profile, seed);
        return Math.abs(end.headingDeg - start.headingDeg);
      });
    expect(aside(EXPLORER)).toBeLessThan(2);
    expect(aside(without(EXPLORER, 'encoder'))).toBeLessThan(2);
    expect(aside(without(without(EXPLORER, 'encoder'), 'gyro'))).toBeGreaterThan(5);
  });

  it('of a car that a wall holds ends all the same', () => {
    const { end } = endOf('car.driveFor(3000);', EXPLORER, 1);
    expect(end.yMm).toBeGreaterThan(3500);
  });
});

describe('a turn', () => {
  it.each([90, -90, 45, 180])('of %s degrees by gyro misses by less than 4 degrees', (degrees) => {
    expect(worst((seed) => missDeg(degrees, EXPLORER, seed))).toBeLessThan(4);
  });

  it('by encoders alone misses by less than 2 degrees', () => {
    expect(worst((seed) => missDeg(90, without(EXPLORER, 'gyro'), seed))).toBeLessThan(2);
  });

  it('by gyro alone, on the kit without encoders, misses by less than 3 degrees', () => {
    expect(worst((seed) => missDeg(90, shippedProfile('nano-line-car')!, seed))).toBeLessThan(3);
  });
});
