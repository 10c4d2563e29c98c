/** The points of a part that can be dragged, and what dragging one does. Layer: tracks. Ends of lines and of walls that lie together go together. */
import type { Point, Track, TrackArea, TrackBox, TrackLine, TrackRamp } from '../../sim/track.ts';
import {
  ahead,
  arcOverChord,
  bearingDeg,
  bendThrough,
  cornersOf,
  distanceMm,
  endsOf,
  isSamePlace,
  middleOf,
  normalDeg,
  plus,
  pointOnArc,
  pointOnCurve,
  rounded,
  roundedPoint,
  standingArea,
  standingOn,
  turned,
  type ArcShape,
  type EndName,
  type RectangleArea,
} from './geometry.ts';
import type { PartRef } from './parts.ts';

export interface Handle {
  readonly id: string;
  readonly at: Point;
  /** `end` joins others · `bend` curves a line · `control` pulls at a curve · `corner` sets a size · `turn` a direction · `move` all of it. */
  readonly role: 'end' | 'bend' | 'control' | 'corner' | 'turn' | 'move';
}

const START_REACH_MM = 140;
const TURN_REACH_MM = 60;
const SIDE_MM_MIN = 10;

function lineHandles(line: TrackLine): readonly Handle[] {
  const ends = endsOf(line);
  if (line.shape === 'arc' && ends === undefined) {
    const size: Handle = { id: 'size', at: pointOnArc(line, 90), role: 'corner' };
    return [{ id: 'move', at: line.center, role: 'move' }, size];
  }
  const both: readonly Handle[] = [
    { id: 'from', at: ends!.from.at, role: 'end' },
    { id: 'to', at: ends!.to.at, role: 'end' },
  ];
  if (line.shape === 'curve') {
    const pulled: readonly Handle[] = [
      { id: 'control1', at: line.control1, role: 'control' },
      { id: 'control2', at: line.control2, role: 'control' },
    ];
    return [...both, ...pulled, { id: 'move', at: pointOnCurve(line, 0.5), role: 'move' }];
  }
  const at = line.shape === 'arc' ? pointOnArc(line, (line.fromDeg + line.toDeg) / 2) : middleOf(line.from, line.to);
  return [...both, { id: 'bend', at, role: 'bend' }];
}

function areaHandles(area: TrackArea): readonly Handle[] {
  if (area.shape === 'polygon') return area.points.map((at, i) => ({ id: `point-${i}`, at, role: 'corner' }));
  if (area.shape === 'disc') return [{ id: 'size', at: ahead(area.center, 90, area.radiusMm), role: 'corner' }];
  const { center, heightMm, headingDeg } = area;
  const corners = cornersOf(area).map((at, i): Handle => ({ id: `corner-${i}`, at, role: 'corner' }));
  return [...corners, { id: 'turn', at: ahead(center, headingDeg, heightMm / 2 + TURN_REACH_MM), role: 'turn' }];
}

const pair = (a: readonly [string, Point], b: readonly [string, Point]): readonly Handle[] =>
  [a, b].map(([id, at]) => ({ id, at, role: 'end' }));

export function handlesOf(track: Track, { kind, index }: PartRef): readonly Handle[] {
  if (kind === 'line') return lineHandles(track.lines[index]!);
  if (kind === 'zone') return areaHandles(track.zones[index]!.area);
  if (kind === 'box' || kind === 'ramp') return areaHandles(standingArea(kind === 'box' ? track.boxes[index]! : track.ramps[index]!));
  if (kind === 'start') return [{ id: 'turn', at: ahead(track.start, track.start.headingDeg, START_REACH_MM), role: 'turn' }];
  if (kind === 'wall') {
    const { from, to } = track.walls[index]!;
    return pair(['from', from], ['to', to]);
  }
  const gate = kind === 'finish' ? track.finish! : track.checkpoints[index]!.gate;
  return pair(['left', gate.left], ['right', gate.right]);
}

const roundedArc = ({ center, radiusMm, fromDeg, toDeg }: ArcShape): ArcShape => {
  const from = normalDeg(fromDeg);
  return { center: roundedPoint(center), radiusMm: Math.max(1, rounded(radiusMm)), fromDeg: from, toDeg: rounded(from + toDeg - fromDeg) };
};

const drawnOf = ({ widthMm, color, dash }: TrackLine) => ({ widthMm, color, ...(dash === undefined ? {} : { dash }) });

/** The end goes there; a bend keeps its turn, a curve its look at that end. */
function withEnd(line: TrackLine, end: EndName, to: Point): TrackLine {
  const ends = endsOf(line);
  if (ends === undefined) return line;
  if (line.shape === 'segment') return { ...line, [end]: roundedPoint(to) };
  if (line.shape === 'arc') {
    const [a, b] = end === 'from' ? [to, ends.to.at] : [ends.from.at, to];
    return isSamePlace(a, b) ? line : { ...line, ...roundedArc(arcOverChord(a, b, line.toDeg - line.fromDeg)) };
  }
  const control = end === 'from' ? 'control1' : 'control2';
  const moved = plus(line[control], to.xMm - line[end].xMm, to.yMm - line[end].yMm);
  return { ...line, [end]: roundedPoint(to), [control]: roundedPoint(moved) };
}

/** A straight line or a bend between the same ends, as far off the straight way as the pointer. */
function bentLine(line: TrackLine, pointer: Point): TrackLine {
  const ends = endsOf(line);
  if (ends === undefined) return line;
  const bend = bendThrough(ends.from.at, ends.to.at, pointer);
  if (bend.shape === 'arc') return { ...drawnOf(line), shape: 'arc', ...roundedArc(bend) };
  return { ...drawnOf(line), shape: 'segment', from: roundedPoint(ends.from.at), to: roundedPoint(ends.to.at) };
}

