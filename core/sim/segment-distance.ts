/** How far a point is from a straight piece. Layer: sim. */
import type { Point } from './track-schema.ts';

/** mm; the two ends differ. */
export function distanceToSegmentMm(from: Point, to: Point, xMm: number, yMm: number): number {
  const dx = to.xMm - from.xMm;
  const dy = to.yMm - from.yMm;
  const along = ((xMm - from.xMm) * dx + (yMm - from.yMm) * dy) / (dx * dx + dy * dy);
  const share = along < 0 ? 0 : along > 1 ? 1 : along;
  const ex = xMm - from.xMm - share * dx;
  const ey = yMm - from.yMm - share * dy;
  return Math.sqrt(ex * ex + ey * ey);
}
