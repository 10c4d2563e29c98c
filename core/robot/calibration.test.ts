import { describe, expect, it } from 'vitest';
import { shippedProfile } from '../../firmware-profiles/index.ts';
import {
  calibratedProfile,
  checkCalibration,
  decodeCalibration,
  encodeCalibration,
  parseCalibration,
  wheelPower,
  type CarCalibration,
} from './calibration.ts';
import { partOf } from './profile.ts';

const kit = shippedProfile('uno-line-car')!;
const level = { white: 0.12, black: 0.8 };
const measured: CarCalibration = {
  ...{ format: 'guiji-calibration', version: 1, profileId: kit.id, measuredAt: '2026-11-22T08:00:00.000Z' },
  motors: { trimPercent: 6, leftStartPercent: 18, rightStartPercent: 22 },
  line: [level, level, { white: 0.2, black: 0.7 }, level, level],
};

describe('the calibration of a car', () => {
  it('makes the kit what this car is, for driving and for the recording', () => {
    const car = calibratedProfile(kit, measured);
    expect(partOf(car, 'line')?.sensors[2]).toMatchObject({ pin: 'A2', rawWhite: 0.2, rawBlack: 0.7 });
    expect(partOf(car, 'motors')?.measured).toEqual(measured.motors);
    expect(calibratedProfile(kit, undefined)).toBe(kit);
    expect(calibratedProfile(shippedProfile('mbot')!, measured)).toBe(shippedProfile('mbot'));
  });

  it('starts each wheel where it moves, and slows the quicker side', () => {
    const car = calibratedProfile(kit, measured);
    const power = (side: 'left' | 'right', percent: number): number => wheelPower(car, side, percent);
    expect([power('left', 0), power('right', 0)]).toEqual([0, 0]);
    expect(power('left', kit.dynamics.deadZonePercent)).toBeCloseTo(18);
    expect(power('left', 100)).toBeCloseTo(100);
    expect(power('right', 100)).toBeCloseTo(22 + 78 * 0.94);
    expect(power('right', -50)).toBeCloseTo(-power('right', 50));
    expect(power('left', 13)).toBeGreaterThan(18);
    expect(wheelPower(kit, 'left', 37)).toBe(37);
  });

  it.each<[string, Partial<CarCalibration>]>([
    ['calibration.other-kit', { profileId: 'mbot' }],
    ['calibration.other-sensors', { line: [level] }],
    ['calibration.low-contrast', { line: [level, level, level, { white: 0.4, black: 0.45 }, level] }],
    ['calibration.swapped', { line: [{ white: 0.8, black: 0.1 }, level, level, level, level] }],
    ['calibration.trim-too-large', { motors: { ...measured.motors!, trimPercent: -30 } }],
    ['calibration.start-too-high', { motors: { ...measured.motors!, leftStartPercent: 60 } }],
  ])('is refused with %s', (code, change) => {
    expect(checkCalibration(kit, { ...measured, ...change })).toMatchObject({ ok: false, fault: { code } });
  });

  it('fits the board’s memory and comes back from it', () => {
    const bytes = encodeCalibration(measured);
    expect(bytes).toHaveLength(18);
    const back = decodeCalibration(bytes, kit.id);
    expect(back?.measuredAt.slice(0, 16)).toBe(measured.measuredAt.slice(0, 16));
    expect(back?.motors).toEqual(measured.motors);
    back?.line?.forEach((sensor, i) => expect(sensor.black).toBeCloseTo(measured.line![i]!.black, 2));
    const { motors: _, ...withoutMotors } = measured;
    expect(decodeCalibration(encodeCalibration(withoutMotors), kit.id)).not.toHaveProperty('motors');
  });

  it('is not read from bytes that hold none', () => {
    for (const bytes of [[], [9, 0, 0, 0, 0, 0, 0, 0], [2, 128, 20, 20, 0, 0, 0, 16, 1], [2, 0, 20, 20, 0, 0, 0, 0]]) {
      expect(decodeCalibration(Uint8Array.from(bytes), kit.id)).toBeUndefined();
    }
    expect(parseCalibration({ ...measured, motors: { trimPercent: 1 } }).ok).toBe(false);
  });
});
