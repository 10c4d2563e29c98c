/** Moves, turns, copies, adds and removes parts of a track. Layer: tracks. Each gives a new track; nothing is changed in place. */
import type { Point, Track, TrackArea, TrackBox, TrackLine, TrackRamp } from '../../sim/track.ts';
import { normalDeg, plus, rounded, roundedPoint, turned } from './geometry.ts';
import { isListed, isSamePart, listOf, type PartKind, type PartRef } from './parts.ts';

/** What is done to each point, and by how much to each bearing. */
interface Motion {
  readonly point: (point: Point) => Point;
  readonly turnDeg: number;
}

function movedLine(line: TrackLine, { point, turnDeg }: Motion): TrackLine {
  if (line.shape === 'arc') {
    const fromDeg = normalDeg(line.fromDeg + turnDeg);
    return { ...line, center: point(line.center), fromDeg, toDeg: rounded(fromDeg + line.toDeg - line.fromDeg) };
  }
  const ends = { from: point(line.from), to: point(line.to) };
  if (line.shape === 'segment') return { ...line, ...ends };
  return { ...line, ...ends, control1: point(line.control1), control2: point(line.control2) };
}

function movedArea(area: TrackArea, { point, turnDeg }: Motion): TrackArea {
  if (area.shape === 'polygon') return { ...area, points: area.points.map(point) };
  const center = point(area.center);
  return area.shape === 'disc' ? { ...area, center } : { ...area, center, headingDeg: normalDeg(area.headingDeg + turnDeg) };
}

const movedBody = <T extends TrackBox | TrackRamp>(body: T, { point, turnDeg }: Motion): T => ({
  ...body,
  center: point(body.center),
  headingDeg: normalDeg(body.headingDeg + turnDeg),
});

function withMotion(track: Track, refs: readonly PartRef[], motion: Motion): Track {
  const { point, turnDeg } = motion;
  const has = (kind: PartKind, index = 0) => refs.some((ref) => isSamePart(ref, { kind, index }));
  const gate = ({ left, right }: NonNullable<Track['finish']>) => ({ left: point(left), right: point(right) });
  return {
    ...track,
    lines: track.lines.map((line, i) => (has('line', i) ? movedLine(line, motion) : line)),
    zones: track.zones.map((zone, i) => (has('zone', i) ? { ...zone, area: movedArea(zone.area, motion) } : zone)),
    boxes: track.boxes.map((box, i) => (has('box', i) ? movedBody(box, motion) : box)),
    ramps: track.ramps.map((ramp, i) => (has('ramp', i) ? movedBody(ramp, motion) : ramp)),
    walls: track.walls.map((wall, i) => (has('wall', i) ? { from: point(wall.from), to: point(wall.to) } : wall)),
    checkpoints: track.checkpoints.map((each, i) => (has('checkpoint', i) ? { ...each, gate: gate(each.gate) } : each)),
    finish: track.finish !== null && has('finish') ? gate(track.finish) : track.finish,
    start: has('start') ? { ...point(track.start), headingDeg: normalDeg(track.start.headingDeg + turnDeg) } : track.start,
  };
}

export function moveParts(track: Track, refs: readonly PartRef[], dxMm: number, dyMm: number): Track {
  return withMotion(track, refs, { point: (point) => roundedPoint(plus(point, dxMm, dyMm)), turnDeg: 0 });
}

/** Clockwise. */
export function turnParts(track: Track, refs: readonly PartRef[], center: Point, deg: number): Track {
  return withMotion(track, refs, { point: (point) => roundedPoint(turned(point, center, deg)), turnDeg: deg });
}

/** The start stays: a track has one. */
export function removeParts(track: Track, refs: readonly PartRef[]): Track {
  const isGone = (kind: PartKind, index = 0) => refs.some((ref) => isSamePart(ref, { kind, index }));
  return {
    ...track,
    lines: track.lines.filter((_, i) => !isGone('line', i)),
    zones: track.zones.filter((_, i) => !isGone('zone', i)),
    walls: track.walls.filter((_, i) => !isGone('wall', i)),
    boxes: track.boxes.filter((_, i) => !isGone('box', i)),
    ramps: track.ramps.filter((_, i) => !isGone('ramp', i)),
    checkpoints: track.checkpoints.filter((_, i) => !isGone('checkpoint', i)),
    finish: isGone('finish') ? null : track.finish,
  };
}

/** `zone-3` where `zone-1` and `zone-2` are taken. */
export function freeId(taken: readonly { readonly id: string }[], stem: string): string {
  for (let i = 1; ; i++) {
    const id = `${stem}-${i}`;
    if (!taken.some((other) => other.id === id)) return id;
  }
}

export interface Changed {
  readonly track: Track;
  /** What was made, to be selected. */
  readonly made: readonly PartRef[];
}

/** Copies beside the originals. There is one start and one finish: they are left out. */
export function copyParts(track: Track, refs: readonly PartRef[], dxMm: number, dyMm: number): Changed {
  let copied = track;
  const made: PartRef[] = [];
  for (const { kind, index } of refs) {
    if (!isListed(kind)) continue;
    const list: readonly unknown[] = copied[listOf(kind)];
    const original = list[index] as object;
    const named =
      kind === 'zone' || kind === 'checkpoint' ? { ...original, id: freeId(copied[listOf(kind)] as { id: string }[], kind) } : original;
    copied = { ...copied, [listOf(kind)]: [...list, named] };
    made.push({ kind, index: list.length });
  }
  return { track: moveParts(copied, made, dxMm, dyMm), made };
}

type Part = {
  readonly line: TrackLine;
  readonly zone: Omit<Track['zones'][number], 'id'>;
  readonly wall: Track['walls'][number];
  readonly box: TrackBox;
  readonly ramp: TrackRamp;
  readonly checkpoint: Omit<Track['checkpoints'][number], 'id'>;
};

/** A new part, the last of its kind. */
export function addPart<K extends keyof Part>(track: Track, kind: K, part: Part[K]): Changed {
  const list: readonly unknown[] = track[listOf(kind)];
  const named = kind === 'zone' || kind === 'checkpoint' ? { id: freeId(track[listOf(kind)] as { id: string }[], kind), ...part } : part;
  return { track: { ...track, [listOf(kind)]: [...list, named] }, made: [{ kind, index: list.length }] };
}

/** Puts another in a part's place. */
export function replacePart<K extends keyof Part>(
  track: Track,
  kind: K,
  index: number,
  part: Part[K] | Track['zones'][number] | Track['checkpoints'][number],
): Track {
  return { ...track, [listOf(kind)]: (track[listOf(kind)] as unknown[]).map((each, i) => (i === index ? part : each)) };
}
