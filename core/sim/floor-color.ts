/** The colour of the floor under a point, and its name as a program reads it. Layer: sim. Floor frame, mm. */
import { strokesOf, type Stroke } from './strokes.ts';
import type { Track } from './track.ts';

/** As `led.set` knows them. */
const NAMED: readonly (readonly [name: string, color: string])[] = [
  ['black', '#000000'],
  ['white', '#ffffff'],
  ['red', '#e02020'],
  ['green', '#20a040'],
  ['blue', '#2050e0'],
  ['yellow', '#f0d020'],
  ['orange', '#f08020'],
  ['purple', '#8030c0'],
];

const channels = (color: string): readonly number[] => [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));

export function nameOfColor(color: string): string {
  const given = channels(color);
  let nearest = 'black';
  let least = Infinity;
  for (const [name, known] of NAMED) {
    const distance = channels(known).reduce((sum, value, i) => sum + (value - given[i]!) * (value - given[i]!), 0);
    if (distance < least) [nearest, least] = [name, distance];
  }
  return nearest;
}

const STROKES = new WeakMap<Track, readonly Stroke[]>();

/** `#rrggbb`; black where there is no floor. */
export function floorColorAt(track: Track, xMm: number, yMm: number): string {
  const { widthMm, heightMm, color } = track.floor;
  if (!(xMm >= 0 && yMm >= 0 && xMm <= widthMm && yMm <= heightMm)) return '#000000';
  const strokes = STROKES.get(track) ?? strokesOf(track);
  STROKES.set(track, strokes);
  return strokes.findLast((stroke) => stroke.distanceMm(xMm, yMm) <= stroke.halfWidthMm)?.color ?? color;
}