function dragLineEnd(track: Track, index: number, end: EndName, to: Point): Track {
  const at = endsOf(track.lines[index]!)?.[end].at;
  if (at === undefined) return track;
  const lines = track.lines.map((line, i) => {
    const ends = i === index ? undefined : endsOf(line);
    if (i === index) return withEnd(line, end, to);
    if (ends === undefined) return line;
    if (isSamePlace(ends.from.at, at)) return withEnd(line, 'from', to);
    return isSamePlace(ends.to.at, at) ? withEnd(line, 'to', to) : line;
  });
  return { ...track, lines };
}

function dragLine(track: Track, index: number, id: string, to: Point): Track {
  const line = track.lines[index]!;
  if (id === 'from' || id === 'to') return dragLineEnd(track, index, id, to);
  const replaced = (next: TrackLine): Track => ({ ...track, lines: track.lines.map((each, i) => (i === index ? next : each)) });
  if (id === 'bend') return replaced(bentLine(line, to));
  if (line.shape === 'arc') {
    return replaced(
      id === 'move'
        ? { ...line, center: roundedPoint(to) }
        : { ...line, radiusMm: Math.max(SIDE_MM_MIN, rounded(distanceMm(line.center, to))) },
    );
  }
  if (line.shape !== 'curve') return track;
  if (id === 'control1' || id === 'control2') return replaced({ ...line, [id]: roundedPoint(to) });
  const middle = pointOnCurve(line, 0.5);
  const shift = (point: Point) => roundedPoint(plus(point, to.xMm - middle.xMm, to.yMm - middle.yMm));
  return replaced({ ...line, from: shift(line.from), to: shift(line.to), control1: shift(line.control1), control2: shift(line.control2) });
}

function dragWallEnd(track: Track, index: number, end: EndName, to: Point): Track {
  const at = track.walls[index]![end];
  const next = (point: Point): Point => (isSamePlace(point, at) ? roundedPoint(to) : point);
  return { ...track, walls: track.walls.map(({ from, to: far }) => ({ from: next(from), to: next(far) })) };
}

/** The corner across stays where it is. */
function resized(area: RectangleArea, corner: number, to: Point): RectangleArea {
  const { center, headingDeg } = area;
  const across = turned(cornersOf(area)[(corner + 2) % 4]!, center, -headingDeg);
  const [x, y] = [Math.sign(across.xMm - center.xMm), Math.sign(across.yMm - center.yMm)];
  const local = turned(to, center, -headingDeg);
  const size = {
    widthMm: Math.max(SIDE_MM_MIN, Math.abs(local.xMm - across.xMm)),
    heightMm: Math.max(SIDE_MM_MIN, Math.abs(local.yMm - across.yMm)),
  };
  const middle = plus(across, (-x * size.widthMm) / 2, (-y * size.heightMm) / 2);
  return {
    ...area,
    center: roundedPoint(turned(middle, center, headingDeg)),
    widthMm: rounded(size.widthMm),
    heightMm: rounded(size.heightMm),
  };
}

function dragRectangle(area: RectangleArea, id: string, to: Point): RectangleArea {
  if (id === 'turn') return { ...area, headingDeg: normalDeg(bearingDeg(area.center, to)) };
  return resized(area, Number(id.split('-')[1] ?? 0), to);
}

function dragArea(area: TrackArea, id: string, to: Point): TrackArea {
  if (area.shape === 'rectangle') return dragRectangle(area, id, to);
  const index = Number(id.split('-')[1] ?? 0);
  if (area.shape === 'polygon') return { ...area, points: area.points.map((point, i) => (i === index ? roundedPoint(to) : point)) };
  return { ...area, radiusMm: Math.max(SIDE_MM_MIN, rounded(distanceMm(area.center, to))) };
}

/** Of boxes and ramps only: what they may be larger and smaller than. */
const BOX_MM = { least: 10, most: 1000 };
const RAMP_MM = { least: 50, most: 2000 };

function dragBody<T extends TrackBox | TrackRamp>(body: T, id: string, to: Point, { least, most }: typeof BOX_MM): T {
  const { center, widthMm, heightMm, headingDeg } = dragRectangle(standingArea(body), id, to);
  const within = (side: number) => Math.min(most, Math.max(least, side));
  return standingOn(body, { shape: 'rectangle', center, widthMm: within(widthMm), heightMm: within(heightMm), headingDeg });
}

/** The handle goes to that place, as near as the part allows. */
export function dragHandle(track: Track, { kind, index }: PartRef, id: string, to: Point): Track {
  if (kind === 'line') return dragLine(track, index, id, to);
  if (kind === 'wall') return dragWallEnd(track, index, id as EndName, to);
  if (kind === 'start') return { ...track, start: { ...track.start, headingDeg: normalDeg(bearingDeg(track.start, to)) } };
  if (kind === 'zone') {
    return { ...track, zones: track.zones.map((zone, i) => (i === index ? { ...zone, area: dragArea(zone.area, id, to) } : zone)) };
  }
  if (kind === 'box') return { ...track, boxes: track.boxes.map((box, i) => (i === index ? dragBody(box, id, to, BOX_MM) : box)) };
  if (kind === 'ramp') return { ...track, ramps: track.ramps.map((ramp, i) => (i === index ? dragBody(ramp, id, to, RAMP_MM) : ramp)) };
  const post = { [id]: roundedPoint(to) };
  if (kind === 'finish') return track.finish === null ? track : { ...track, finish: { ...track.finish, ...post } };
  return { ...track, checkpoints: track.checkpoints.map((each, i) => (i === index ? { ...each, gate: { ...each.gate, ...post } } : each)) };
}
