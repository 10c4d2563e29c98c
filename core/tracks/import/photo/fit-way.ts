/** A traced way as few straight pieces and bends that follow it. Layer: tracks. */
import type { Point } from '../../../sim/track.ts';
import { bendThrough, distanceMm, normalDeg, rounded, roundedPoint, type ArcShape } from '../../edit/geometry.ts';
import { simplified } from '../simplify.ts';

type FittedPiece = { readonly shape: 'segment'; readonly from: Point; readonly to: Point } | ({ readonly shape: 'arc' } & ArcShape);

/** As far off as the camera and the tape are anyway; of a line's width. */
const TOLERANCE_SHARE = 0.35;
const TOLERANCE_MM_MIN = 5;

function offSegment(a: Point, b: Point, p: Point): number {
  const length = distanceMm(a, b);
  if (length === 0) return distanceMm(a, p);
  const along = Math.max(0, Math.min(1, ((p.xMm - a.xMm) * (b.xMm - a.xMm) + (p.yMm - a.yMm) * (b.yMm - a.yMm)) / (length * length)));
  return distanceMm({ xMm: a.xMm + along * (b.xMm - a.xMm), yMm: a.yMm + along * (b.yMm - a.yMm) }, p);
}

/** The one piece from the first of these points to the last, and how far the others are from it at most. */
function onePiece(points: readonly Point[]): { readonly piece: FittedPiece; readonly missMm: number } {
  const [from, to] = [points[0]!, points.at(-1)!];
  const straightMm = Math.max(...points.map((point) => offSegment(from, to, point)));
  const segment = { piece: { shape: 'segment', from: roundedPoint(from), to: roundedPoint(to) } as const, missMm: straightMm };
  const bend = bendThrough(from, to, points[Math.floor(points.length / 2)]!);
  if (bend.shape === 'straight') return segment;
  const bentMm = Math.max(...points.map((point) => Math.abs(distanceMm(bend.center, point) - bend.radiusMm)));
  // Why a bend must be clearly better: a straight line that trembles is no bend.
  if (bentMm >= 0.6 * straightMm || bend.toDeg - bend.fromDeg > 330) return segment;
  const fromDeg = normalDeg(bend.fromDeg);
  const toDeg = rounded(fromDeg + bend.toDeg - bend.fromDeg);
  return { piece: { shape: 'arc', center: roundedPoint(bend.center), radiusMm: rounded(bend.radiusMm), fromDeg, toDeg }, missMm: bentMm };
}

/** Longest first: as far as one piece follows the way, then on from there. Points are about equally far apart. */
export function fittedPieces(way: readonly Point[], lineMm: number): readonly FittedPiece[] {
  const toleranceMm = Math.max(TOLERANCE_MM_MIN, lineMm * TOLERANCE_SHARE);
  const breaks = breaksOf(way, toleranceMm);
  return breaks.slice(1).map((end, i) => onePiece(way.slice(breaks[i]!, end + 1)).piece);
}

/** Indices where one piece ends and the next begins, both ends of the way included. */
function breaksOf(way: readonly Point[], toleranceMm: number): readonly number[] {
  const last = way.length - 1;
  const corners = simplified(way, toleranceMm / 2).map((point) => way.indexOf(point));
  const breaks = [0];
  while (breaks.at(-1)! < last) {
    const from = breaks.at(-1)!;
    const ends = corners.filter((corner) => corner > from);
    let best = ends[0] ?? last;
    for (const end of ends) {
      if (onePiece(way.slice(from, end + 1)).missMm > toleranceMm) break;
      best = end;
    }
    breaks.push(best);
  }
  return breaks;
}
