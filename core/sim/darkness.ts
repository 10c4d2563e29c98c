/**
 * How dark the floor is as a reflectance sensor sees it: the mean over its round spot. Layer: sim. Floor frame, mm.
 *
 * 0 is white, 1 is black, `DARKNESS_OFF_FLOOR` is where nothing reflects. The floor is cut into tiles of 64 × 64 cells of 2 mm, each
 * drawn when the first sensor comes to it; a reading is bilinear between four nodes. Why: start is instant on the largest floor, a
 * reading costs the same on a track of a thousand lines, and what a tile holds depends on the track alone.
 */
import { atan2 } from '../base/deterministic-math.ts';
import { strokesOf, type Stroke } from './strokes.ts';
import type { Track } from './track.ts';

/** Raw readings over a hole or in the air go a little beyond the kit's black. */
export const DARKNESS_OFF_FLOOR = 1.15;

const PITCH_MM = 2;
const TILE_SHIFT = 6;
const TILE_CELLS = 1 << TILE_SHIFT;
const TILE_NODES = TILE_CELLS + 1;
const TILE_MM = TILE_CELLS * PITCH_MM;
const CELL_MASK = TILE_CELLS - 1;

const COVERAGE_STEPS = 512;
const PI = 3.141592653589793;

/** Share of a unit disc at the left of a vertical line at `s`, for s = −1 … 1 in equal steps. Source: area of a circular segment. */
const DISC_SHARE = Float64Array.from({ length: COVERAGE_STEPS + 1 }, (_, i) => {
  const s = (2 * i) / COVERAGE_STEPS - 1;
  const half = Math.sqrt(Math.max(0, 1 - s * s));
  return 0.5 + (s * half + atan2(s, half)) / PI;
});

function discShare(s: number): number {
  if (s <= -1) return 0;
  if (s >= 1) return 1;
  const at = ((s + 1) / 2) * COVERAGE_STEPS;
  const i = Math.floor(at);
  return DISC_SHARE[i]! + (DISC_SHARE[i + 1]! - DISC_SHARE[i]!) * (at - i);
}

/** 0 (white) … 1 (black): what a grey of this luminance (Rec. 709 weights) reflects. */
export function darknessOf(color: string): number {
  const channel = (at: number): number => parseInt(color.slice(at, at + 2), 16) / 255;
  return 1 - (0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5));
}

interface Layer {
  readonly darkness: number;
  readonly strokes: readonly Stroke[];
}

/** Neighbours of one colour merge into one layer, in which pieces of a line join without a seam. */
function layersOf(strokes: readonly Stroke[]): readonly Layer[] {
  const layers: { darkness: number; strokes: Stroke[]; color: string }[] = [];
  for (const stroke of strokes) {
    const last = layers.at(-1);
    if (last?.color === stroke.color) last.strokes.push(stroke);
    else layers.push({ color: stroke.color, darkness: darknessOf(stroke.color), strokes: [stroke] });
  }
  return layers;
}

/** Why: a judge re-runs one track a thousand times, and its tiles never change. They go when the track goes. */
const MAPS = new WeakMap<Track, Map<number, DarknessMap>>();

/** Shared by all worlds on this track, which must not be changed any more. @param spotMm diameter of the spot */
export function darknessOfTrack(track: Track, spotMm: number): DarknessMap {
  const maps = MAPS.get(track) ?? new Map<number, DarknessMap>();
  MAPS.set(track, maps);
  const map = maps.get(spotMm) ?? new DarknessMap(track, spotMm);
  maps.set(spotMm, map);
  return map;
}

export class DarknessMap {
  readonly #layers: readonly Layer[];
  readonly #spotRadiusMm: number;
  readonly #floorDarkness: number;
  readonly #widthMm: number;
  readonly #heightMm: number;
  readonly #columns: number;
  readonly #rows: number;
  readonly #tiles: (Float32Array | undefined)[];

  /** @param spotMm diameter of the spot */
  constructor(track: Track, spotMm: number) {
    this.#layers = layersOf(strokesOf(track));
    this.#spotRadiusMm = spotMm / 2;
    this.#floorDarkness = darknessOf(track.floor.color);
    this.#widthMm = track.floor.widthMm;
    this.#heightMm = track.floor.heightMm;
    this.#columns = Math.ceil(this.#widthMm / TILE_MM);
    this.#rows = Math.ceil(this.#heightMm / TILE_MM);
    this.#tiles = new Array<Float32Array | undefined>(this.#columns * this.#rows).fill(undefined);
  }

  at(xMm: number, yMm: number): number {
    if (!(xMm >= 0 && yMm >= 0 && xMm <= this.#widthMm && yMm <= this.#heightMm)) return DARKNESS_OFF_FLOOR;
    const gx = xMm / PITCH_MM;
    const gy = yMm / PITCH_MM;
    const cx = Math.floor(gx);
    const cy = Math.floor(gy);
    const column = Math.min(cx >> TILE_SHIFT, this.#columns - 1);
    const row = Math.min(cy >> TILE_SHIFT, this.#rows - 1);
    const index = row * this.#columns + column;
    const tile = this.#tiles[index] ?? (this.#tiles[index] = this.#draw(column, row));
    // The last node of the last tile is reached only where the floor ends on it.
    const tx = Math.min(cx - (column << TILE_SHIFT), CELL_MASK);
    const ty = Math.min(cy - (row << TILE_SHIFT), CELL_MASK);
    const u = gx - (tx + (column << TILE_SHIFT));
    const v = gy - (ty + (row << TILE_SHIFT));
    const k = ty * TILE_NODES + tx;
    const below = tile[k]! + (tile[k + 1]! - tile[k]!) * u;
    const above = tile[k + TILE_NODES]! + (tile[k + TILE_NODES + 1]! - tile[k + TILE_NODES]!) * u;
    return below + (above - below) * v;
  }

  #draw(column: number, row: number): Float32Array {
    const x0 = column * TILE_MM;
    const y0 = row * TILE_MM;
    const reachMm = TILE_MM * 0.7072 + this.#spotRadiusMm;
    const layers = this.#layers
      .map(({ darkness, strokes }) => ({
        darkness,
        strokes: strokes.filter((s) => s.distanceMm(x0 + TILE_MM / 2, y0 + TILE_MM / 2) <= reachMm + s.halfWidthMm),
      }))
      .filter(({ strokes }) => strokes.length > 0);
    const tile = new Float32Array(TILE_NODES * TILE_NODES).fill(this.#floorDarkness);
    if (layers.length === 0) return tile;
    for (let j = 0; j < TILE_NODES; j++) {
      for (let i = 0; i < TILE_NODES; i++) {
        let value = this.#floorDarkness;
        for (const layer of layers) {
          const covered = this.#covered(layer.strokes, x0 + i * PITCH_MM, y0 + j * PITCH_MM);
          value += (layer.darkness - value) * covered;
        }
        tile[j * TILE_NODES + i] = value;
      }
    }
    return tile;
  }

  /** Share of the spot that lies on these lines; a bend counts as straight within the spot. */
  #covered(strokes: readonly Stroke[], xMm: number, yMm: number): number {
    let most = 0;
    for (const stroke of strokes) {
      const distance = stroke.distanceMm(xMm, yMm);
      if (distance >= stroke.halfWidthMm + this.#spotRadiusMm) continue;
      const near = discShare((stroke.halfWidthMm - distance) / this.#spotRadiusMm);
      const far = discShare((-stroke.halfWidthMm - distance) / this.#spotRadiusMm);
      if (near - far > most) most = near - far;
    }
    return most;
  }
}
