/**
 * The geometry of lines on the floor: how far a point is from them. Layer: sim. Floor frame, mm.
 * Nothing here needs an angle of the point, so a distance is a few multiplications and one square root.
 */
import { cos, RADIANS_PER_DEGREE, sin } from '../base/deterministic-math.ts';
import type { Point, Track, TrackLine } from './track-schema.ts';

export interface Stroke {
  readonly halfWidthMm: number;
  readonly color: string;
  /**
   * From the centre line. At a round end the distance to the end; at a square one, where the line stops before the point's circle of half
   * the width is full, so much more that `halfWidthMm` is the end's edge.
   */
  distanceMm(xMm: number, yMm: number): number;
}

interface Ends {
  readonly squareStart: boolean;
  readonly squareEnd: boolean;
}

const ROUND: Ends = { squareStart: false, squareEnd: false };
const SQUARE: Ends = { squareStart: true, squareEnd: true };

/** Beyond a square end by `beyond`, and `across` off the centre line. */
function pastSquareEnd(halfWidth: number, across: number, beyond: number): number {
  const aside = across > halfWidth ? across - halfWidth : 0;
  return halfWidth + Math.sqrt(aside * aside + beyond * beyond);
}

class SegmentStroke implements Stroke {
  readonly halfWidthMm: number;
  readonly color: string;
  readonly #x: number;
  readonly #y: number;
  readonly #dx: number;
  readonly #dy: number;
  readonly #perLengthSquared: number;
  readonly #length: number;
  readonly #ends: Ends;

  constructor(line: Pick<TrackLine, 'widthMm' | 'color'>, from: Point, to: Point, ends: Ends) {
    this.halfWidthMm = line.widthMm / 2;
    this.color = line.color;
    this.#x = from.xMm;
    this.#y = from.yMm;
    this.#dx = to.xMm - from.xMm;
    this.#dy = to.yMm - from.yMm;
    this.#perLengthSquared = 1 / (this.#dx * this.#dx + this.#dy * this.#dy);
    this.#length = Math.sqrt(this.#dx * this.#dx + this.#dy * this.#dy);
    this.#ends = ends;
  }

