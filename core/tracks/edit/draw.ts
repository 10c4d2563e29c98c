/** What each drawing tool puts between the place where a drag began and where it is. Layer: tracks. */
import { cos, RADIANS_PER_DEGREE, sin } from '../../base/deterministic-math.ts';
import type { Point, Track, TrackLine } from '../../sim/track.ts';
import { addPart, type Changed } from './change-parts.ts';
import {
  ahead,
  bearingDeg,
  bendFrom,
  bendThrough,
  distanceMm,
  endsOf,
  middleOf,
  normalDeg,
  pathOf,
  rounded,
  roundedPoint,
  type LineEnd,
} from './geometry.ts';

export type DrawingTool =
  'line' | 'bend' | 'curve' | 'wall' | 'zone' | 'stop-zone' | 'disc' | 'box' | 'ramp' | 'checkpoint' | 'finish' | 'start';

/** How new lines look. */
export interface Pen {
  readonly widthMm: number;
  readonly color: string;
  readonly dash?: TrackLine['dash'];
}

export interface Stretch {
  readonly from: Point;
  readonly to: Point;
  /** The line's end from which the drag began. */
  readonly fromEnd?: LineEnd | undefined;
}

/** What a tap makes where a tool needs a size. */
const TAP_MM = 15;
const GATE_MM = 240;
const ZONE_MM = 200;
const ZONE_COLOR = '#f2c14e';
const STOP_MS = 3000;

/** A line, a bend or a curve; undefined: it has no length yet. */
export function lineBetween(tool: 'line' | 'bend' | 'curve', { from, to, fromEnd }: Stretch, pen: Pen): TrackLine | undefined {
  if (distanceMm(from, to) < 1) return undefined;
  const straight: TrackLine = { shape: 'segment', from: roundedPoint(from), to: roundedPoint(to), ...pen };
  if (tool === 'line') return straight;
  if (tool === 'bend') {
    const aside = ahead(middleOf(from, to), bearingDeg(from, to) - 90, distanceMm(from, to) / 4);
    const bend = fromEnd === undefined ? bendThrough(from, to, aside) : bendFrom(from, fromEnd.outwardDeg, to);
    if (bend.shape === 'straight') return straight;
    const fromDeg = normalDeg(bend.fromDeg);
    const toDeg = rounded(fromDeg + bend.toDeg - bend.fromDeg);
    return { shape: 'arc', center: roundedPoint(bend.center), radiusMm: rounded(bend.radiusMm), fromDeg, toDeg, ...pen };
  }
  const reach = distanceMm(from, to) / 3;
  const leaving = fromEnd?.outwardDeg ?? bearingDeg(from, to) - 45;
  const [control1, control2] = [ahead(from, leaving, reach), ahead(to, bearingDeg(to, from) + 45, reach)].map(roundedPoint) as [
    Point,
    Point,
  ];
  return { shape: 'curve', from: roundedPoint(from), control1, control2, to: roundedPoint(to), ...pen };
}

/** Posts across the way, with the way's left on the left. */
function gateAcross(at: Point, headingDeg: number, mm: number): NonNullable<Track['finish']> {
  return { left: roundedPoint(ahead(at, headingDeg - 90, mm / 2)), right: roundedPoint(ahead(at, headingDeg + 90, mm / 2)) };
}

/** The direction of the line nearest to a place, as it was drawn; 0 where there is none near. */
function wayAt(track: Track, at: Point, reachMm: number): number {
  let best = { mm: reachMm, deg: 0 };
  for (const line of track.lines) {
    const path = pathWithBearings(line);
    for (const { point, deg } of path) {
      const mm = distanceMm(point, at);
      if (mm < best.mm) best = { mm, deg };
    }
  }
  return best.deg;
}

function pathWithBearings(line: TrackLine): readonly { readonly point: Point; readonly deg: number }[] {
  if (line.shape === 'segment') {
    const deg = bearingDeg(line.from, line.to);
    const steps = Math.max(1, Math.ceil(distanceMm(line.from, line.to) / 20));
    return Array.from({ length: steps + 1 }, (_, i) => ({
      point: {
        xMm: line.from.xMm + ((line.to.xMm - line.from.xMm) * i) / steps,
        yMm: line.from.yMm + ((line.to.yMm - line.from.yMm) * i) / steps,
      },
      deg,
    }));
  }
  const points = pathOf(line);
  return points.slice(1).map((point, i) => ({ point, deg: bearingDeg(points[i]!, point) }));
}

function zoneOver({ from, to }: Stretch, tool: 'zone' | 'stop-zone' | 'disc'): Track['zones'][number]['area'] {
  const isTap = distanceMm(from, to) < TAP_MM;
  if (tool === 'disc') return { shape: 'disc', center: roundedPoint(from), radiusMm: isTap ? ZONE_MM / 2 : rounded(distanceMm(from, to)) };
  const [widthMm, heightMm] = isTap ? [ZONE_MM, ZONE_MM] : [Math.abs(to.xMm - from.xMm), Math.abs(to.yMm - from.yMm)];
  const center = roundedPoint(isTap ? from : middleOf(from, to));
  return { shape: 'rectangle', center, widthMm: rounded(Math.max(10, widthMm)), heightMm: rounded(Math.max(10, heightMm)), headingDeg: 0 };
}

