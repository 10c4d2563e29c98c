import { describe, expect, it } from 'vitest';
import { groundHeightMm, leanOf } from './ground.ts';

const RAMP = { center: { xMm: 1000, yMm: 500 }, widthMm: 300, lengthMm: 800, topMm: 200, heightMm: 60, headingDeg: 90 };
const track = { ramps: [RAMP] };

describe('the ground', () => {
  it('rises to the top of a ramp, is level there, and falls again', () => {
    expect([600, 750, 900, 1000, 1100, 1250, 1400].map((x) => groundHeightMm(track, x, 500))).toEqual([0, 30, 60, 60, 60, 30, 0]);
  });

  it('is flat beside a ramp and away from it', () => {
    expect(groundHeightMm(track, 1000, 660)).toBe(0);
    expect(groundHeightMm(track, 500, 500)).toBe(0);
  });

  it('lifts the nose of a car that drives up, and lowers it on the way down', () => {
    expect(leanOf(track, { xMm: 700, yMm: 500, headingDeg: 90 }).pitch).toBeCloseTo(Math.atan2(60, 300), 6);
    expect(leanOf(track, { xMm: 1200, yMm: 500, headingDeg: 90 }).pitch).toBeCloseTo(-Math.atan2(60, 300), 6);
    expect(leanOf(track, { xMm: 700, yMm: 500, headingDeg: 0 })).toEqual({ heightMm: 20, pitch: 0 });
  });
});
