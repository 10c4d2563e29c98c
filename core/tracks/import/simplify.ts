/** Fewer points for the same way. Layer: tracks. Source: Ramer 1972, Douglas & Peucker 1973. */
import type { Point } from '../../sim/track.ts';
import { distanceMm } from '../edit/geometry.ts';

function offChord(a: Point, b: Point, { xMm, yMm }: Point): number {
  const [dx, dy] = [b.xMm - a.xMm, b.yMm - a.yMm];
  const length = dx * dx + dy * dy;
  if (length === 0) return distanceMm(a, { xMm, yMm });
  const share = Math.max(0, Math.min(1, ((xMm - a.xMm) * dx + (yMm - a.yMm) * dy) / length));
  return distanceMm({ xMm: a.xMm + share * dx, yMm: a.yMm + share * dy }, { xMm, yMm });
}

/** Points of the way that are needed so that no other is farther than `toleranceMm` from it; both ends stay. */
export function simplified(points: readonly Point[], toleranceMm: number): readonly Point[] {
  if (points.length < 3) return points;
  const keep = new Uint8Array(points.length);
  keep[0] = keep[points.length - 1] = 1;
  const open: [number, number][] = [[0, points.length - 1]];
  for (let span = open.pop(); span !== undefined; span = open.pop()) {
    const [first, last] = span;
    let [worst, worstMm] = [-1, toleranceMm];
    for (let i = first + 1; i < last; i++) {
      const mm = offChord(points[first]!, points[last]!, points[i]!);
      if (mm > worstMm) [worst, worstMm] = [i, mm];
    }
    if (worst < 0) continue;
    keep[worst] = 1;
    open.push([first, worst], [worst, last]);
  }
  return points.filter((_, i) => keep[i] === 1);
}
