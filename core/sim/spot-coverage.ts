/** How much of a round spot lies beyond a straight edge. Layer: sim. */
import { atan2 } from '../base/deterministic-math.ts';

const COVERAGE_STEPS = 512;
const PI = 3.141592653589793;

/** Share of a unit disc at the left of a vertical line at `s`, for s = −1 … 1 in equal steps. Source: area of a circular segment. */
const DISC_SHARE = Float64Array.from({ length: COVERAGE_STEPS + 1 }, (_, i) => {
  const s = (2 * i) / COVERAGE_STEPS - 1;
  const half = Math.sqrt(Math.max(0, 1 - s * s));
  return 0.5 + (s * half + atan2(s, half)) / PI;
});

/** @param s how far the edge lies beyond the spot's centre, in radii: −1 and less gives 0, 1 and more gives 1 */
export function discShare(s: number): number {
  if (s <= -1) return 0;
  if (s >= 1) return 1;
  const at = ((s + 1) / 2) * COVERAGE_STEPS;
  const i = Math.floor(at);
  return DISC_SHARE[i]! + (DISC_SHARE[i + 1]! - DISC_SHARE[i]!) * (at - i);
}
