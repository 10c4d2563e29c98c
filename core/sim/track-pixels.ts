/** A track as a picture in pixels: floor, zones, lines, walls, gates and start, with smooth edges. Layer: sim. */
import { cos, RADIANS_PER_DEGREE, sin } from '../base/deterministic-math.ts';
import { depthIn, type Depth } from './areas.ts';
import { distanceToSegmentMm } from './segment-distance.ts';
import { strokesOf } from './strokes.ts';
import type { Gate, Point, Track, TrackRamp } from './track-schema.ts';
import { TRACK_MARKS } from './track-svg.ts';

/** Pixels of a side of the squares for which it is asked what can be seen in them at all. */
const TILE = 32;
const CHANNELS = 4;

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** RGBA, row by row from the top, `width × height × 4`. */
  readonly data: Uint8Array;
}

interface Painted {
  readonly rgb: readonly [number, number, number];
  /** How much of what is below it covers; all where absent. */
  readonly opacity?: number;
  readonly depth: Depth;
}

const rgbOf = (color: string): readonly [number, number, number] => [
  parseInt(color.slice(1, 3), 16),
  parseInt(color.slice(3, 5), 16),
  parseInt(color.slice(5, 7), 16),
];

/** A bar from one point to another, round at its ends. */
const bar =
  (from: Point, to: Point, widthMm: number): Depth =>
  (xMm, yMm) =>
    widthMm / 2 - distanceToSegmentMm(from, to, xMm, yMm);

function startArrow({ start }: Track): Depth {
  const s = sin(start.headingDeg * RADIANS_PER_DEGREE);
  const c = cos(start.headingDeg * RADIANS_PER_DEGREE);
  const corner = (right: number, ahead: number): Point => ({
    xMm: start.xMm + right * c + ahead * s,
    yMm: start.yMm - right * s + ahead * c,
  });
  return depthIn({ shape: 'polygon', points: [corner(0, 60), corner(40, -40), corner(0, -20), corner(-40, -40)] });
}

const rectangle = (center: Point, widthMm: number, lengthMm: number, headingDeg: number): Depth =>
  depthIn({ shape: 'rectangle', center, widthMm, heightMm: lengthMm, headingDeg });

function rampLayers({ center, widthMm, lengthMm, topMm, headingDeg }: TrackRamp): readonly Painted[] {
  const { color, share, topShare } = TRACK_MARKS.ramp;
  const all = rectangle(center, widthMm, lengthMm, headingDeg);
  if (topMm === 0) return [{ rgb: rgbOf(color), opacity: share, depth: all }];
  const top = rectangle(center, widthMm, topMm, headingDeg);
  return [
    { rgb: rgbOf(color), opacity: share, depth: (x, y) => Math.min(all(x, y), -top(x, y)) },
    { rgb: rgbOf(color), opacity: topShare, depth: top },
  ];
}

function paintedOf(track: Track): readonly Painted[] {
  const gates: readonly Gate[] = [...track.checkpoints.map(({ gate }) => gate), ...(track.finish === null ? [] : [track.finish])];
  return [
    ...track.zones.flatMap(({ area, color }) => (color === null ? [] : [{ rgb: rgbOf(color), depth: depthIn(area) }])),
    ...strokesOf(track).map((stroke) => ({
      rgb: rgbOf(stroke.color),
      depth: (xMm: number, yMm: number) => stroke.halfWidthMm - stroke.distanceMm(xMm, yMm),
    })),
    ...track.ramps.flatMap(rampLayers),
    ...track.walls.map(({ from, to }) => ({ rgb: rgbOf(TRACK_MARKS.wall.color), depth: bar(from, to, TRACK_MARKS.wall.widthMm) })),
    ...track.boxes.map(({ center, widthMm, lengthMm, headingDeg, color }) => ({
      rgb: rgbOf(color),
      depth: rectangle(center, widthMm, lengthMm, headingDeg),
    })),
    ...gates.map(({ left, right }) => ({ rgb: rgbOf(TRACK_MARKS.gate.color), depth: bar(left, right, TRACK_MARKS.gate.widthMm) })),
    { rgb: rgbOf(TRACK_MARKS.start.color), depth: startArrow(track) },
  ];
}

/** @param width pixels, 1 or more; the height follows from the floor */
export function trackPixels(track: Track, width: number): Pixels {
  const mm = track.floor.widthMm / width;
  const height = Math.max(1, Math.round(track.floor.heightMm / mm));
  const data = new Uint8Array(width * height * CHANNELS);
  const painted = paintedOf(track);
  const floor = rgbOf(track.floor.color);
  for (let top = 0; top < height; top += TILE) {
    for (let left = 0; left < width; left += TILE) {
      const [x, y] = [(left + TILE / 2) * mm, (height - top - TILE / 2) * mm];
      const seen = painted.filter(({ depth }) => depth(x, y) > -TILE * mm);
      paintTile({ data, width, height, mm, left, top, floor, seen });
    }
  }
  return { width, height, data };
}

interface Tile {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly mm: number;
  readonly left: number;
  readonly top: number;
  readonly floor: Painted['rgb'];
  readonly seen: readonly Painted[];
}

function paintTile({ data, width, height, mm, left, top, floor, seen }: Tile): void {
  for (let row = top; row < Math.min(height, top + TILE); row++) {
    for (let column = left; column < Math.min(width, left + TILE); column++) {
      let [red, green, blue] = floor;
      for (const { rgb, depth, opacity = 1 } of seen) {
        const share = opacity * Math.min(1, Math.max(0, depth((column + 0.5) * mm, (height - row - 0.5) * mm) / mm + 0.5));
        red += (rgb[0] - red) * share;
        green += (rgb[1] - green) * share;
        blue += (rgb[2] - blue) * share;
      }
      data.set([Math.round(red), Math.round(green), Math.round(blue), 255], (row * width + column) * CHANNELS);
    }
  }
}
