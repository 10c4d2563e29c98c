/** A start and a finish for lines that have none: on the longest way through them. Layer: tracks. */
import type { Point, Track, TrackLine } from '../../sim/track.ts';
import {
  ahead,
  bearingDeg,
  distanceMm,
  endsOf,
  isSamePlace,
  lengthMm,
  normalDeg,
  pathOf,
  roundedPoint,
  turnBetween,
} from '../edit/geometry.ts';

/** Lines from whose ends a way is tried. */
const BEGINNINGS_MAX = 60;
const GATE_MM = 240;
/** Of an open course: so far from its ends. */
const FROM_END_MM = 80;

interface Way {
  readonly points: readonly Point[];
  readonly isLoop: boolean;
  readonly lengthMm: number;
}

interface Step {
  readonly index: number;
  readonly points: readonly Point[];
}

const forward = (line: TrackLine, isReversed: boolean): readonly Point[] => (isReversed ? [...pathOf(line)].reverse() : pathOf(line));
const headingAtEnd = (points: readonly Point[]): number => bearingDeg(points.at(-2)!, points.at(-1)!);

/** Where the way goes straightest on. */
function nextStep(lines: readonly TrackLine[], used: ReadonlySet<number>, points: readonly Point[]): Step | undefined {
  const [at, heading] = [points.at(-1)!, headingAtEnd(points)];
  let best: { readonly step: Step; readonly turn: number } | undefined;
  for (const [index, line] of lines.entries()) {
    const ends = used.has(index) ? undefined : endsOf(line);
    if (ends === undefined) continue;
    for (const isReversed of [false, true]) {
      if (!isSamePlace(isReversed ? ends.to.at : ends.from.at, at)) continue;
      const onward = forward(line, isReversed);
      const turn = Math.abs(turnBetween(heading, bearingDeg(onward[0]!, onward[1]!)));
      if (best === undefined || turn < best.turn) best = { step: { index, points: onward }, turn };
    }
  }
  return best?.step;
}

function wayFrom(lines: readonly TrackLine[], index: number, isReversed: boolean): Way {
  const used = new Set([index]);
  const points = [...forward(lines[index]!, isReversed)];
  let length = lengthMm(lines[index]!);
  for (let step = nextStep(lines, used, points); step !== undefined; step = nextStep(lines, used, points)) {
    used.add(step.index);
    points.push(...step.points.slice(1));
    length += lengthMm(lines[step.index]!);
  }
  return { points, isLoop: isSamePlace(points[0]!, points.at(-1)!), lengthMm: length };
}

function isLooseEnd(lines: readonly TrackLine[], at: Point, own: number): boolean {
  return !lines.some((line, i) => {
    const ends = i === own ? undefined : endsOf(line);
    return ends !== undefined && (isSamePlace(ends.from.at, at) || isSamePlace(ends.to.at, at));
  });
}

function longestWay(lines: readonly TrackLine[]): Way | undefined {
  const byLength = lines.map((line, index) => ({ index, mm: lengthMm(line) })).sort((a, b) => b.mm - a.mm);
  const loose = lines.flatMap((line, index) => {
    const ends = endsOf(line);
    if (ends === undefined) return [];
    const from = isLooseEnd(lines, ends.from.at, index) ? [{ index, isReversed: false }] : [];
    return [...from, ...(isLooseEnd(lines, ends.to.at, index) ? [{ index, isReversed: true }] : [])];
  });
  const beginnings = [...loose, ...byLength.map(({ index }) => ({ index, isReversed: false }))].slice(0, BEGINNINGS_MAX);
  const ways = beginnings.map(({ index, isReversed }) => wayFrom(lines, index, isReversed));
  return ways.reduce<Way | undefined>((best, way) => (best === undefined || way.lengthMm > best.lengthMm ? way : best), undefined);
}

interface Place {
  readonly at: Point;
  readonly headingDeg: number;
}

/** So far along the way. */
function placeAlong(points: readonly Point[], mm: number): Place {
  let left = mm;
  for (const [i, to] of points.slice(1).entries()) {
    const from = points[i]!;
    const length = distanceMm(from, to);
    if (left <= length || i === points.length - 2) {
      const headingDeg = bearingDeg(from, to);
      return { at: ahead(from, headingDeg, Math.min(left, length)), headingDeg };
    }
    left -= length;
  }
  return { at: points[0]!, headingDeg: 0 };
}

/** Of a loop: the middle of its longest straight piece, as length along it. */
function straightestMm(points: readonly Point[]): number {
  let [along, best, bestMm] = [0, 0, 0];
  for (const [i, to] of points.slice(1).entries()) {
    const length = distanceMm(points[i]!, to);
    if (length > bestMm) [best, bestMm] = [along + length / 2, length];
    along += length;
  }
  return best;
}

const gateAt = ({ at, headingDeg }: Place): NonNullable<Track['finish']> => ({
  left: roundedPoint(ahead(at, headingDeg - 90, GATE_MM / 2)),
  right: roundedPoint(ahead(at, headingDeg + 90, GATE_MM / 2)),
});

/** The same track with a start and a finish on its longest way; as it is where it has no lines. */
export function withCourse(track: Track): Track {
  const way = longestWay(track.lines);
  if (way === undefined) return track;
  const { points, isLoop, lengthMm: length } = way;
  const inset = Math.min(FROM_END_MM, length / 4);
  const middle = straightestMm(points);
  const start = placeAlong(points, isLoop ? Math.max(0, middle - FROM_END_MM) : inset);
  const finish = placeAlong(points, isLoop ? Math.min(length, middle + FROM_END_MM) : length - inset);
  return {
    ...track,
    ...{ course: isLoop ? 'loop' : 'open', finish: gateAt(finish) },
    start: { ...roundedPoint(start.at), headingDeg: normalDeg(start.headingDeg) },
  };
}
