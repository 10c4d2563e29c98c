import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RobotProfile } from '../robot/profile.ts';
import { settledSpeedMmPerS } from './drive.ts';
import { EXACT_KIT, NOISY_KIT, trackOf } from './testing/tracks.ts';
import { shippedTrack } from './tracks/index.ts';
import { World } from './world.ts';

const TAU_S = EXACT_KIT.dynamics.motorLagMs / 1000;
const bare = trackOf();

function worldOn(track = bare, profile: RobotProfile = EXACT_KIT, seed = 1): World {
  return new World({ profile, track, seed });
}

function run(world: World, ms: number): World {
  for (let i = 0; i < ms; i++) world.step();
  return world;
}

describe('the car drives by the laws it claims', () => {
  it('a motor answers a step with a first-order lag', () => {
    const world = worldOn();
    world.setMotors(60, 60);
    const settled = settledSpeedMmPerS(EXACT_KIT.dynamics, 60);
    for (const atMs of [1, 30, 60, 120, 500]) {
      run(world, atMs - world.timeMs);
      expect(world.speedMmPerS).toBeCloseTo(settled * (1 - Math.exp(-atMs / 1000 / TAU_S)), 6);
    }
  });

  it('straight on, its way is v·(t − τ·(1 − e^(−t/τ)))', () => {
    const world = worldOn();
    world.setMotors(50, 50);
    run(world, 2000);
    const settled = settledSpeedMmPerS(EXACT_KIT.dynamics, 50);
    const wayMm = settled * (2 - TAU_S * (1 - Math.exp(-2 / TAU_S)));
    expect(world.pose.xMm).toBeCloseTo(2000, 9);
    expect(world.pose.yMm - 2000).toBeCloseTo(wayMm, 6);
    expect(world.distanceMm).toBeCloseTo(wayMm, 6);
    expect(world.pose.headingDeg).toBe(0);
  });

  it('with two speeds it goes round a circle of radius b/2·(vl + vr)/(vl − vr)', () => {
    const world = worldOn();
    world.setMotors(80, 50);
    run(world, 1000);
    const [left, right] = [80, 50].map((percent) => settledSpeedMmPerS(EXACT_KIT.dynamics, percent)) as [number, number];
    const radiusMm = ((EXACT_KIT.body.wheelBaseMm / 2) * (left + right)) / (left - right);
    const heading = world.car.headingRad;
    const centre = { x: world.pose.xMm + radiusMm * Math.cos(heading), y: world.pose.yMm - radiusMm * Math.sin(heading) };
    for (let i = 0; i < 3000; i++) {
      world.step();
      const fromCentre = Math.sqrt((world.pose.xMm - centre.x) ** 2 + (world.pose.yMm - centre.y) ** 2);
      expect(Math.abs(fromCentre - radiusMm)).toBeLessThan(1e-3);
    }
    expect(world.car.headingRad - heading).toBeCloseTo(((left - right) / EXACT_KIT.body.wheelBaseMm) * 3, 6);
  });

  it('left and right wheels against each other turn it on the spot, clockwise positive', () => {
    const world = worldOn();
    world.setMotors(40, -40);
    run(world, 500);
    expect(world.turnedDeg).toBeGreaterThan(80);
    expect(world.pose.xMm).toBeCloseTo(2000, 6);
    expect(world.pose.yMm).toBeCloseTo(2000, 6);
  });

  it('a command within the dead zone moves nothing', () => {
    const world = worldOn();
    world.setMotors(EXACT_KIT.dynamics.deadZonePercent, -EXACT_KIT.dynamics.deadZonePercent);
    expect(run(world, 500).pose).toEqual({ xMm: 2000, yMm: 2000, headingDeg: 0 });
  });

  it('commands beyond full speed are full speed, and NaN is none', () => {
    const [wild, full] = [worldOn(), worldOn()];
    wild.setMotors(1e9, -Infinity);
    full.setMotors(100, -100);
    expect(run(wild, 300).pose).toEqual(run(full, 300).pose);
    wild.setMotors(NaN, NaN);
    expect(wild.motors).toMatchObject({ leftPercent: 0, rightPercent: 0 });
  });
});

const commands = fc.array(
  fc.record({
    left: fc.integer({ min: -100, max: 100 }),
    right: fc.integer({ min: -100, max: 100 }),
    ms: fc.integer({ min: 1, max: 400 }),
  }),
  { minLength: 1, maxLength: 12 },
);

function drive(world: World, plan: readonly { left: number; right: number; ms: number }[]): World {
  for (const { left, right, ms } of plan) {
    world.setMotors(left, right);
    run(world, ms);
  }
  return world;
}

