/**
 * What is allowed in a track but hardly meant: it can be driven on, and whoever drew it should look. Layer: sim.
 * Why apart from faults: a judge may want a line that leads off the floor.
 */
import { cos, RADIANS_PER_DEGREE, sin } from '../base/deterministic-math.ts';
import { cornersOf, overlap, type Convex } from './convex-shapes.ts';
import { distanceToSegmentMm } from './segment-distance.ts';
import { distanceToLinesMm, strokesOf } from './strokes.ts';
import type { Gate, Point, Track } from './track-schema.ts';

export type TrackAdviceCode =
  | 'track.off-floor' // {path}
  | 'track.start-off-line' // {mm}: from the nearest line
  | 'track.start-at-wall' // {path}: of a wall or a box
  | 'track.boxes-overlap' // {path, other}: of a box and another, or a wall
  | 'track.loop-without-finish' // {}
  | 'track.gate-off-line' // {path}: no line passes it
  | 'track.narrow-gate' // {path, mm}
  | 'track.narrow-line'; // {path, mm}

export interface TrackAdvice {
  readonly code: TrackAdviceCode;
  readonly params: Readonly<Record<string, string | number>>;
}

/** As wide as a car of the kits that ship. */
const CAR_WIDTH_MM = 140;
/** From the axle's middle to the farthest part of such a car. */
const CAR_REACH_MM = 110;
/** Sensors of the kits that ship stand 14 mm apart: a narrower line can lie between two. */
const LINE_MM_MIN = 10;
/** The sensors of a car that starts beside its line do not see it any more. */
const START_OFF_LINE_MM = 40;
const GATE_STEPS = 20;

const lengthMm = ({ left, right }: Gate): number =>
  Math.sqrt((right.xMm - left.xMm) * (right.xMm - left.xMm) + (right.yMm - left.yMm) * (right.yMm - left.yMm));

/** As large as the kits that ship, all around. */
const carAt = ({ xMm, yMm, headingDeg }: Track['start']): Convex =>
  cornersOf({ center: { xMm, yMm }, widthMm: CAR_WIDTH_MM, lengthMm: 2 * CAR_REACH_MM, headingDeg });

const between = ({ left, right }: Gate, share: number): Point => ({
  xMm: left.xMm + (right.xMm - left.xMm) * share,
  yMm: left.yMm + (right.yMm - left.yMm) * share,
});

function pointsOf(line: Track['lines'][number]): readonly Point[] {
  if (line.shape !== 'arc') return [line.from, line.to];
  const { center, radiusMm, fromDeg, toDeg } = line;
  return [fromDeg, (fromDeg + toDeg) / 2, toDeg].map((deg) => ({
    xMm: center.xMm + radiusMm * sin(deg * RADIANS_PER_DEGREE),
    yMm: center.yMm + radiusMm * cos(deg * RADIANS_PER_DEGREE),
  }));
}

const isOffFloor = ({ widthMm, heightMm }: Track['floor'], { xMm, yMm }: Point): boolean =>
  xMm < 0 || yMm < 0 || xMm > widthMm || yMm > heightMm;

function* lineAdvice({ lines, floor }: Track): Generator<TrackAdvice> {
  for (const [i, line] of lines.entries()) {
    const path = `lines[${i}]`;
    if (pointsOf(line).some((point) => isOffFloor(floor, point))) yield { code: 'track.off-floor', params: { path } };
    if (line.widthMm < LINE_MM_MIN) yield { code: 'track.narrow-line', params: { path, mm: line.widthMm } };
  }
}

function* gateAdvice(track: Track): Generator<TrackAdvice> {
  const strokes = strokesOf(track);
  const gates = [
    ...track.checkpoints.map(({ gate }, i) => ({ gate, path: `checkpoints[${i}].gate` })),
    ...(track.finish === null ? [] : [{ gate: track.finish, path: 'finish' }]),
  ];
  for (const { gate, path } of gates) {
    const mm = Math.round(lengthMm(gate));
    if (mm < CAR_WIDTH_MM) yield { code: 'track.narrow-gate', params: { path, mm } };
    const steps = Array.from({ length: GATE_STEPS + 1 }, (_, i) => between(gate, i / GATE_STEPS));
    const reachMm = mm / GATE_STEPS;
    const isOnLine = steps.some(({ xMm, yMm }) => distanceToLinesMm(strokes, xMm, yMm) <= reachMm);
    if (strokes.length > 0 && !isOnLine) yield { code: 'track.gate-off-line', params: { path } };
  }
}

function* bodyAdvice({ boxes, ramps, walls, floor }: Track): Generator<TrackAdvice> {
  const standing: { readonly path: string; readonly shape: Convex }[] = walls.map(({ from, to }, i) => ({
    path: `walls[${i}]`,
    shape: [from, to],
  }));
  for (const [i, box] of boxes.entries()) {
    const [path, shape] = [`boxes[${i}]`, cornersOf(box)];
    if (shape.some((corner) => isOffFloor(floor, corner))) yield { code: 'track.off-floor', params: { path } };
    const other = standing.find((each) => overlap(each.shape, shape));
    if (other !== undefined) yield { code: 'track.boxes-overlap', params: { path, other: other.path } };
    standing.push({ path, shape });
  }
  for (const [i, ramp] of ramps.entries())
    if (cornersOf(ramp).some((corner) => isOffFloor(floor, corner))) yield { code: 'track.off-floor', params: { path: `ramps[${i}]` } };
}

function* startAdvice(track: Track): Generator<TrackAdvice> {
  const { start, walls, boxes, course, finish } = track;
  const distance = distanceToLinesMm(strokesOf(track), start.xMm, start.yMm);
  if (Number.isFinite(distance) && distance > START_OFF_LINE_MM)
    yield { code: 'track.start-off-line', params: { mm: Math.round(distance) } };
  for (const [i, { from, to }] of walls.entries()) {
    if (distanceToSegmentMm(from, to, start.xMm, start.yMm) < CAR_REACH_MM)
      yield { code: 'track.start-at-wall', params: { path: `walls[${i}]` } };
  }
  for (const [i, box] of boxes.entries()) {
    if (overlap(cornersOf(box), carAt(start))) yield { code: 'track.start-at-wall', params: { path: `boxes[${i}]` } };
  }
  if (course === 'loop' && finish === null) yield { code: 'track.loop-without-finish', params: {} };
}

export const findTrackAdvice = (track: Track): readonly TrackAdvice[] => [
  ...startAdvice(track),
  ...lineAdvice(track),
  ...bodyAdvice(track),
  ...gateAdvice(track),
];
