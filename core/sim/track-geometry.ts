/** What a schema cannot say of a track: lengths that are none, names that are taken, areas that cross themselves. Layer: sim. */
import { fail, type Fault } from '../base/result.ts';
import type { Point, Track, TrackArea, TrackLine, TrackRamp } from './track-schema.ts';

export type GeometryFaultCode =
  | 'track.start-off-floor' // {xMm, yMm}
  | 'track.zero-length' // {path}
  | 'track.bad-arc' // {path}: not clockwise, or more than once around
  | 'track.self-crossing' // {path}
  | 'track.too-many-dashes' // {path, limit}
  | 'track.too-steep' // {path, limitDeg}
  | 'track.same-id'; // {path, id}

type GeometryFault = Fault<GeometryFaultCode>;

/** No kit's wheels climb more. */
const SLOPE_DEG_MAX = 30;
/** Its tangent. */
const SLOPE_MAX = 0.57735;

/** Pieces of one dashed line; more are no line any more. */
const DASHES_MAX = 1000;

const faultOf = (code: GeometryFaultCode, params: Fault['params']): GeometryFault => fail(code, params).fault;
const isSame = (a: Point, b: Point): boolean => a.xMm === b.xMm && a.yMm === b.yMm;
const distance = (a: Point, b: Point): number => Math.sqrt((a.xMm - b.xMm) * (a.xMm - b.xMm) + (a.yMm - b.yMm) * (a.yMm - b.yMm));

/** No line is longer than this; of a curve its control points' way. */
function lengthBound(line: TrackLine): number {
  if (line.shape === 'segment') return distance(line.from, line.to);
  if (line.shape === 'arc') return ((line.toDeg - line.fromDeg) / 180) * 3.2 * line.radiusMm;
  return distance(line.from, line.control1) + distance(line.control1, line.control2) + distance(line.control2, line.to);
}

function* lineFaults(line: TrackLine, path: string): Generator<GeometryFault> {
  if (line.shape === 'arc') {
    const sweep = line.toDeg - line.fromDeg;
    if (!(sweep > 0 && sweep <= 360)) yield faultOf('track.bad-arc', { path });
  } else if (lengthBound(line) === 0) yield faultOf('track.zero-length', { path });
  const { dash } = line;
  if (dash !== undefined && lengthBound(line) / (dash.onMm + dash.offMm) > DASHES_MAX) {
    yield faultOf('track.too-many-dashes', { path: `${path}.dash`, limit: DASHES_MAX });
  }
}

/** Twice the area of the triangle; its sign tells on which side of a → b the point c lies. */
const turn = (a: Point, b: Point, c: Point): number => (b.xMm - a.xMm) * (c.yMm - a.yMm) - (b.yMm - a.yMm) * (c.xMm - a.xMm);

const lies = (a: Point, b: Point, c: Point): boolean =>
  c.xMm >= Math.min(a.xMm, b.xMm) && c.xMm <= Math.max(a.xMm, b.xMm) && c.yMm >= Math.min(a.yMm, b.yMm) && c.yMm <= Math.max(a.yMm, b.yMm);

function meet(a: Point, b: Point, c: Point, d: Point): boolean {
  const [ofC, ofD, ofA, ofB] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
  if (ofC * ofD < 0 && ofA * ofB < 0) return true;
  return (ofC === 0 && lies(a, b, c)) || (ofD === 0 && lies(a, b, d)) || (ofA === 0 && lies(c, d, a)) || (ofB === 0 && lies(c, d, b));
}

/** Does any edge of the outline touch another than its two neighbours? At most 64 points, so each pair is looked at. */
function crossesItself(points: readonly Point[]): boolean {
  const count = points.length;
  for (let i = 0; i < count; i++) {
    const [a, b] = [points[i]!, points[(i + 1) % count]!];
    if (isSame(a, b)) return true;
    for (let j = i + 2; j < count; j++) {
      const isNeighbour = (j + 1) % count === i;
      if (!isNeighbour && meet(a, b, points[j]!, points[(j + 1) % count]!)) return true;
    }
  }
  return false;
}

function* areaFaults(area: TrackArea, path: string): Generator<GeometryFault> {
  if (area.shape === 'polygon' && crossesItself(area.points)) yield faultOf('track.self-crossing', { path });
}

const riseOf = ({ heightMm, lengthMm, topMm }: TrackRamp): number => (topMm < lengthMm ? (2 * heightMm) / (lengthMm - topMm) : Infinity);

function* rampFaults({ ramps }: Track): Generator<GeometryFault> {
  for (const [i, ramp] of ramps.entries())
    if (riseOf(ramp) > SLOPE_MAX) yield faultOf('track.too-steep', { path: `ramps[${i}]`, limitDeg: SLOPE_DEG_MAX });
}

function* idFaults(named: readonly { readonly id: string }[], path: string): Generator<GeometryFault> {
  const seen = new Set<string>();
  for (const [i, { id }] of named.entries()) {
    if (seen.has(id)) yield faultOf('track.same-id', { path: `${path}[${i}].id`, id });
    seen.add(id);
  }
}

function* faultsOf(track: Track): Generator<GeometryFault> {
  for (const [i, line] of track.lines.entries()) yield* lineFaults(line, `lines[${i}]`);
  for (const [i, { area }] of track.zones.entries()) yield* areaFaults(area, `zones[${i}].area`);
  yield* idFaults(track.zones, 'zones');
  for (const [i, wall] of track.walls.entries())
    if (isSame(wall.from, wall.to)) yield faultOf('track.zero-length', { path: `walls[${i}]` });
  yield* rampFaults(track);
  for (const [i, { gate }] of track.checkpoints.entries())
    if (isSame(gate.left, gate.right)) yield faultOf('track.zero-length', { path: `checkpoints[${i}].gate` });
  yield* idFaults(track.checkpoints, 'checkpoints');
  if (track.finish !== null && isSame(track.finish.left, track.finish.right)) yield faultOf('track.zero-length', { path: 'finish' });
  const { start, floor } = track;
  const isOnFloor = start.xMm >= 0 && start.xMm <= floor.widthMm && start.yMm >= 0 && start.yMm <= floor.heightMm;
  if (!isOnFloor) yield faultOf('track.start-off-floor', { xMm: start.xMm, yMm: start.yMm });
}

/** All there are, in the order of the file. */
export const geometryFaults = (track: Track): readonly GeometryFault[] => [...faultsOf(track)];