const BOX = { widthMm: 100, lengthMm: 100, heightMm: 60, headingDeg: 0, massG: 80, color: '#c9a26b' };
const RAMP = { widthMm: 300, lengthMm: 800, topMm: 200, heightMm: 60 };

/** A drag says how large, a tap leaves it as most are. */
function boxAt({ from, to }: Stretch): Track['boxes'][number] {
  if (distanceMm(from, to) < TAP_MM) return { ...BOX, center: roundedPoint(from) };
  const side = (mm: number) => rounded(Math.min(1000, Math.max(20, Math.abs(mm))));
  const center = roundedPoint(middleOf(from, to));
  return { ...BOX, center, widthMm: side(to.xMm - from.xMm), lengthMm: side(to.yMm - from.yMm) };
}

/** A drag leads up and over it; a tap lays it along the line. */
function rampAlong(track: Track, { from, to }: Stretch): Track['ramps'][number] {
  const mm = distanceMm(from, to);
  if (mm < TAP_MM) return { ...RAMP, center: roundedPoint(from), headingDeg: normalDeg(wayAt(track, from, GATE_MM)) };
  const lengthMm = rounded(Math.min(5000, Math.max(RAMP.lengthMm / 2, mm)));
  return {
    ...RAMP,
    center: roundedPoint(middleOf(from, to)),
    lengthMm,
    topMm: rounded(lengthMm / 4),
    headingDeg: normalDeg(bearingDeg(from, to)),
  };
}

function drawGate(track: Track, tool: 'checkpoint' | 'finish', { from, to }: Stretch): Changed {
  const isTap = distanceMm(from, to) < TAP_MM;
  const gate = isTap ? gateAcross(from, wayAt(track, from, GATE_MM), GATE_MM) : { left: roundedPoint(from), right: roundedPoint(to) };
  if (tool === 'finish') return { track: { ...track, finish: gate }, made: [{ kind: 'finish', index: 0 }] };
  return addPart(track, 'checkpoint', { gate });
}

/** The track with what the tool has drawn; undefined: nothing yet. */
export function drawn(track: Track, tool: DrawingTool, stretch: Stretch, pen: Pen): Changed | undefined {
  const { from, to } = stretch;
  if (tool === 'line' || tool === 'bend' || tool === 'curve') {
    const line = lineBetween(tool, stretch, pen);
    return line === undefined ? undefined : addPart(track, 'line', line);
  }
  if (tool === 'wall')
    return distanceMm(from, to) < 1 ? undefined : addPart(track, 'wall', { from: roundedPoint(from), to: roundedPoint(to) });
  if (tool === 'checkpoint' || tool === 'finish') return drawGate(track, tool, stretch);
  if (tool === 'start') {
    const headingDeg = distanceMm(from, to) < TAP_MM ? wayAt(track, from, GATE_MM) : bearingDeg(from, to);
    return {
      track: { ...track, start: { ...roundedPoint(from), headingDeg: normalDeg(headingDeg) } },
      made: [{ kind: 'start', index: 0 }],
    };
  }
  if (tool === 'box') return addPart(track, 'box', boxAt(stretch));
  if (tool === 'ramp') return addPart(track, 'ramp', rampAlong(track, stretch));
  const isStop = tool === 'stop-zone';
  const [color, stopMs] = isStop ? [null, STOP_MS] : [ZONE_COLOR, null];
  return addPart(track, 'zone', { area: zoneOver(stretch, tool), color, stopMs, boxes: null, lightPercent: null });
}

const tanOfQuarter = (sweepDeg: number): number => {
  const quarter = (sweepDeg / 4) * RADIANS_PER_DEGREE;
  return sin(quarter) / cos(quarter);
};

/** The same line as a curve whose controls can be pulled; a whole circle stays one. */
export function asCurve(line: TrackLine): TrackLine {
  const ends = endsOf(line);
  if (ends === undefined || line.shape === 'curve') return line;
  const { widthMm, color, dash } = line;
  // Of an arc: the controls' reach at which the curve follows it, 4/3·tan(sweep/4)·r; of a straight line a third.
  const reach =
    line.shape === 'arc' ? (4 / 3) * tanOfQuarter(line.toDeg - line.fromDeg) * line.radiusMm : distanceMm(line.from, line.to) / 3;
  return {
    ...{ shape: 'curve', widthMm, color, ...(dash === undefined ? {} : { dash }) },
    ...{ from: roundedPoint(ends.from.at), to: roundedPoint(ends.to.at) },
    control1: roundedPoint(ahead(ends.from.at, ends.from.outwardDeg + 180, reach)),
    control2: roundedPoint(ahead(ends.to.at, ends.to.outwardDeg + 180, reach)),
  };
}
