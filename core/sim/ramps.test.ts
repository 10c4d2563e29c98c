import { describe, expect, it } from 'vitest';
import { Ramps } from './ramps.ts';
import { EXACT_KIT, trackOf } from './testing/tracks.ts';
import { World } from './world.ts';

const ramp = { center: { xMm: 2000, yMm: 2600 }, widthMm: 400, lengthMm: 800, topMm: 200, heightMm: 40, headingDeg: 0 };
const ramps = new Ramps(trackOf({ ramps: [ramp] }));

describe('a ramp', () => {
  it('pulls back on its way up, not at all on its top, and ahead on its way down', () => {
    const rise = 40 / 300;
    const expected = (9807 * rise) / Math.sqrt(1 + rise * rise);
    expect(ramps.under(2000, 2300, 0, 1).pullMmPerS2).toBeCloseTo(-expected, 6);
    expect(ramps.under(2000, 2600, 0, 1)).toEqual({ pullMmPerS2: 0, share: 1 });
    expect(ramps.under(2000, 2900, 0, 1).pullMmPerS2).toBeCloseTo(expected, 6);
    expect(ramps.under(2000, 2300, 0, -1).pullMmPerS2).toBeCloseTo(expected, 6);
    expect(ramps.under(2000, 2300, 1, 0)).toEqual({ pullMmPerS2: 0, share: 1 });
  });

  it('is nothing to a car beside it', () => {
    expect(ramps.under(2201, 2300, 0, 1)).toEqual({ pullMmPerS2: 0, share: 1 });
    expect(ramps.under(2000, 2199, 0, 1)).toEqual({ pullMmPerS2: 0, share: 1 });
  });

  it('slows a car by lag × g × sin of its slope, and lets it go quicker downhill', () => {
    const world = new World({ profile: EXACT_KIT, track: trackOf({ ramps: [{ ...ramp, center: { xMm: 2000, yMm: 3000 }, lengthMm: 1600 }] }), seed: 1 }); // prettier-ignore
    world.setMotors(60, 60);
    const speeds: [number, number][] = [];
    for (let ms = 0; ms < 6000; ms++) {
      world.step();
      speeds.push([world.pose.yMm, world.speedMmPerS]);
    }
    const at = (yMm: number): number => speeds.find(([y]) => y >= yMm)![1];
    const rise = 80 / 1400;
    const loss = (EXACT_KIT.dynamics.motorLagMs / 1000) * 9807 * (rise / Math.sqrt(1 + rise * rise));
    const level = at(2190);
    expect(at(2850) / (level - loss)).toBeCloseTo(1, 1);
    expect(at(2850)).toBeLessThan(level - 0.8 * loss);
    expect(at(3000)).toBeGreaterThan(at(2850));
    expect(at(3700)).toBeGreaterThan(level + 0.8 * loss);
  });

  it('does not let a standing car roll where the gears hold it', () => {
    const world = new World({ profile: EXACT_KIT, track: trackOf({ ramps: [ramp], start: { xMm: 2000, yMm: 2350, headingDeg: 0 } }), seed: 1 }); // prettier-ignore
    for (let ms = 0; ms < 2000; ms++) world.step();
    expect(world.pose.yMm).toBe(2350);
  });
});
