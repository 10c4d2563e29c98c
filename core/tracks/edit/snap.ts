/** Where a pointer means to be: at an end that is near, else on the grid; and in a direction that is easy to lay. Layer: tracks. */
import type { Point, Track } from '../../sim/track.ts';
import { ahead, bearingDeg, distanceMm, endsOf, rounded, type LineEnd } from './geometry.ts';
import { isSamePart, type PartRef } from './parts.ts';

export interface SnapOptions {
  /** 0: no grid. */
  readonly gridMm: number;
  /** So near an end catches the pointer. */
  readonly reachMm: number;
  /** Parts whose ends do not catch: those that are being dragged. */
  readonly except?: readonly PartRef[];
}

export interface Snapped {
  readonly at: Point;
  /** The end of a line that caught it. */
  readonly end?: LineEnd;
}

function* endsNear(track: Track, except: readonly PartRef[]): Generator<LineEnd> {
  for (const [index, line] of track.lines.entries()) {
    const ends = except.some((ref) => isSamePart(ref, { kind: 'line', index })) ? undefined : endsOf(line);
    if (ends !== undefined) yield* [ends.from, ends.to];
  }
}

const nearest = <T>(all: Iterable<T>, distance: (each: T) => number, reachMm: number): T | undefined => {
  let best: T | undefined;
  let bestMm = reachMm;
  for (const each of all) {
    const mm = distance(each);
    if (mm > bestMm) continue;
    best = each;
    bestMm = mm;
  }
  return best;
};

export const toGrid = ({ xMm, yMm }: Point, gridMm: number): Point =>
  gridMm > 0
    ? { xMm: rounded(Math.round(xMm / gridMm) * gridMm), yMm: rounded(Math.round(yMm / gridMm) * gridMm) }
    : { xMm: rounded(xMm), yMm: rounded(yMm) };

/** An end of a line, else a wall's end, else the grid. */
export function snap(track: Track, pointer: Point, { gridMm, reachMm, except = [] }: SnapOptions): Snapped {
  const end = nearest(endsNear(track, except), ({ at }) => distanceMm(at, pointer), reachMm);
  if (end !== undefined) return { at: end.at, end };
  const posts = track.walls.flatMap(({ from, to }, index) =>
    except.some((ref) => isSamePart(ref, { kind: 'wall', index })) ? [] : [from, to],
  );
  const post = nearest(posts, (at) => distanceMm(at, pointer), reachMm);
  return { at: post ?? toGrid(pointer, gridMm) };
}

/** The nearest place in a direction that is a multiple of `stepDeg`; the length on the grid. */
export function snapDirection(from: Point, pointer: Point, stepDeg: number, gridMm: number): Point {
  const mm = distanceMm(from, pointer);
  const length = gridMm > 0 ? Math.round(mm / gridMm) * gridMm : mm;
  const to = ahead(from, Math.round(bearingDeg(from, pointer) / stepDeg) * stepDeg, length);
  return { xMm: rounded(to.xMm), yMm: rounded(to.yMm) };
}
