import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Drive } from '../drive.ts';
import { EXACT_KIT, trackOf } from '../testing/tracks.ts';
import type { Track } from '../track.ts';
import { World } from '../world.ts';
import { Random } from '../../base/random.ts';
import { Arena, WINDOW_MS } from './arena.ts';

const RUNS = process.env['GUIJI_TEST_FULL'] === '1' ? 5000 : 20;

const at = (xMm: number, yMm: number): { readonly xMm: number; readonly yMm: number } => ({ xMm, yMm });
const wall = (x1: number, y1: number, x2: number, y2: number): Record<string, unknown> => ({ from: at(x1, y1), to: at(x2, y2) });
const box = (xMm: number, yMm: number, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  ...{ center: at(xMm, yMm), widthMm: 100, lengthMm: 100, massG: 100 },
  ...more,
});

/** The car starts at 2000, 2000 and looks up; its front is 75 mm ahead of its axle or so. */
function worldOf(overrides: Record<string, unknown>): World {
  return new World({ profile: EXACT_KIT, track: trackOf(overrides), seed: 1 });
}

function pass(world: World, ms: number): World {
  for (let i = 0; i < ms; i++) world.step();
  return world;
}

const frontMm = EXACT_KIT.body.axleToFrontMm;

describe('a car and a box', () => {
  it('the box stands where it stood until it is touched', () => {
    const world = worldOf({ boxes: [box(2000, 2500, { headingDeg: 30 })] });
    world.setMotors(60, 60);
    pass(world, 300);
    expect(world.boxes).toEqual([{ xMm: 2000, yMm: 2500, headingDeg: expect.closeTo(30, 9) as number }]);
  });

  it('the car pushes it ahead of its bumper, more slowly than it drives alone', () => {
    const alone = worldOf({});
    const world = worldOf({ boxes: [box(2000, 2300)] });
    for (const each of [alone, world]) {
      each.setMotors(60, 60);
      pass(each, 3000);
    }
    const [pushed] = world.boxes;
    expect(pushed!.yMm).toBeGreaterThan(2500);
    expect(pushed!.yMm - 50 - (world.pose.yMm + frontMm)).toBeCloseTo(0, 0);
    expect(world.pose.yMm).toBeLessThan(alone.pose.yMm - 20);
    expect(world.speedMmPerS).toBeGreaterThan(0.5 * alone.speedMmPerS);
  });

  it('a heavier box slows it more', () => {
    const ways = [50, 200, 600, 2000].map((massG) => {
      const world = worldOf({ boxes: [box(2000, 2300, { massG })] });
      world.setMotors(60, 60);
      return pass(world, 3000).pose.yMm;
    });
    expect(ways).toEqual(ways.toSorted((a, b) => b - a));
    expect(ways[0]! - ways[3]!).toBeGreaterThan(100);
  });

  it('a pushed box slides on when the car stops, as far as v²/2µg', () => {
    const arena = new Arena(trackOf({ boxes: [box(500, 500)] }), []);
    const [body] = arena.boxes;
    body!.vx = 400;
    for (let i = 0; i < 1000; i++) arena.step();
    // µ = 0.35; the window of 5 ms leaves half a window's way of room.
    expect(body!.x - 500).toBeGreaterThan((400 * 400) / (2 * 0.35 * 9807) - 2);
    expect(body!.x - 500).toBeLessThan((400 * 400) / (2 * 0.35 * 9807) + 0.1);
    expect(body!.rests).toBe(true);
  });

  it('pushed beside its middle it turns', () => {
    const world = worldOf({ boxes: [box(2060, 2300)] });
    world.setMotors(60, 60);
    pass(world, 2000);
    expect(Math.abs(world.boxes[0]!.headingDeg)).toBeGreaterThan(5);
  });

  it('a box against a wall stops the car, and neither goes into the other', () => {
    const world = worldOf({ boxes: [box(2000, 2300)], walls: [wall(1500, 2500, 2500, 2500)] });
    world.setMotors(80, 80);
    pass(world, 3000);
    // A touch is let in by what a window's pull-up makes of it: below a millimetre.
    expect(Math.abs(world.boxes[0]!.yMm - 2450)).toBeLessThan(1);
    expect(Math.abs(world.pose.yMm + frontMm - 2400)).toBeLessThan(1);
    expect(world.referee.collisions).toBe(0);
  });

  it('boxes in a row push one another', () => {
    const world = worldOf({ boxes: [box(2000, 2250), box(2000, 2360), box(2000, 2470)] });
    world.setMotors(60, 60);
    pass(world, 3000);
    const ys = world.boxes.map(({ yMm }) => yMm);
    expect(ys[1]! - ys[0]!).toBeGreaterThan(99.8);
    expect(ys[2]! - ys[1]!).toBeGreaterThan(99.8);
    expect(ys[2]!).toBeGreaterThan(2560);
  });

  it('a row of boxes between it and a wall is not pressed together', () => {
    const ys = [2250, 2352, 2454, 2556, 2658, 2760];
    const world = worldOf({ boxes: ys.map((y) => box(2000, y)), walls: [wall(1500, 2815, 2500, 2815)] });
    world.setMotors(100, 100);
    pass(world, 3000);
    const edges = [world.pose.yMm + frontMm - 50, ...world.boxes.map(({ yMm }) => yMm), 2865];
    for (const [i, y] of edges.entries()) if (i > 0) expect(y - edges[i - 1]!).toBeGreaterThan(99);
  });

  it('a wall still counts as a collision, and stops the car', () => {
    const world = worldOf({ boxes: [box(500, 500)], walls: [wall(1500, 2300, 2500, 2300)] });
    world.setMotors(60, 60);
    pass(world, 2500);
    expect(Math.abs(world.pose.yMm + frontMm - 2300)).toBeLessThan(1);
    expect(world.referee.collisions).toBe(1);
  });

  it('a wall met at a slant turns the car along it, over the seam to the next wall', () => {
    const world = worldOf({
      boxes: [box(500, 500)],
      walls: [wall(2150, 1000, 2150, 2600), wall(2150, 2600, 2150, 3900)],
      start: { ...at(2000, 1500), headingDeg: 20 },
    });
    world.setMotors(60, 60);
    pass(world, 6000);
    expect(world.pose.yMm).toBeGreaterThan(2800);
    expect(Math.abs(world.pose.headingDeg)).toBeLessThan(2);
  });

  it('a box placed within a wall is pushed out without gaining speed', () => {
    const arena = new Arena(trackOf({ boxes: [box(1040, 500)], walls: [wall(1000, 0, 1000, 1000)] }), []);
    for (let i = 0; i < 1500; i++) arena.step();
    expect(arena.boxes[0]!.x).toBeGreaterThan(1049);
    expect(arena.boxes[0]!.x).toBeLessThan(1051);
    expect(arena.energy).toBe(0);
  });

  it('goes on from a snapshot as it did', () => {
    const scene = { boxes: [box(2040, 2300), box(1960, 2420, { headingDeg: 20 })], walls: [wall(1500, 2600, 2500, 2600)] };
    const first = worldOf(scene);
    first.setMotors(70, 60);
    pass(first, 1003);
    const state = first.state();
    pass(first, 900);
    const second = worldOf(scene);
    second.setState(state);
    pass(second, 900);
    expect(second.boxes).toEqual(first.boxes);
    expect(second.pose).toEqual(first.pose);
  });
});

