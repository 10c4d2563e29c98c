/** Which part lies under a pointer, and which lie in a frame. Layer: tracks. */
import { distanceToSegmentMm } from '../../sim/segment-distance.ts';
import type { Point, Track, TrackArea } from '../../sim/track.ts';
import { distanceMm, pathOf, standingArea, turned } from './geometry.ts';
import { partsOf, pointsOfPart, type PartRef } from './parts.ts';

function distanceToPathMm(points: readonly Point[], { xMm, yMm }: Point): number {
  if (points.length === 1) return distanceMm(points[0]!, { xMm, yMm });
  const toPiece = (from: Point, to: Point) =>
    distanceMm(from, to) === 0 ? distanceMm(from, { xMm, yMm }) : distanceToSegmentMm(from, to, xMm, yMm);
  return Math.min(...points.slice(1).map((to, i) => toPiece(points[i]!, to)));
}

/** Even–odd rule. */
function isInPolygon(points: readonly Point[], { xMm, yMm }: Point): boolean {
  let inside = false;
  for (const [i, a] of points.entries()) {
    const b = points[(i + 1) % points.length]!;
    if (a.yMm > yMm !== b.yMm > yMm && xMm < ((b.xMm - a.xMm) * (yMm - a.yMm)) / (b.yMm - a.yMm) + a.xMm) inside = !inside;
  }
  return inside;
}

export function isInArea(area: TrackArea, at: Point): boolean {
  if (area.shape === 'polygon') return isInPolygon(area.points, at);
  if (area.shape === 'disc') return distanceMm(area.center, at) <= area.radiusMm;
  const { center, widthMm, heightMm, headingDeg } = area;
  const local = turned(at, center, -headingDeg);
  return Math.abs(local.xMm - center.xMm) <= widthMm / 2 && Math.abs(local.yMm - center.yMm) <= heightMm / 2;
}

const START_REACH_MM = 60;

function missMm(track: Track, ref: PartRef, at: Point): number {
  if (ref.kind === 'zone') return isInArea(track.zones[ref.index]!.area, at) ? 0 : Infinity;
  if (ref.kind === 'box' || ref.kind === 'ramp') {
    const body = ref.kind === 'box' ? track.boxes[ref.index]! : track.ramps[ref.index]!;
    return isInArea(standingArea(body), at) ? 0 : Infinity;
  }
  if (ref.kind === 'start') return Math.max(0, distanceMm(track.start, at) - START_REACH_MM);
  const halfWidth = ref.kind === 'line' ? track.lines[ref.index]!.widthMm / 2 : 0;
  return Math.max(0, distanceToPathMm(ref.kind === 'line' ? pathOf(track.lines[ref.index]!) : pointsOfPart(track, ref), at) - halfWidth);
}

/** Small things win over what lies under them: start, gates, walls and boxes over lines, lines over ramps and zones; the later drawn over the earlier. */
const RANK = { start: 0, finish: 1, checkpoint: 2, wall: 3, box: 4, line: 5, ramp: 6, zone: 7 } as const;

export function partAt(track: Track, at: Point, reachMm: number): PartRef | undefined {
  const hits = partsOf(track)
    .map((ref) => ({ ref, mm: missMm(track, ref, at) }))
    .filter(({ mm }) => mm <= reachMm);
  hits.sort((a, b) => RANK[a.ref.kind] - RANK[b.ref.kind] || a.mm - b.mm || b.ref.index - a.ref.index);
  return hits[0]?.ref;
}

/** All that lie in the frame with every point. */
export function partsWithin(track: Track, a: Point, b: Point): readonly PartRef[] {
  const isIn = ({ xMm, yMm }: Point) =>
    xMm >= Math.min(a.xMm, b.xMm) && xMm <= Math.max(a.xMm, b.xMm) && yMm >= Math.min(a.yMm, b.yMm) && yMm <= Math.max(a.yMm, b.yMm);
  return partsOf(track).filter((ref) => pointsOfPart(track, ref).every(isIn));
}
