/** The colour of the floor under a point, and its name as a program reads it. Layer: sim. Floor frame, mm. */
import { colourNameOf } from '../robot/colour-names.ts';
import { depthIn, type Depth } from './areas.ts';
import { strokesOf, type Stroke } from './strokes.ts';
import type { Track } from './track.ts';

const CHANNEL_MAX = 255;

/** Of red, green and blue. @param color `#rrggbb` */
const sharesOf = (color: string): readonly number[] => [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16) / CHANNEL_MAX);

const hexOf = (share: number): string =>
  Math.round(CHANNEL_MAX * Math.min(1, Math.max(0, share)))
    .toString(16)
    .padStart(2, '0');

export function nameOfColor(color: string): string {
  const [red, green, blue] = sharesOf(color);
  return colourNameOf([red!, green!, blue!]);
}

/** @param off of red, green and blue, shares of full scale */
export function disturbedColor(color: string, off: readonly number[]): string {
  return `#${sharesOf(color)
    .map((share, i) => hexOf(share + off[i]!))
    .join('')}`;
}

interface Paint {
  readonly strokes: readonly Stroke[];
  readonly zones: readonly { readonly color: string; readonly depth: Depth }[];
}

const PAINTS = new WeakMap<Track, Paint>();

function paintOf(track: Track): Paint {
  const known = PAINTS.get(track);
  if (known !== undefined) return known;
  const zones = track.zones.flatMap(({ area, color }) => (color === null ? [] : [{ color, depth: depthIn(area) }]));
  const paint = { strokes: strokesOf(track), zones };
  PAINTS.set(track, paint);
  return paint;
}

/** `#rrggbb` of the topmost line or zone; black where there is no floor. */
export function floorColorAt(track: Track, xMm: number, yMm: number): string {
  const { widthMm, heightMm, color } = track.floor;
  if (!(xMm >= 0 && yMm >= 0 && xMm <= widthMm && yMm <= heightMm)) return '#000000';
  const { strokes, zones } = paintOf(track);
  const line = strokes.findLast((stroke) => stroke.distanceMm(xMm, yMm) <= stroke.halfWidthMm);
  return line?.color ?? zones.findLast(({ depth }) => depth(xMm, yMm) >= 0)?.color ?? color;
}