describe('sonar and bumpers', () => {
  it('hear a box where it now stands', () => {
    const world = worldOf({ boxes: [box(2000, 2600)] });
    const first = pass(world, 200).sonarMm();
    world.setMotors(70, 70);
    pass(world, 4000);
    expect(first).toBeLessThan(600);
    expect(first).toBeGreaterThan(400);
    // As near as this kit's sonar can tell.
    expect(world.sonarMm()).toBe(EXACT_KIT.sensing.sonar.minMm);
  });
});

interface Scene {
  readonly track: Track;
  readonly speeds: readonly (readonly [number, number])[];
  readonly starts: readonly Track['start'][];
}

const scenes: fc.Arbitrary<Scene> = fc
  .record({
    boxes: fc.array(fc.tuple(fc.integer({ min: 300, max: 1700 }), fc.integer({ min: 300, max: 1700 }), fc.integer({ min: 0, max: 89 }), fc.integer({ min: 20, max: 2000 })), { maxLength: 6 }), // prettier-ignore
    walls: fc.array(fc.tuple(...Array.from({ length: 4 }, () => fc.integer({ min: 0, max: 2000 }))), { maxLength: 6 }),
    cars: fc.array(fc.tuple(fc.integer({ min: 300, max: 1700 }), fc.integer({ min: 300, max: 1700 }), fc.integer({ min: 0, max: 359 }), fc.integer({ min: -600, max: 600 }), fc.integer({ min: -600, max: 600 })), { minLength: 1, maxLength: 4 }), // prettier-ignore
  })
  .map(({ boxes, walls, cars }) => ({
    track: trackOf({
      boxes: boxes.map(([x, y, headingDeg, massG]) => box(x, y, { headingDeg, massG })),
      walls: walls.filter(([a, b, c, d]) => a !== c || b !== d).map(([a, b, c, d]) => wall(a!, b!, c!, d!)),
    }),
    starts: cars.map(([x, y, headingDeg]) => ({ ...at(x, y), headingDeg })),
    speeds: cars.map(([, , , left, right]) => [left, right] as const),
  }));

