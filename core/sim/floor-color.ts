/** The colour of the floor under a point, and its name as a program reads it. Layer: sim. Floor frame, mm. */
import { colourNameOf } from '../robot/colour-names.ts';
import { strokesOf, type Stroke } from './strokes.ts';
import type { Track } from './track.ts';

/** @param color `#rrggbb` */
export function nameOfColor(color: string): string {
  const share = (at: number): number => parseInt(color.slice(at, at + 2), 16) / 255;
  return colourNameOf([share(1), share(3), share(5)]);
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
