/** What each effect that can be switched off does in the world, and that it is gone without it. */
import { describe, expect, it } from 'vitest';
import { shippedProfile } from '../../firmware-profiles/index.ts';
import { IDEAL_EFFECTS, type IdealEffect } from '../robot/ideal-effects.ts';
import { idealProfile } from '../robot/ideal-profile.ts';
import { partOf, type RobotProfile } from '../robot/profile.ts';
import { NOISY_KIT, trackOf } from './testing/tracks.ts';
import type { Track } from './track.ts';
import { World } from './world.ts';

const EXPLORER = shippedProfile('mega-explorer')!;
const IDEAL = idealProfile(NOISY_KIT);
const { topSpeedMmPerS: TOP, ...real } = NOISY_KIT.dynamics;
const bare = trackOf();

/** As real as the kit is in these alone. */
const only = (effects: readonly IdealEffect[], kit = NOISY_KIT): RobotProfile =>
  idealProfile(
    kit,
    IDEAL_EFFECTS.filter((effect) => !effects.includes(effect)),
  );

interface Drive {
  readonly left: number;
  readonly right: number;
  readonly ms: number;
  readonly track?: Track;
}

function driven(profile: RobotProfile, { left, right, ms, track = bare }: Drive): World {
  const world = new World({ profile, track, seed: 3 });
  world.setMotors(left, right);
  for (let i = 0; i < ms; i++) world.step();
  return world;
}

const speedAfter = (profile: RobotProfile, percent: number, ms: number): number =>
  driven(profile, { left: percent, right: percent, ms }).speedMmPerS;

const middle = partOf(NOISY_KIT, 'line')!.sensors[2]!;
const black = trackOf({ lines: [{ shape: 'segment', from: { xMm: 0, yMm: 2250 }, to: { xMm: 4000, yMm: 2250 }, widthMm: 500 }] });
/** Its sensors over the black, far from its edge; or its middle one just behind the edge. */
const onBlack: Track = { ...black, start: { xMm: 2000, yMm: 2100, headingDeg: 0 } };
const atEdge: Track = { ...black, start: { xMm: 2000, yMm: 1990 - middle.yMm, headingDeg: 0 } };
const standing = { left: 0, right: 0, ms: 0 };
const blackOf = (profile: RobotProfile, track = onBlack): readonly number[] => {
  const world = driven(profile, { ...standing, track });
  return [0, 1, 2, 3, 4].map((sensor) => world.lineRaw(sensor));
};

describe('the wheels', () => {
  it('are at their speed at once without the lag, and have 63 % of it after its time with it', () => {
    expect(speedAfter(IDEAL, 80, 1)).toBeCloseTo(0.8 * TOP, 9);
    expect(speedAfter(only(['motor-lag']), 80, real.motorLagMs)).toBeCloseTo(0.8 * TOP * (1 - Math.exp(-1)), 6);
  });

  it('turn with the least power without the dead zone, and not within it', () => {
    expect(speedAfter(IDEAL, 1, 1)).toBeCloseTo(0.01 * TOP, 9);
    expect(speedAfter(only(['dead-zone']), real.deadZonePercent, 50)).toBe(0);
  });

  it('are as quick as their power without the curve, and quicker on it', () => {
    expect(speedAfter(IDEAL, 50, 1)).toBeCloseTo(0.5 * TOP, 9);
    expect(speedAfter(only(['speed-curve']), 50, 1)).toBeCloseTo(TOP * (0.5 + real.speedCurve * 0.25), 9);
  });

  it('go straight where both motors are alike, and in a bend where they are not', () => {
    const drive = { left: 70, right: 70, ms: 500 };
    expect(driven(IDEAL, drive).turnedDeg).toBe(0);
    expect(Math.abs(driven(only(['uneven-motors']), drive).turnedDeg)).toBeGreaterThan(0.5);
    const fitted = { ...NOISY_KIT, dynamics: { ...NOISY_KIT.dynamics, gains: { left: 0.9, right: 1.1 } } };
    expect(driven(idealProfile(fitted, ['uneven-motors']), drive).turnedDeg).toBe(0);
  });

  it('start with full voltage where the battery does not sag, else with what the stalled motors leave', () => {
    const { batterySag, stallLoad } = real;
    expect(speedAfter(only(['battery-sag']), 100, 1)).toBeCloseTo((TOP * (1 - batterySag * stallLoad)) / (1 - batterySag), 9);
    expect(speedAfter(IDEAL, 100, 1)).toBeCloseTo(TOP, 9);
  });

  it('gain no more speed than the grip allows where they can slip', () => {
    expect(speedAfter(only(['wheel-slip']), 100, 10)).toBeCloseTo(real.gripMmPerS2 * 0.01, 6);
    expect(speedAfter(IDEAL, 100, 10)).toBeCloseTo(TOP, 9);
  });

  it('roll out by the lag alone without the castor, and are braked with it', () => {
    const rolled = (profile: RobotProfile): number => {
      const world = driven(profile, { left: 80, right: 80, ms: 1000 });
      world.setMotors(0, 0);
      for (let ms = 0; ms < 60; ms++) world.step();
      return world.speedMmPerS;
    };
    const [remains, lost] = [Math.exp(-60 / real.motorLagMs), (real.casterDragMmPerS2 * real.motorLagMs) / 1000];
    expect(rolled(only(['motor-lag']))).toBeCloseTo(0.8 * TOP * remains, 3);
    expect(rolled(only(['motor-lag', 'caster-drag']))).toBeCloseTo((0.8 * TOP + lost) * remains - lost, 0);
  });
});