  distanceMm(xMm: number, yMm: number): number {
    const px = xMm - this.#x;
    const py = yMm - this.#y;
    const along = (px * this.#dx + py * this.#dy) * this.#perLengthSquared;
    const share = along < 0 ? 0 : along > 1 ? 1 : along;
    const ex = px - share * this.#dx;
    const ey = py - share * this.#dy;
    const distance = Math.sqrt(ex * ex + ey * ey);
    return this.#ends === ROUND ? distance : this.#squared(along, distance, px, py);
  }

  #squared(along: number, distance: number, px: number, py: number): number {
    const { squareStart, squareEnd } = this.#ends;
    const half = this.halfWidthMm;
    const across = Math.abs(px * this.#dy - py * this.#dx) / this.#length;
    if (along < 0) return squareStart ? pastSquareEnd(half, across, -along * this.#length) : distance;
    if (along > 1) return squareEnd ? pastSquareEnd(half, across, (along - 1) * this.#length) : distance;
    const fromStart = squareStart ? half - along * this.#length : 0;
    const fromEnd = squareEnd ? half - (1 - along) * this.#length : 0;
    return Math.max(distance, fromStart, fromEnd);
  }
}

/** Greater than 0 where bearing b lies clockwise of bearing a by less than 180°; with unit vectors, how far b's point is from a's ray. */
const clockwise = (ax: number, ay: number, bx: number, by: number): number => ay * bx - ax * by;

interface ArcGeometry {
  readonly center: Point;
  readonly radiusMm: number;
  readonly fromDeg: number;
  readonly toDeg: number;
}

class ArcStroke implements Stroke {
  readonly halfWidthMm: number;
  readonly color: string;
  readonly #x: number;
  readonly #y: number;
  readonly #radius: number;
  readonly #sweepDeg: number;
  readonly #fromX: number;
  readonly #fromY: number;
  readonly #toX: number;
  readonly #toY: number;
  readonly #isSquare: boolean;

  constructor(line: Pick<TrackLine, 'widthMm' | 'color'>, { center, radiusMm, fromDeg, toDeg }: ArcGeometry, ends: Ends) {
    this.halfWidthMm = line.widthMm / 2;
    this.color = line.color;
    this.#x = center.xMm;
    this.#y = center.yMm;
    this.#radius = radiusMm;
    this.#sweepDeg = toDeg - fromDeg;
    this.#fromX = sin(fromDeg * RADIANS_PER_DEGREE);
    this.#fromY = cos(fromDeg * RADIANS_PER_DEGREE);
    this.#toX = sin(toDeg * RADIANS_PER_DEGREE);
    this.#toY = cos(toDeg * RADIANS_PER_DEGREE);
    this.#isSquare = ends === SQUARE && this.#sweepDeg < 360;
  }

  #inSweep(px: number, py: number): boolean {
    if (this.#sweepDeg >= 360) return true;
    const afterFrom = clockwise(this.#fromX, this.#fromY, px, py) >= 0;
    const beforeTo = clockwise(px, py, this.#toX, this.#toY) >= 0;
    return this.#sweepDeg <= 180 ? afterFrom && beforeTo : afterFrom || beforeTo;
  }

  distanceMm(xMm: number, yMm: number): number {
    const px = xMm - this.#x;
    const py = yMm - this.#y;
    if (this.#inSweep(px, py)) {
      const distance = Math.abs(Math.sqrt(px * px + py * py) - this.#radius);
      return this.#isSquare ? this.#withinSquare(distance, px, py) : distance;
    }
    if (this.#isSquare) return this.#beyondSquare(px, py);
    const fx = px - this.#radius * this.#fromX;
    const fy = py - this.#radius * this.#fromY;
    const tx = px - this.#radius * this.#toX;
    const ty = py - this.#radius * this.#toY;
    return Math.sqrt(Math.min(fx * fx + fy * fy, tx * tx + ty * ty));
  }

  #withinSquare(distance: number, px: number, py: number): number {
    const half = this.halfWidthMm;
    // Why the dot product: half a turn further the ray's line is near again, but not its end.
    const fromStart = px * this.#fromX + py * this.#fromY > 0 ? half - clockwise(this.#fromX, this.#fromY, px, py) : 0;
    const fromEnd = px * this.#toX + py * this.#toY > 0 ? half - clockwise(px, py, this.#toX, this.#toY) : 0;
    return Math.max(distance, fromStart, fromEnd);
  }

  #beyondSquare(px: number, py: number): number {
    const past = (ux: number, uy: number): number =>
      pastSquareEnd(this.halfWidthMm, Math.abs(px * ux + py * uy - this.#radius), Math.abs(clockwise(ux, uy, px, py)));
    return Math.min(past(this.#fromX, this.#fromY), past(this.#toX, this.#toY));
  }
}

/** A chord of a curve is so long at most. */
const CHORD_MM = 10;
const CHORDS_MAX = 400;

const mix = (a: Point, b: Point, share: number): Point => ({
  xMm: a.xMm + (b.xMm - a.xMm) * share,
  yMm: a.yMm + (b.yMm - a.yMm) * share,
});

const lengthOf = (a: Point, b: Point): number => Math.sqrt((b.xMm - a.xMm) * (b.xMm - a.xMm) + (b.yMm - a.yMm) * (b.yMm - a.yMm));

/** Points on a cubic Bézier curve, both ends included. Source: de Casteljau's construction. */
function curvePoints({ from, control1, control2, to }: Extract<TrackLine, { shape: 'curve' }>): readonly Point[] {
  const bound = lengthOf(from, control1) + lengthOf(control1, control2) + lengthOf(control2, to);
  const count = Math.min(CHORDS_MAX, Math.max(8, Math.ceil(bound / CHORD_MM)));
  const points = Array.from({ length: count + 1 }, (_, i) => {
    const t = i / count;
    const [a, b, c] = [mix(from, control1, t), mix(control1, control2, t), mix(control2, to, t)];
    return mix(mix(a, b, t), mix(b, c, t), t);
  });
  return points.filter((point, i) => i === 0 || lengthOf(points[i - 1]!, point) > 0);
}

/** Where each dash begins and ends on a line of this length. */
function dashesOf({ onMm, offMm }: NonNullable<TrackLine['dash']>, lengthMm: number): readonly (readonly [number, number])[] {
  const dashes: (readonly [number, number])[] = [];
  for (let i = 0; i * (onMm + offMm) < lengthMm; i++) {
    const start = i * (onMm + offMm);
    dashes.push([start, Math.min(lengthMm, start + onMm)]);
  }
  return dashes.filter(([start, end]) => end > start);
}

/** The part of a chain of points between two lengths along it, without what has no length. */
function partOfChain(points: readonly Point[], start: number, end: number): readonly Point[] {
  const part: Point[] = [];
  let at = 0;
  for (let i = 1; i < points.length && at < end; i++) {
    const [a, b] = [points[i - 1]!, points[i]!];
    const length = lengthOf(a, b);
    if (at + length > start) {
      if (part.length === 0) part.push(mix(a, b, Math.max(0, (start - at) / length)));
      part.push(mix(a, b, Math.min(1, (end - at) / length)));
    }
    at += length;
  }
  return part.filter((point, i) => i === 0 || lengthOf(part[i - 1]!, point) > 0);
}

function chainStrokes(line: TrackLine, points: readonly Point[], isSquare: boolean): Stroke[] {
  const last = points.length - 1;
  return points.slice(1).map((to, i) => {
    const ends = { squareStart: isSquare && i === 0, squareEnd: isSquare && i === last - 1 };
    return new SegmentStroke(line, points[i]!, to, ends.squareStart || ends.squareEnd ? ends : ROUND);
  });
}

function arcStrokes(line: Extract<TrackLine, { shape: 'arc' }>): Stroke[] {
  if (line.dash === undefined) return [new ArcStroke(line, line, ROUND)];
  const mmPerDeg = line.radiusMm * RADIANS_PER_DEGREE;
  return dashesOf(line.dash, (line.toDeg - line.fromDeg) * mmPerDeg).map(
    ([start, end]) =>
      new ArcStroke(line, { ...line, fromDeg: line.fromDeg + start / mmPerDeg, toDeg: line.fromDeg + end / mmPerDeg }, SQUARE),
  );
}

function strokesOfLine(line: TrackLine): Stroke[] {
  if (line.shape === 'arc') return arcStrokes(line);
  const points = line.shape === 'segment' ? [line.from, line.to] : curvePoints(line);
  if (line.dash === undefined) return chainStrokes(line, points, false);
  const lengthMm = points.slice(1).reduce((sum, point, i) => sum + lengthOf(points[i]!, point), 0);
  return dashesOf(line.dash, lengthMm).flatMap(([start, end]) => chainStrokes(line, partOfChain(points, start, end), true));
}

export function strokesOf(track: Track): readonly Stroke[] {
  return track.lines.flatMap(strokesOfLine);
}

/** To the nearest edge of a line, 0 on it; Infinity on a floor without lines. */
export function distanceToLinesMm(strokes: readonly Stroke[], xMm: number, yMm: number): number {
  let nearest = Infinity;
  for (const stroke of strokes) {
    const distance = stroke.distanceMm(xMm, yMm) - stroke.halfWidthMm;
    if (distance < nearest) nearest = distance;
  }
  return nearest < 0 ? 0 : nearest;
}
