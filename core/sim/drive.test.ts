import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GRIP_ENDLESS_MM_PER_S2 } from '../robot/profile-dynamics.ts';
import type { RobotProfile } from '../robot/profile.ts';
import { settledSpeedMmPerS } from './drive.ts';
import { EXACT_KIT, NOISY_KIT, trackOf } from './testing/tracks.ts';
import { World } from './world.ts';

const bare = trackOf();
const LAG_S = EXACT_KIT.dynamics.motorLagMs / 1000;

const kitWith = (dynamics: Partial<RobotProfile['dynamics']>): RobotProfile => ({
  ...EXACT_KIT,
  dynamics: { ...EXACT_KIT.dynamics, ...dynamics },
});

const worldWith = (dynamics: Partial<RobotProfile['dynamics']>): World => new World({ profile: kitWith(dynamics), track: bare, seed: 1 });

function run(world: World, ms: number): World {
  for (let i = 0; i < ms; i++) world.step();
  return world;
}

describe('the curve from power to speed', () => {
  const bent = { ...EXACT_KIT.dynamics, speedCurve: 0.4 };

  it('is nothing in the dead zone, the top speed at full power, and bends in between', () => {
    const { deadZonePercent, topSpeedMmPerS } = bent;
    expect(settledSpeedMmPerS(bent, deadZonePercent)).toBe(0);
    expect(settledSpeedMmPerS(bent, 100)).toBe(topSpeedMmPerS);
    const middle = (100 + deadZonePercent) / 2;
    expect(settledSpeedMmPerS(bent, middle)).toBeCloseTo(topSpeedMmPerS * (0.5 + 0.4 * 0.25), 9);
    expect(settledSpeedMmPerS(bent, -middle)).toBe(-settledSpeedMmPerS(bent, middle));
  });

  it.each([-1, -0.3, 0, 0.5, 1])('never falls with more power (bend %s)', (speedCurve) => {
    const speeds = Array.from({ length: 101 }, (_, percent) => settledSpeedMmPerS({ ...bent, speedCurve }, percent));
    expect(speeds.every((speed, i) => i === 0 || speed >= speeds[i - 1]!)).toBe(true);
  });
});

describe('a car that rolls out', () => {
  it('without a castor slows by e^(−t/τ)', () => {
    const world = worldWith({});
    world.setMotors(80, 80);
    run(world, 1000);
    const before = world.speedMmPerS;
    world.setMotors(0, 0);
    expect(run(world, 90).speedMmPerS).toBeCloseTo(before * Math.exp(-0.09 / LAG_S), 6);
  });

  it('with a castor slows by (v + dτ)·e^(−t/τ) − dτ, and comes to rest', () => {
    const drag = 400;
    const world = worldWith({ casterDragMmPerS2: drag });
    world.setMotors(80, 80);
    run(world, 1000);
    const before = world.speedMmPerS;
    expect(before).toBeCloseTo(settledSpeedMmPerS(EXACT_KIT.dynamics, 80), 3);
    world.setMotors(0, 0);
    const lost = drag * LAG_S;
    expect(run(world, 60).speedMmPerS).toBeCloseTo((before + lost) * Math.exp(-0.06 / LAG_S) - lost, 0);
    expect(run(world, 600).speedMmPerS).toBeLessThan(0.01);
  });
});

describe('a wheel that is told to be quick at once', () => {
  const grip = 2000;

  it('slips: the car gains speed by no more than the grip, the encoder counts more than the way', () => {
    const world = worldWith({ gripMmPerS2: grip });
    world.setMotors(100, 100);
    run(world, 100);
    expect(world.speedMmPerS).toBeCloseTo((grip * 100) / 1000, 6);
    expect(world.distanceMm).toBeCloseTo(0.5 * grip * 0.1 * 0.1, 6);
    expect(run(world, 2000).speedMmPerS).toBeCloseTo(EXACT_KIT.dynamics.topSpeedMmPerS, 6);
  });

  it('does not slip where the start is gentle', () => {
    const [gentle, endless] = [worldWith({ gripMmPerS2: grip }), worldWith({ gripMmPerS2: GRIP_ENDLESS_MM_PER_S2 })];
    for (const world of [gentle, endless]) {
      world.setMotors(22, 22);
      run(world, 500);
    }
    expect(gentle.pose).toEqual(endless.pose);
  });
});

