import { describe, expect, it } from 'vitest';
import { checkCalibration } from '../../../core/robot/calibration.ts';
import { shippedProfile } from '../../../firmware-profiles/index.ts';
import { calibrationOf, stepsOf, trimmedPowers } from './calibration-guide.ts';

const line = shippedProfile('uno-line-car')!;
const now = '2026-11-22T08:00:00.000Z';

describe('the calibration, step by step', () => {
  it('leaves out what a kit cannot measure', () => {
    expect(stepsOf(line)).toEqual(['white', 'black', 'left', 'right', 'trim', 'done']);
    expect(stepsOf(shippedProfile('uno-two-switch-car')!)).toEqual(['left', 'right', 'trim', 'done']);
  });

  it('ends in a calibration that the kit takes', () => {
    const white = [0.1, 0.1, 0.12, 0.1, 0.1];
    const measured = { white, black: white.map(() => 0.8), leftStartPercent: 15, rightStartPercent: 18, trimPercent: -4 };
    const calibration = calibrationOf(line, measured, now);
    expect(checkCalibration(line, calibration)).toEqual({ ok: true, value: calibration });
    expect(calibration.line?.[2]).toEqual({ white: 0.12, black: 0.8 });
  });

  it('keeps what was measured of a part alone', () => {
    expect(calibrationOf(line, { trimPercent: 0, leftStartPercent: 12 }, now)).not.toHaveProperty('motors');
    expect(calibrationOf(line, { trimPercent: 0, white: [0.1] }, now)).not.toHaveProperty('line');
  });

  it('slows one wheel or the other', () => {
    expect(trimmedPowers(0)).toEqual([50, 50]);
    expect(trimmedPowers(10)).toEqual([50, 45]);
    expect(trimmedPowers(-10)).toEqual([45, 50]);
  });
});