describe('for any commands', () => {
  it('mirrored commands make the mirrored way', () => {
    fc.assert(
      fc.property(commands, (plan) => {
        const there = drive(worldOn(), plan).pose;
        const mirrored = drive(
          worldOn(),
          plan.map(({ left, right, ms }) => ({ left: right, right: left, ms })),
        );
        expect(mirrored.pose.xMm - 2000).toBeCloseTo(2000 - there.xMm, 6);
        expect(mirrored.pose.yMm).toBeCloseTo(there.yMm, 6);
        expect(mirrored.car.headingRad).toBeCloseTo(-((there.headingDeg * Math.PI) / 180) + turns(mirrored, there.headingDeg), 6);
      }),
      { verbose: true },
    );
  });

  it('the same seed sees and does the same, and nothing is ever NaN', () => {
    const track = shippedTrack('oval')!;
    fc.assert(
      fc.property(commands, fc.integer(), (plan, seed) => {
        const [one, two] = [drive(worldOn(track, NOISY_KIT, seed), plan), drive(worldOn(track, NOISY_KIT, seed), plan)];
        const seen = (world: World) => [
          world.car.xMm,
          world.car.yMm,
          world.car.headingRad,
          world.sonarMm(),
          ...[0, 1, 2, 3, 4].map((i) => world.lineRaw(i)),
        ];
        expect(seen(one)).toEqual(seen(two));
        expect(seen(one).some(Number.isNaN)).toBe(false);
        expect(one.takeEvents()).toEqual(two.takeEvents());
      }),
      { verbose: true, numRuns: 50 },
    );
  });

  it('walls are never crossed', () => {
    const track = shippedTrack('oval')!;
    fc.assert(
      fc.property(commands, (plan) => {
        const world = worldOn(track, NOISY_KIT, 3);
        for (const { left, right, ms } of plan) {
          world.setMotors(left, right);
          for (let i = 0; i < ms; i++) {
            world.step();
            const { xMm, yMm } = world.pose;
            expect(xMm > 0 && yMm > 0 && xMm < 2000 && yMm < 1200).toBe(true);
          }
        }
      }),
      { verbose: true, numRuns: 40 },
    );
  });
});

/** Whole turns between a mirrored heading and the other's, which is shown wrapped. */
function turns(mirrored: World, headingDeg: number): number {
  const difference = mirrored.car.headingRad + (headingDeg * Math.PI) / 180;
  return Math.round(difference / (2 * Math.PI)) * 2 * Math.PI;
}

describe('sensors', () => {
  it('two seeds differ in motors and noise', () => {
    const world = (seed: number) => worldOn(shippedTrack('oval')!, NOISY_KIT, seed);
    expect(world(1).lineRaw(2)).not.toBe(world(2).lineRaw(2));
    const way = (seed: number) => {
      const driven = world(seed);
      driven.setMotors(50, 50);
      return run(driven, 200).distanceMm;
    };
    expect(way(1)).not.toBe(way(2));
  });

  it('see the line under the middle at the start, in whole percents', () => {
    const world = worldOn(shippedTrack('oval')!);
    expect([0, 2, 4].map((i) => world.line(i))).toEqual([0, 100, 0]);
    expect(Number.isInteger(world.line(1))).toBe(true);
  });

  it('see the floor as it was, later by their delay', () => {
    const delayed = { ...EXACT_KIT, sensing: { ...EXACT_KIT.sensing, line: { ...EXACT_KIT.sensing.line, delayMs: 40 } } };
    const track = trackOf({ lines: [{ shape: 'segment', from: { xMm: 1800, yMm: 2150 }, to: { xMm: 2200, yMm: 2150 }, widthMm: 20 }] });
    const [now, later] = [worldOn(track), worldOn(track, delayed)];
    const history: number[] = [];
    for (const world of [now, later]) world.setMotors(60, 60);
    for (let i = 0; i < 600; i++) {
      now.step();
      later.step();
      history.push(now.lineRaw(2));
      if (i >= 40) expect(later.lineRaw(2)).toBe(history[i - 40]);
    }
    expect(Math.max(...history)).toBeGreaterThan(0.8);
  });

  it('say that the car is lifted 200 ms after it left the table', () => {
    const edge = trackOf({ start: { xMm: 2000, yMm: 3950, headingDeg: 0 } });
    const world = worldOn(edge);
    expect(world.isLifted).toBe(false);
    run(world, 198);
    expect(world.isLifted).toBe(false);
    expect(run(world, 3).isLifted).toBe(true);
  });

  it('the sonar hears a wall ahead, and nothing beyond its range', () => {
    const walls = [{ from: { xMm: 1000, yMm: 2500 }, to: { xMm: 3000, yMm: 2500 } }];
    const world = worldOn(trackOf({ walls }));
    expect(world.sonarMm()).toBeCloseTo(420, 6);
    expect(world.sonarVolts).toBeCloseTo(((420 / 25.4) * 5) / 512, 9);
    expect(worldOn().sonarMm()).toBe(Infinity);
    expect(worldOn().sonarVolts).toBeCloseTo((254 * 5) / 512, 9);
  });
});

describe('walls', () => {
  const ahead = trackOf({ walls: [{ from: { xMm: 1000, yMm: 2500 }, to: { xMm: 3000, yMm: 2500 } }] });

  it('stop a car that drives at them, and count as one collision', () => {
    const world = worldOn(ahead);
    world.setMotors(80, 80);
    run(world, 4000);
    expect(world.pose.yMm).toBeLessThanOrEqual(2500 - EXACT_KIT.body.axleToFrontMm);
    expect(world.pose.yMm).toBeGreaterThan(2500 - EXACT_KIT.body.axleToFrontMm - 2);
    expect(Math.abs(world.speedMmPerS)).toBeLessThan(80);
    expect(world.referee.collisions).toBe(1);
    expect(world.takeEvents().filter(({ kind }) => kind === 'collision')).toHaveLength(1);
  });

  it('let a car slide along when it comes at a slant', () => {
    const world = worldOn(trackOf({ walls: ahead.walls, start: { xMm: 1500, yMm: 2300, headingDeg: 60 } }));
    world.setMotors(60, 60);
    run(world, 3000);
    expect(world.pose.xMm).toBeGreaterThan(1800);
    expect(world.pose.yMm).toBeLessThan(2500);
  });

  it('let a car back away', () => {
    const world = worldOn(ahead);
    world.setMotors(80, 80);
    run(world, 2000);
    world.setMotors(-60, -60);
    run(world, 1000);
    expect(world.pose.yMm).toBeLessThan(2300);
  });
});