describe('the line sensors', () => {
  it('read the same again and again without noise', () => {
    const readings = (profile: RobotProfile): number => {
      const world = driven(profile, { ...standing, track: onBlack });
      return new Set(Array.from({ length: 20 }, () => (world.step(), world.lineRaw(2)))).size;
    };
    expect(readings(IDEAL)).toBe(1);
    expect(readings(only(['line-noise']))).toBeGreaterThan(10);
  });

  it('see the floor of now without delay', () => {
    const told = (profile: RobotProfile): readonly number[] => {
      const world = driven(profile, { left: 50, right: 50, ms: 0, track: atEdge });
      return Array.from({ length: 60 }, () => (world.step(), world.lineRaw(2)));
    };
    const { delayMs } = NOISY_KIT.sensing.line;
    const [prompt, late] = [told(IDEAL), told(only(['line-delay']))];
    expect(new Set(prompt).size).toBeGreaterThan(10);
    expect(late).not.toEqual(prompt);
    expect(late.slice(delayMs)).toEqual(prompt.slice(0, -delayMs));
  });

  it('are all alike, and as the kit says', () => {
    expect(new Set(blackOf(IDEAL)).size).toBe(1);
    expect(new Set(blackOf(only(['uneven-sensors']))).size).toBe(5);
  });

  it('are not misled by the sun', () => {
    const sun = { id: 'sun', area: { shape: 'disc', center: { xMm: 2000, yMm: 2200 }, radiusMm: 400 }, lightPercent: 100 };
    const lit = { ...trackOf({ lines: black.lines, zones: [sun] }), start: onBlack.start };
    expect(blackOf(IDEAL, lit)).toEqual(blackOf(IDEAL));
    expect(Math.max(...blackOf(only(['sunlight']), lit))).toBeLessThan(Math.min(...blackOf(IDEAL)));
  });
});

describe('the other sensors', () => {
  const wall = trackOf({ walls: [{ from: { xMm: 500, yMm: 2600 }, to: { xMm: 3500, yMm: 2600 } }] });
  const slanting: Track = { ...wall, start: { xMm: 2000, yMm: 2000, headingDeg: 50 } };

  it('hear an echo from a slanting wall only where none is lost', () => {
    expect(driven(IDEAL, { ...standing, track: slanting }).sonarMm()).toBeLessThan(1500);
    expect(driven(only(['sonar-loss']), { ...standing, track: slanting }).sonarMm()).toBe(Infinity);
  });

  it('know the heading a minute later only where the gyro does not drift', () => {
    const headingAfter = (profile: RobotProfile): number => driven(profile, standing).parts.gyroDeg(60_000);
    expect(headingAfter(idealProfile(EXPLORER))).toBe(0);
    expect(Math.abs(headingAfter(only(['gyro-drift'], EXPLORER)))).toBeGreaterThan(0.1);
  });

  it('say the same twice of what stands still only where they have no noise', () => {
    const spread = (profile: RobotProfile): readonly number[] => {
      const world = driven(profile, { ...standing, track: wall });
      const seen = [new Set<number>(), new Set<number>(), new Set<number>()];
      for (let ms = 0; ms < 400; ms++) {
        world.step();
        [world.sonarMm(), world.parts.headingDeg(ms), world.parts.light()].forEach((value, i) => seen[i]!.add(value));
      }
      return seen.map(({ size }) => size);
    };
    expect(spread(idealProfile(EXPLORER))).toEqual([1, 1, 1]);
    expect(Math.min(...spread(only(['sensor-noise'], EXPLORER)))).toBeGreaterThan(1);
  });
});
