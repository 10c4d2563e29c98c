/** From what was measured, step by step, to a calibration. Layer: web/features. */
import type { CarCalibration } from '../../../core/robot/calibration.ts';
import type { RobotProfile } from '../../../core/robot/profile.ts';
import { partOf } from '../../../core/robot/profile.ts';

/** In this order; a kit leaves out what it cannot measure. */
export type CalibrationStep = 'white' | 'black' | 'left' | 'right' | 'trim' | 'done';

export interface Measured {
  readonly white?: readonly number[];
  readonly black?: readonly number[];
  readonly leftStartPercent?: number;
  readonly rightStartPercent?: number;
  readonly trimPercent: number;
}

export const START_STEP_PERCENT = 3;
export const SPIN_MS = 500;
const TRIM_POWER_PERCENT = 50;
export const TRIM_MS = 1500;

export function stepsOf(profile: RobotProfile): readonly CalibrationStep[] {
  const line: readonly CalibrationStep[] = partOf(profile, 'line')?.kind === 'analog' ? ['white', 'black'] : [];
  const motors: readonly CalibrationStep[] = partOf(profile, 'motors') === undefined ? [] : ['left', 'right', 'trim'];
  return [...line, ...motors, 'done'];
}

/** What both wheels are given so that the car drives straight, as far as `trim` says. */
export function trimmedPowers(trimPercent: number): readonly [left: number, right: number] {
  const slowed = (percent: number): number => TRIM_POWER_PERCENT * (1 - Math.max(0, percent) / 100);
  return [slowed(-trimPercent), slowed(trimPercent)];
}

export function calibrationOf(profile: RobotProfile, measured: Measured, measuredAt: string): CarCalibration {
  const { white, black, leftStartPercent, rightStartPercent, trimPercent } = measured;
  return {
    ...{ format: 'guiji-calibration', version: 1, profileId: profile.id, measuredAt },
    ...(leftStartPercent === undefined || rightStartPercent === undefined
      ? {}
      : { motors: { trimPercent, leftStartPercent, rightStartPercent } }),
    ...(white === undefined || black === undefined ? {} : { line: white.map((each, i) => ({ white: each, black: black[i] ?? 0 })) }),
  };
}
