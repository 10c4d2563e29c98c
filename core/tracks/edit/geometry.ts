/**
 * Points, arcs and curves as somebody who draws needs them. Layer: tracks. Floor frame: mm, y up; bearings in degrees, 0 = up, clockwise.
 */
import { atan2, cos, RADIANS_PER_DEGREE, sin } from '../../base/deterministic-math.ts';
import type { Point, TrackArea, TrackBox, TrackLine, TrackRamp } from '../../sim/track.ts';

export type ArcLine = Extract<TrackLine, { shape: 'arc' }>;
export type CurveLine = Extract<TrackLine, { shape: 'curve' }>;
export type ArcShape = Pick<ArcLine, 'center' | 'radiusMm' | 'fromDeg' | 'toDeg'>;

/** Two ends that are nearer than this are one place. */
const SAME_PLACE_MM = 0.5;
/** What is written of a coordinate: a hundredth of a millimetre is finer than any tape; never −0. */
const STEPS_PER_MM = 100;

export const rounded = (value: number): number => Math.round(value * STEPS_PER_MM) / STEPS_PER_MM + 0;
export const roundedPoint = ({ xMm, yMm }: Point): Point => ({ xMm: rounded(xMm), yMm: rounded(yMm) });

export const plus = (point: Point, dxMm: number, dyMm: number): Point => ({ xMm: point.xMm + dxMm, yMm: point.yMm + dyMm });
export const distanceMm = (a: Point, b: Point): number => Math.sqrt((b.xMm - a.xMm) ** 2 + (b.yMm - a.yMm) ** 2);
export const isSamePlace = (a: Point, b: Point): boolean => distanceMm(a, b) < SAME_PLACE_MM;
export const middleOf = (a: Point, b: Point): Point => ({ xMm: (a.xMm + b.xMm) / 2, yMm: (a.yMm + b.yMm) / 2 });

/** 0 … 360. */
export function bearingDeg(from: Point, to: Point): number {
  const deg = atan2(to.xMm - from.xMm, to.yMm - from.yMm) / RADIANS_PER_DEGREE;
  return deg < 0 ? deg + 360 : deg;
}

export function ahead(from: Point, deg: number, mm: number): Point {
  return { xMm: from.xMm + mm * sin(deg * RADIANS_PER_DEGREE), yMm: from.yMm + mm * cos(deg * RADIANS_PER_DEGREE) };
}

/** Clockwise about a centre. */
export function turned(point: Point, center: Point, deg: number): Point {
  const [s, c] = [sin(deg * RADIANS_PER_DEGREE), cos(deg * RADIANS_PER_DEGREE)];
  const [dx, dy] = [point.xMm - center.xMm, point.yMm - center.yMm];
  return { xMm: center.xMm + dx * c + dy * s, yMm: center.yMm - dx * s + dy * c };
}

/** Within 0 … 360, so that a part that is turned often stays readable. */
export const normalDeg = (deg: number): number => rounded(((deg % 360) + 360) % 360);

/** From −180 to 180: how far `b` lies clockwise of `a`. */
export function turnBetween(a: number, b: number): number {
  const turn = (((b - a) % 360) + 360) % 360;
  return turn > 180 ? turn - 360 : turn;
}

export const pointOnArc = ({ center, radiusMm }: Pick<ArcShape, 'center' | 'radiusMm'>, deg: number): Point => ahead(center, deg, radiusMm);

/** The arc that goes clockwise from `from` to `to` and turns by `sweepDeg` (0 … 360, both excluded). */
export function arcOverChord(from: Point, to: Point, sweepDeg: number): ArcShape {
  const half = (sweepDeg / 2) * RADIANS_PER_DEGREE;
  const radiusMm = distanceMm(from, to) / (2 * sin(half));
  // The centre of a clockwise turn lies to the right of the way.
  const center = ahead(middleOf(from, to), bearingDeg(from, to) + 90, radiusMm * cos(half));
  const fromDeg = bearingDeg(center, from);
  return { center, radiusMm, fromDeg, toDeg: fromDeg + sweepDeg };
}

/** Flatter than this it is a straight line. */
const FLAT_DEG = 2;
const RADIUS_MM_MAX = 20_000;

export type Bend = { readonly shape: 'straight' } | ({ readonly shape: 'arc' } & ArcShape);
const STRAIGHT: Bend = { shape: 'straight' };

function bendOf(from: Point, to: Point, signedSweepDeg: number): Bend {
  const sweep = Math.abs(signedSweepDeg);
  if (sweep < FLAT_DEG || sweep > 358 || isSamePlace(from, to)) return STRAIGHT;
  const arc = signedSweepDeg > 0 ? arcOverChord(from, to, sweep) : arcOverChord(to, from, sweep);
  return arc.radiusMm > RADIUS_MM_MAX ? STRAIGHT : { shape: 'arc', ...arc };
}