describe('the battery', () => {
  it('sags most while the motors start, and steadily by its share at full power', () => {
    const world = worldWith({ batterySag: 0.1, stallLoad: 4 });
    world.setMotors(100, 100);
    run(world, 1);
    const { car } = world as unknown as { car: { batteryShare: number } };
    expect(car.batteryShare).toBeCloseTo(0.6, 6);
    run(world, 2000);
    expect(car.batteryShare).toBeCloseTo(0.9, 3);
    expect(world.speedMmPerS).toBeCloseTo(EXACT_KIT.dynamics.topSpeedMmPerS, 0);
  });

  it('makes a start slower than a fresh one', () => {
    const [weak, fresh] = [worldWith({ batterySag: 0.1, stallLoad: 4 }), worldWith({})];
    for (const world of [weak, fresh]) {
      world.setMotors(100, 100);
      run(world, 50);
    }
    expect(weak.speedMmPerS).toBeLessThan(0.85 * fresh.speedMmPerS);
  });
});

describe('a lifted car', () => {
  it('turns its wheels and stays where it is; put down, it goes on', () => {
    const world = new World({ profile: NOISY_KIT, track: bare, seed: 2 });
    run(world, 20);
    world.lift(true);
    world.setMotors(60, 60);
    run(world, 300);
    expect(world.pose).toEqual({ xMm: 2000, yMm: 2000, headingDeg: 0 });
    expect(world.isLifted).toBe(true);
    expect(Math.min(...[0, 1, 2, 3, 4].map((i) => world.line(i)))).toBeGreaterThan(90);
    world.lift(false);
    run(world, 300);
    expect(world.pose.yMm).toBeGreaterThan(2040);
    expect(world.isLifted).toBe(false);
  });
});

const commands = fc.array(
  fc.record({
    left: fc.integer({ min: -100, max: 100 }),
    right: fc.integer({ min: -100, max: 100 }),
    ms: fc.integer({ min: 1, max: 300 }),
  }),
  { minLength: 1, maxLength: 8 },
);

describe('for any commands', () => {
  const hard = kitWith({
    ...{ speedCurve: 0.3, batterySag: 0.15, stallLoad: 5, gripMmPerS2: 3000, casterDragMmPerS2: 500 },
  });

  it('mirrored commands make the mirrored way, with all of the model', () => {
    fc.assert(
      fc.property(commands, (plan) => {
        const [one, other] = [new World({ profile: hard, track: bare, seed: 1 }), new World({ profile: hard, track: bare, seed: 1 })];
        for (const { left, right, ms } of plan) {
          one.setMotors(left, right);
          other.setMotors(right, left);
          run(one, ms);
          run(other, ms);
        }
        expect(other.pose.xMm - 2000).toBeCloseTo(2000 - one.pose.xMm, 6);
        expect(other.pose.yMm).toBeCloseTo(one.pose.yMm, 6);
        expect(other.car.headingRad).toBeCloseTo(-one.car.headingRad, 9);
      }),
      { verbose: true, numRuns: 40 },
    );
  });

  it('a car whose motors are off never gains energy, once its wheels no longer slip', () => {
    fc.assert(
      fc.property(commands, (plan) => {
        const world = new World({ profile: hard, track: bare, seed: 1 });
        for (const { left, right, ms } of plan) {
          world.setMotors(left, right);
          run(world, ms);
        }
        world.setMotors(0, 0);
        // The tyres' grip takes the fastest slip away within this time.
        run(world, 500);
        let energy = Infinity;
        for (let i = 0; i < 300; i++) {
          world.step();
          const { leftMmPerS, rightMmPerS } = world.car;
          const now = leftMmPerS * leftMmPerS + rightMmPerS * rightMmPerS;
          expect(now).toBeLessThanOrEqual(energy);
          energy = now;
        }
        expect(energy).toBeLessThan(0.01);
      }),
      { verbose: true, numRuns: 25 },
    );
  });

  it('its heading and the sine and cosine it carries stay together', () => {
    const world = new World({ profile: hard, track: bare, seed: 1 });
    world.setMotors(100, -70);
    run(world, 30_000);
    const car = world.car as unknown as { headingRad: number; sinHeading: number; cosHeading: number };
    expect(car.sinHeading).toBeCloseTo(Math.sin(car.headingRad), 9);
    expect(car.cosHeading).toBeCloseTo(Math.cos(car.headingRad), 9);
  });
});
