/** Whether a fit has found the numbers that were hidden. */
import { expect } from 'vitest';
import type { RobotProfile } from '../../robot/profile.ts';
import type { FitResult, ParameterId } from '../fit-types.ts';
import { truthOf } from './hidden-cars.ts';

const fittedOf = ({ parameters }: FitResult, id: ParameterId, sensor?: number) =>
  parameters.find((each) => each.id === id && each.sensor === sensor)?.fitted;

export const found = (result: FitResult, id: ParameterId, sensor?: number): number | undefined => fittedOf(result, id, sensor)?.value;

/** Five in a hundred; of what may be about nothing, so much of what such cars differ by. */
const NEAR_ENOUGH: { readonly [I in ParameterId]?: number } = { speedCurve: 0.03, lineDelayMs: 1.5, deadZonePercent: 0.3 };

export function expectRecovered(result: FitResult, car: RobotProfile): void {
  for (const [id, truth] of Object.entries(truthOf(car)) as [ParameterId, number][]) {
    const value = found(result, id);
    const within = Math.max(0.05 * Math.abs(truth), NEAR_ENOUGH[id] ?? 0);
    expect(Math.abs((value ?? NaN) - truth), `${id}: ${value} for ${truth}`).toBeLessThanOrEqual(within);
  }
}

/** No number is further off than that or than three of its own standard errors. @returns whether all were told */
export function expectNoneWrong(result: FitResult, car: RobotProfile, name: string): boolean {
  const told = (Object.entries(truthOf(car)) as [ParameterId, number][]).map(([id, truth]) => {
    const fitted = fittedOf(result, id);
    if (fitted === undefined) return false;
    const within = Math.max(0.05 * Math.abs(truth), NEAR_ENOUGH[id] ?? 0, 3 * fitted.standardError);
    expect(Math.abs(fitted.value - truth), `${name}, ${id}: ${fitted.value} ± ${fitted.standardError} for ${truth}`).toBeLessThanOrEqual(
      within,
    );
    return true;
  });
  return told.every(Boolean);
}