/** From end to end, bulging as far as the pointer is from the straight way between them. */
export function bendThrough(from: Point, to: Point, pointer: Point): Bend {
  const chord = distanceMm(from, to);
  if (chord < SAME_PLACE_MM) return STRAIGHT;
  // Greater than 0 on the left of the way: a clockwise turn bulges to the left.
  const left = ((to.xMm - from.xMm) * (pointer.yMm - from.yMm) - (to.yMm - from.yMm) * (pointer.xMm - from.xMm)) / chord;
  return bendOf(from, to, (4 * atan2(left, chord / 2)) / RADIANS_PER_DEGREE);
}

/** Leaves `from` in the direction given and reaches `to`. */
export function bendFrom(from: Point, directionDeg: number, to: Point): Bend {
  return bendOf(from, to, 2 * turnBetween(directionDeg, bearingDeg(from, to)));
}

const mix = (a: Point, b: Point, share: number): Point => ({
  xMm: a.xMm + (b.xMm - a.xMm) * share,
  yMm: a.yMm + (b.yMm - a.yMm) * share,
});

export function pointOnCurve({ from, control1, control2, to }: Pick<CurveLine, 'from' | 'control1' | 'control2' | 'to'>, t: number): Point {
  const [a, b, c] = [mix(from, control1, t), mix(control1, control2, t), mix(control2, to, t)];
  return mix(mix(a, b, t), mix(b, c, t), t);
}

const CURVE_STEPS = 64;
const ARC_STEP_DEG = 4;

/** Points along a line, both ends included, close enough to measure and to touch. */
export function pathOf(line: TrackLine): readonly Point[] {
  if (line.shape === 'segment') return [line.from, line.to];
  if (line.shape === 'curve') return Array.from({ length: CURVE_STEPS + 1 }, (_, i) => pointOnCurve(line, i / CURVE_STEPS));
  const steps = Math.max(2, Math.ceil((line.toDeg - line.fromDeg) / ARC_STEP_DEG));
  return Array.from({ length: steps + 1 }, (_, i) => pointOnArc(line, line.fromDeg + ((line.toDeg - line.fromDeg) * i) / steps));
}

export function lengthMm(line: TrackLine): number {
  if (line.shape === 'arc') return (line.toDeg - line.fromDeg) * RADIANS_PER_DEGREE * line.radiusMm;
  const points = pathOf(line);
  return points.slice(1).reduce((sum, point, i) => sum + distanceMm(points[i]!, point), 0);
}

export type RectangleArea = Extract<TrackArea, { shape: 'rectangle' }>;

const CORNERS = [
  [-1, -1],
  [1, -1],
  [1, 1],
  [-1, 1],
] as const;

/** Around its edge, from the one behind on the left. */
export function cornersOf({ center, widthMm, heightMm, headingDeg }: RectangleArea): readonly Point[] {
  return CORNERS.map(([x, y]) => turned(plus(center, (x * widthMm) / 2, (y * heightMm) / 2), center, headingDeg));
}

/** The floor under a box or a ramp. */
export const standingArea = ({ center, widthMm, lengthMm: along, headingDeg }: TrackBox | TrackRamp): RectangleArea => ({
  ...{ shape: 'rectangle', center, widthMm, heightMm: along, headingDeg },
});

/** The same box or ramp over another piece of floor. */
export const standingOn = <T extends TrackBox | TrackRamp>(body: T, { center, widthMm, heightMm, headingDeg }: RectangleArea): T => ({
  ...body,
  ...{ center, widthMm, lengthMm: heightMm, headingDeg },
});

export type EndName = 'from' | 'to';

export interface LineEnd {
  readonly at: Point;
  /** Which way a line would go on from here. */
  readonly outwardDeg: number;
}

/** None where it is a whole circle. */
export function endsOf(line: TrackLine): Readonly<Record<EndName, LineEnd>> | undefined {
  if (line.shape === 'segment') {
    const deg = bearingDeg(line.from, line.to);
    return { from: { at: line.from, outwardDeg: (deg + 180) % 360 }, to: { at: line.to, outwardDeg: deg } };
  }
  if (line.shape === 'curve') {
    const { from, control1, control2, to } = line;
    const inner = (end: Point, near: Point, far: Point) => bearingDeg(isSamePlace(end, near) ? far : near, end);
    return { from: { at: from, outwardDeg: inner(from, control1, control2) }, to: { at: to, outwardDeg: inner(to, control2, control1) } };
  }
  if (line.toDeg - line.fromDeg >= 360) return undefined;
  return {
    from: { at: pointOnArc(line, line.fromDeg), outwardDeg: (line.fromDeg + 270) % 360 },
    to: { at: pointOnArc(line, line.toDeg), outwardDeg: (line.toDeg + 90) % 360 },
  };
}
