/** What a track is made of, one by one: what can be selected, and how a checked path names it. Layer: tracks. */
import type { Point, Track } from '../../sim/track.ts';
import { cornersOf, pathOf, standingArea } from './geometry.ts';

export type PartKind = 'line' | 'zone' | 'wall' | 'box' | 'ramp' | 'checkpoint' | 'finish' | 'start';

/** `index` is 0 for what there is one of. */
export interface PartRef {
  readonly kind: PartKind;
  readonly index: number;
}

const LISTS = { line: 'lines', zone: 'zones', wall: 'walls', box: 'boxes', ramp: 'ramps', checkpoint: 'checkpoints' } as const;
export type ListedKind = keyof typeof LISTS;

export const isListed = (kind: PartKind): kind is ListedKind => Object.hasOwn(LISTS, kind);
export const listOf = (kind: ListedKind): (typeof LISTS)[ListedKind] => LISTS[kind];
export const isSamePart = (a: PartRef, b: PartRef): boolean => a.kind === b.kind && a.index === b.index;
export const partKey = ({ kind, index }: PartRef): string => `${kind}-${index}`;

/** In the order of the file, the start first. */
export function partsOf(track: Track): readonly PartRef[] {
  const listed = (kind: ListedKind): readonly PartRef[] => track[LISTS[kind]].map((_, index) => ({ kind, index }));
  const one = (kind: 'start' | 'finish'): PartRef => ({ kind, index: 0 });
  return [
    one('start'),
    ...(track.finish === null ? [] : [one('finish')]),
    ...listed('checkpoint'),
    ...listed('line'),
    ...listed('zone'),
    ...listed('wall'),
    ...listed('box'),
    ...listed('ramp'),
  ];
}

export const hasPart = (track: Track, ref: PartRef): boolean => partsOf(track).some((part) => isSamePart(part, ref));

/** Which part a fault's or an advice's path is about: `lines[3].widthMm` is line 3. undefined: none of them. */
export function partAtPath(path: string): PartRef | undefined {
  const listed = /^(lines|zones|walls|boxes|ramps|checkpoints)\[(\d+)\]/.exec(path);
  if (listed !== null) {
    const kind = (Object.keys(LISTS) as ListedKind[]).find((name) => LISTS[name] === listed[1])!;
    return { kind, index: Number(listed[2]) };
  }
  const [first] = path.split('.');
  return first === 'finish' || first === 'start' ? { kind: first, index: 0 } : undefined;
}

/** Points that tell how far a part reaches. */
export function pointsOfPart(track: Track, { kind, index }: PartRef): readonly Point[] {
  if (kind === 'start') return [track.start];
  if (kind === 'finish') return track.finish === null ? [] : [track.finish.left, track.finish.right];
  if (kind === 'line') return pathOf(track.lines[index]!);
  if (kind === 'wall') return [track.walls[index]!.from, track.walls[index]!.to];
  if (kind === 'checkpoint') return [track.checkpoints[index]!.gate.left, track.checkpoints[index]!.gate.right];
  if (kind === 'box' || kind === 'ramp') return cornersOf(standingArea(kind === 'box' ? track.boxes[index]! : track.ramps[index]!));
  const { area } = track.zones[index]!;
  if (area.shape === 'polygon') return area.points;
  if (area.shape === 'rectangle') return cornersOf(area);
  const { center, radiusMm } = area;
  const { xMm, yMm } = center;
  return [
    { xMm: xMm - radiusMm, yMm: yMm - radiusMm },
    { xMm: xMm + radiusMm, yMm: yMm + radiusMm },
  ];
}

/** Middle of the box around these parts; undefined: there are none. */
export function middleOfParts(track: Track, refs: readonly PartRef[]): Point | undefined {
  const points = refs.flatMap((ref) => pointsOfPart(track, ref));
  if (points.length === 0) return undefined;
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { xMm, yMm } of points) {
    left = Math.min(left, xMm);
    right = Math.max(right, xMm);
    bottom = Math.min(bottom, yMm);
    top = Math.max(top, yMm);
  }
  return { xMm: (left + right) / 2, yMm: (bottom + top) / 2 };
}
