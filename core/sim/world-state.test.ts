import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../base/random.ts';
import { NOISY_KIT } from './testing/tracks.ts';
import { shippedTrack } from './tracks/index.ts';
import { World, type WorldState } from './world.ts';

const tracks = ['oval', 'crossroads', 'figure-eight'].map((id) => shippedTrack(id)!);

/** Drives about at random for so many milliseconds, by generators of their own. */
function drive(world: World, driver: Random, ms: number): readonly unknown[] {
  const seen: unknown[] = [];
  for (let i = 0; i < ms; i++) {
    if (i % 40 === 0) world.setMotors(driver.integer(-20, 100), driver.integer(-20, 100));
    if (i % 70 === 0) world.setTone(driver.integer(100, 900), 30);
    world.step();
    seen.push(world.pose.xMm, world.pose.yMm, world.car.headingRad, world.line(2), world.sonarMm(), world.toneHz, world.isLifted);
  }
  return [...seen, world.referee.state(), world.distanceMm, world.takeEvents()];
}

function goOn(world: World, state: WorldState, seed: number): readonly unknown[] {
  world.setState(state);
  return drive(world, new Random(seed), 400);
}

describe('the state of a world', () => {
  it('set again goes on identically, in the same world and in another', () => {
    fc.assert(
      fc.property(fc.constantFrom(...tracks), fc.nat(2000), fc.nat(), (track, ms, seed) => {
        const options = { profile: NOISY_KIT, track, seed: 5 };
        const world = new World(options);
        drive(world, new Random(seed), ms);
        const state = world.state();
        const straight = drive(world, new Random(seed + 1), 400);
        expect(goOn(world, state, seed + 1)).toEqual(straight);
        expect(goOn(new World(options), state, seed + 1)).toEqual(straight);
      }),
      { verbose: true, numRuns: 25 },
    );
  });
});
