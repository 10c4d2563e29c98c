/** Headings as people read them. Layer: sim. */
import { RADIANS_PER_DEGREE } from '../base/deterministic-math.ts';

/** −180 < h ≤ 180, never −0. */
export function wrappedDeg(headingRad: number): number {
  const degrees = headingRad / RADIANS_PER_DEGREE;
  const wrapped = degrees - 360 * Math.ceil(degrees / 360 - 0.5);
  return wrapped === 0 ? 0 : wrapped;
}
