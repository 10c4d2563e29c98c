import { describe, expect, it } from 'vitest';
import { cornersOf, overlap } from './convex-shapes.ts';
import { startGrid } from './start-grid.ts';
import { distanceToLinesMm, strokesOf } from './strokes.ts';
import { NOISY_KIT, trackOf } from './testing/tracks.ts';
import { shippedTrack } from './tracks/index.ts';

const car = NOISY_KIT.body;
const eight = Array.from({ length: 8 }, () => car);

describe('the start of several cars', () => {
  it('is one behind the other on the line, around the bends of an oval', () => {
    const track = shippedTrack('oval')!;
    const grid = startGrid(track, eight);
    expect(grid).toHaveLength(8);
    for (const { xMm, yMm } of grid) expect(distanceToLinesMm(strokesOf(track), xMm, yMm)).toBeLessThan(3);
    const bodies = grid.map(({ xMm, yMm, headingDeg }) => cornersOf({ center: { xMm, yMm }, widthMm: car.widthMm, lengthMm: car.lengthMm, headingDeg })); // prettier-ignore
    for (const [i, body] of bodies.entries()) for (const other of bodies.slice(i + 1)) expect(overlap(body, other)).toBe(false);
  });

  it('leaves room for the longest car', () => {
    const track = shippedTrack('oval')!;
    const long = { ...car, lengthMm: 2 * car.lengthMm };
    const [first, second] = startGrid(track, [car, long]);
    expect(Math.hypot(first!.xMm - second!.xMm, first!.yMm - second!.yMm)).toBeGreaterThan(long.lengthMm);
  });

  it('ends where the floor does, or at a wall', () => {
    const start = { xMm: 2000, yMm: 900, headingDeg: 0 };
    const free = startGrid(trackOf({ start }), eight).length;
    const walled = startGrid(trackOf({ start, walls: [{ from: { xMm: 1800, yMm: 500 }, to: { xMm: 2200, yMm: 500 } }] }), eight).length;
    expect(free).toBeGreaterThan(2);
    expect(free).toBeLessThan(8);
    expect(walled).toBeLessThan(free);
  });
});
