import { describe, expect, it } from 'vitest';
import type { RobotProfile } from '../robot/profile.ts';
import { partOf } from '../robot/profile.ts';
import { EXACT_KIT, NOISY_KIT, trackOf } from './testing/tracks.ts';
import { Noise } from './noise.ts';
import { World } from './world.ts';

const SPOT_MM = EXACT_KIT.sensing.line.spotMm;
const AHEAD_MM = partOf(EXACT_KIT, 'line')!.sensors[2]!.yMm;
/** Black ahead of y = 2000, white behind. */
const edge = trackOf({ lines: [{ shape: 'segment', from: { xMm: 0, yMm: 2250 }, to: { xMm: 4000, yMm: 2250 }, widthMm: 500 }] });

const kitWith = (line: Partial<RobotProfile['sensing']['line']>, kit = EXACT_KIT): RobotProfile => ({
  ...kit,
  sensing: { ...kit.sensing, line: { ...kit.sensing.line, ...line } },
});

/** The middle sensor stands so far beyond the edge. */
const over = (beyondMm: number, profile = EXACT_KIT, seed = 1, track = edge): World =>
  new World({ profile, track: { ...track, start: { xMm: 2000, yMm: 2000 - AHEAD_MM + beyondMm, headingDeg: 0 } }, seed });

/** Of a round spot beyond a straight edge. Source: area of a circular segment. */
function share(beyondMm: number): number {
  const s = Math.max(-1, Math.min(1, beyondMm / (SPOT_MM / 2)));
  return 0.5 + (s * Math.sqrt(1 - s * s) + Math.asin(s)) / Math.PI;
}

describe('a line sensor over an edge', () => {
  it.each([-6, -4, -3, -2, -1, 0, 1, 2, 3, 4, 6])(
    'sees the share of its spot that lies beyond, to within 3 in a hundred (%s mm)',
    (beyondMm) => {
      const { rawWhite, rawBlack } = partOf(EXACT_KIT, 'line')!;
      const seen = (over(beyondMm).lineRaw(2) - rawWhite) / (rawBlack - rawWhite);
      // The floor is drawn every 2 mm: exact there, a straight line in between.
      expect(Math.abs(seen - share(beyondMm))).toBeLessThan(beyondMm % 2 === 0 ? 0.001 : 0.03);
    },
  );

  it('tells the program so many milliseconds later', () => {
    const world = over(-60, kitWith({ delayMs: 7 }));
    const prompt = over(-60);
    world.setMotors(100, 100);
    prompt.setMotors(100, 100);
    const seen: number[] = [];
    const told: number[] = [];
    for (let i = 0; i < 400; i++) {
      world.step();
      prompt.step();
      told.push(world.lineRaw(2));
      seen.push(prompt.lineRaw(2));
    }
    expect(told.slice(7)).toEqual(seen.slice(0, -7));
  });
});

describe('what makes line sensors hard', () => {
  it('is not changed by how often anybody looks', () => {
    const [often, seldom] = [over(0, NOISY_KIT), over(0, NOISY_KIT)];
    for (let i = 0; i < 50; i++) {
      often.step();
      for (let j = 0; j < 5; j++) often.line(j);
      seldom.step();
    }
    expect(often.lineRaw(2)).toBe(seldom.lineRaw(2));
  });

  it('differs from sensor to sensor and from car to car, not from time to time', () => {
    const kit = kitWith({ spread: 0.05 });
    const black = (seed: number): readonly number[] => {
      const world = over(40, kit, seed);
      return [0, 1, 2, 3, 4].map((i) => world.lineRaw(i));
    };
    expect(new Set(black(1)).size).toBe(5);
    expect(black(1)).toEqual(black(1));
    expect(black(1)).not.toEqual(black(2));
  });

  it('pulls readings towards white where the sun shines in, and only there', () => {
    const sun = { id: 'sun', area: { shape: 'disc', center: { xMm: 2000, yMm: 2000 }, radiusMm: 200 }, lightPercent: 100 };
    const lit = trackOf({ lines: edge.lines, zones: [sun] });
    const kit = kitWith({ sunlight: 0.6 });
    expect(over(10, kit, 1, lit).line(2)).toBeCloseTo(40, -1);
    expect(over(300, kit, 1, lit).line(2)).toBe(100);
    expect(over(10, kit).line(2)).toBe(100);
    expect(over(10, EXACT_KIT, 1, lit).line(2)).toBe(100);
  });

  it('lets a digital sensor flip where its screw stands', () => {
    const digital = (threshold: number): RobotProfile => ({
      ...EXACT_KIT,
      parts: EXACT_KIT.parts.map((part) =>
        part.type === 'line'
          ? { ...part, kind: 'digital', rawWhite: 1, rawBlack: 0, sensors: part.sensors.map((sensor) => ({ ...sensor, threshold })) }
          : part,
      ),
    });
    expect([0.2, 0.8].map((threshold) => over(0, digital(threshold)).line(2))).toEqual([100, 0]);
    expect(over(0, digital(0.8)).lineRaw(2)).toBe(1);
  });
});

describe('noise', () => {
  const noise = new Noise(7);
  const values = Array.from({ length: 20_000 }, (_, atMs) => noise.bell(3, atMs));
  const mean = (of: readonly number[]): number => of.reduce((sum, value) => sum + value, 0) / of.length;

  it('is a bell curve: mean 0, deviation 1, two thirds within one deviation', () => {
    expect(Math.abs(mean(values))).toBeLessThan(0.03);
    expect(mean(values.map((value) => value * value))).toBeCloseTo(1, 1);
    expect(values.filter((value) => Math.abs(value) < 1).length / values.length).toBeCloseTo(0.683, 1);
  });

  it('of neighbouring milliseconds and of neighbouring channels has nothing in common', () => {
    const next = mean(values.slice(1).map((value, i) => value * values[i]!));
    const beside = mean(values.map((value, atMs) => value * noise.bell(4, atMs)));
    expect(Math.max(Math.abs(next), Math.abs(beside))).toBeLessThan(0.03);
  });

  it('is the same for the same seed, channel and time, in any order', () => {
    expect(new Noise(7).bell(3, 19_000)).toBe(values[19_000]);
    expect(new Noise(8).bell(3, 19_000)).not.toBe(values[19_000]);
  });
});
