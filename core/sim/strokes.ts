/**
 * The geometry of lines on the floor: how far a point is from them. Layer: sim. Floor frame, mm.
 * Nothing here needs an angle of the point, so a distance is a few multiplications and one square root.
 */
import { cos, RADIANS_PER_DEGREE, sin } from '../base/deterministic-math.ts';
import type { Track, TrackLine } from './track.ts';

export interface Stroke {
  readonly halfWidthMm: number;
  readonly color: string;
  /** From the centre line; round at its ends. */
  distanceMm(xMm: number, yMm: number): number;
}

class SegmentStroke implements Stroke {
  readonly halfWidthMm: number;
  readonly color: string;
  readonly #x: number;
  readonly #y: number;
  readonly #dx: number;
  readonly #dy: number;
  readonly #perLengthSquared: number;

  constructor(line: Extract<TrackLine, { shape: 'segment' }>) {
    this.halfWidthMm = line.widthMm / 2;
    this.color = line.color;
    this.#x = line.from.xMm;
    this.#y = line.from.yMm;
    this.#dx = line.to.xMm - line.from.xMm;
    this.#dy = line.to.yMm - line.from.yMm;
    this.#perLengthSquared = 1 / (this.#dx * this.#dx + this.#dy * this.#dy);
  }

  distanceMm(xMm: number, yMm: number): number {
    const px = xMm - this.#x;
    const py = yMm - this.#y;
    const along = (px * this.#dx + py * this.#dy) * this.#perLengthSquared;
    const share = along < 0 ? 0 : along > 1 ? 1 : along;
    const ex = px - share * this.#dx;
    const ey = py - share * this.#dy;
    return Math.sqrt(ex * ex + ey * ey);
  }
}

/** Greater than 0 where bearing b lies clockwise of bearing a by less than 180°. */
const clockwise = (ax: number, ay: number, bx: number, by: number): number => ay * bx - ax * by;

class ArcStroke implements Stroke {
  readonly halfWidthMm: number;
  readonly color: string;
  readonly #x: number;
  readonly #y: number;
  readonly #radius: number;
  readonly #sweepDeg: number;
  readonly #fromX: number;
  readonly #fromY: number;
  readonly #toX: number;
  readonly #toY: number;

  constructor(line: Extract<TrackLine, { shape: 'arc' }>) {
    this.halfWidthMm = line.widthMm / 2;
    this.color = line.color;
    this.#x = line.center.xMm;
    this.#y = line.center.yMm;
    this.#radius = line.radiusMm;
    this.#sweepDeg = line.toDeg - line.fromDeg;
    this.#fromX = sin(line.fromDeg * RADIANS_PER_DEGREE);
    this.#fromY = cos(line.fromDeg * RADIANS_PER_DEGREE);
    this.#toX = sin(line.toDeg * RADIANS_PER_DEGREE);
    this.#toY = cos(line.toDeg * RADIANS_PER_DEGREE);
  }

  #inSweep(px: number, py: number): boolean {
    if (this.#sweepDeg >= 360) return true;
    const afterFrom = clockwise(this.#fromX, this.#fromY, px, py) >= 0;
    const beforeTo = clockwise(px, py, this.#toX, this.#toY) >= 0;
    return this.#sweepDeg <= 180 ? afterFrom && beforeTo : afterFrom || beforeTo;
  }

  distanceMm(xMm: number, yMm: number): number {
    const px = xMm - this.#x;
    const py = yMm - this.#y;
    if (this.#inSweep(px, py)) return Math.abs(Math.sqrt(px * px + py * py) - this.#radius);
    const fx = px - this.#radius * this.#fromX;
    const fy = py - this.#radius * this.#fromY;
    const tx = px - this.#radius * this.#toX;
    const ty = py - this.#radius * this.#toY;
    return Math.sqrt(Math.min(fx * fx + fy * fy, tx * tx + ty * ty));
  }
}

export function strokesOf(track: Track): readonly Stroke[] {
  return track.lines.map((line) => (line.shape === 'segment' ? new SegmentStroke(line) : new ArcStroke(line)));
}

/** To the nearest edge of a line, 0 on it; Infinity on a floor without lines. */
export function distanceToLinesMm(strokes: readonly Stroke[], xMm: number, yMm: number): number {
  let nearest = Infinity;
  for (const stroke of strokes) {
    const distance = stroke.distanceMm(xMm, yMm) - stroke.halfWidthMm;
    if (distance < nearest) nearest = distance;
  }
  return nearest < 0 ? 0 : nearest;
}