function arenaOf({ track, starts, speeds }: Scene): { readonly arena: Arena; readonly step: () => void } {
  const arena = new Arena(track, starts.map((start) => ({ profile: EXACT_KIT, start }))); // prettier-ignore
  const drives = starts.map(({ xMm, yMm, headingDeg }, i) => {
    const drive = new Drive(EXACT_KIT, { xMm, yMm, headingRad: (headingDeg * 3.141592653589793) / 180 }, new Random(1));
    [drive.leftMmPerS, drive.rightMmPerS] = speeds[i]!;
    arena.cars[i]!.enter(drive);
    return drive;
  });
  return {
    arena,
    step: () => {
      arena.step();
      for (const [i, drive] of drives.entries()) {
        const { xMm, yMm, headingRad } = drive;
        drive.step();
        arena.cars[i]!.hold({ xMm, yMm, headingRad });
      }
    },
  };
}

describe('any scene', () => {
  it('loses energy and never gains it, whatever meets', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const { arena, step } = arenaOf(scene);
        let before = Infinity;
        for (let i = 0; i < 300; i++) {
          step();
          if ((i + 1) % WINDOW_MS !== 0) continue;
          const { energy } = arena;
          expect(energy).toBeLessThanOrEqual(before * (1 + 1e-6) + 1e-3);
          before = energy;
        }
      }),
      { verbose: true, numRuns: RUNS },
    );
  });

  it('keeps what a ring of walls encloses, at any speed', () => {
    const side = (mm: number): number => Math.min(2000, Math.max(0, mm));
    fc.assert(
      fc.property(scenes, fc.integer({ min: -2500, max: 2500 }), (scene, speed) => {
        const corners = [at(0, 0), at(0, 2000), at(2000, 2000), at(2000, 0)];
        const walls = corners.map((from, i) => ({ from, to: corners[(i + 1) % 4]! }));
        const { arena, step } = arenaOf({ ...scene, track: { ...scene.track, walls } });
        for (const [i, box] of arena.boxes.entries()) [box.vx, box.vy] = i % 2 === 0 ? [0, speed] : [-speed, speed];
        for (let i = 0; i < 600; i++) step();
        for (const { x, y } of [...arena.boxes, ...arena.cars.map(({ body }) => body)]) expect([side(x), side(y)]).toEqual([x, y]);
      }),
      { verbose: true, numRuns: RUNS },
    );
  });

  it('mirrored goes as the mirror shows it: one car, one box, one wall', () => {
    const place = fc.tuple(fc.integer({ min: 700, max: 1300 }), fc.integer({ min: 700, max: 1300 }));
    fc.assert(
      fc.property(place, fc.integer({ min: 0, max: 89 }), fc.integer({ min: 100, max: 600 }), fc.integer({ min: 100, max: 600 }), (at_, headingDeg, left, right) => {
        const ends = [false, true].map((isMirrored) => {
          const x = (mm: number): number => (isMirrored ? 2000 - mm : mm);
          const turn = isMirrored ? -1 : 1;
          const { arena, step } = arenaOf({
            track: trackOf({ boxes: [box(x(at_[0]), at_[1], { headingDeg: turn * headingDeg })], walls: [wall(x(300), 1500, x(1900), 1400)] }),
            starts: [{ ...at(x(1000), 500), headingDeg: 0 }],
            speeds: [isMirrored ? [right, left] : [left, right]],
          });
          for (let i = 0; i < 300; i++) step();
          return [...arena.boxes, arena.cars[0]!.body].map((body) => [x(body.x), body.y, turn * body.headingRad]);
        });
        for (const [i, numbers] of ends[0]!.entries())
          for (const [j, value] of numbers.entries()) expect(Math.abs(value - ends[1]![i]![j]!)).toBeLessThan(j === 2 ? 0.01 : 1);
      }),
      { verbose: true, numRuns: RUNS },
    ); // prettier-ignore
  });

  it('is the same the second time, to the last bit', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const states = [1, 2].map(() => {
          const { arena, step } = arenaOf(scene);
          for (let i = 0; i < 100; i++) step();
          return arena.state();
        });
        expect(states[0]).toEqual(states[1]);
      }),
      { verbose: true, numRuns: RUNS / 2 },
    );
  });
});
