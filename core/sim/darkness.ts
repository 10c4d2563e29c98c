/**
 * How dark the floor is as a reflectance sensor sees it: the mean over its round spot. Layer: sim. Floor frame, mm.
 *
 * 0 is white, 1 is black, `DARKNESS_OFF_FLOOR` is where nothing reflects. The floor is cut into tiles of 64 × 64 cells of 2 mm, each
 * drawn when the first sensor comes to it; a reading is bilinear between four nodes. Why: start is instant on the largest floor, a
 * reading costs the same on a track of a thousand lines, and what a tile holds depends on the track alone.
 */
import { depthIn, type Depth } from './areas.ts';
import { discShare } from './spot-coverage.ts';
import { strokesOf, type Stroke } from './strokes.ts';
import type { Track } from './track-schema.ts';

/** Raw readings over a hole or in the air go a little beyond the kit's black. */
export const DARKNESS_OFF_FLOOR = 1.15;

const PITCH_MM = 2;
const TILE_SHIFT = 6;
const TILE_CELLS = 1 << TILE_SHIFT;
const TILE_NODES = TILE_CELLS + 1;
const TILE_MM = TILE_CELLS * PITCH_MM;
const CELL_MASK = TILE_CELLS - 1;

/** 0 (white) … 1 (black): what a grey of this luminance (Rec. 709 weights) reflects. */
export function darknessOf(color: string): number {
  const channel = (at: number): number => parseInt(color.slice(at, at + 2), 16) / 255;
  return 1 - (0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5));
}

/** Something painted on the floor; a later one covers an earlier one. */
interface Layer {
  readonly darkness: number;
  /** Share of the spot that lies on it. */
  covered(xMm: number, yMm: number, spotRadiusMm: number): number;
  /** What of it can be seen by a spot whose centre is within `reachMm` of this point; undefined: nothing. */
  near(xMm: number, yMm: number, reachMm: number): Layer | undefined;
}

/** Neighbours of one colour, in which pieces of a line join without a seam. */
class LineLayer implements Layer {
  readonly darkness: number;
  readonly #strokes: readonly Stroke[];

  constructor(darkness: number, strokes: readonly Stroke[]) {
    this.darkness = darkness;
    this.#strokes = strokes;
  }

  /** A bend counts as straight within the spot. */
  covered(xMm: number, yMm: number, spotRadiusMm: number): number {
    let most = 0;
    for (const stroke of this.#strokes) {
      const distance = stroke.distanceMm(xMm, yMm);
      if (distance >= stroke.halfWidthMm + spotRadiusMm) continue;
      const near = discShare((stroke.halfWidthMm - distance) / spotRadiusMm);
      const far = discShare((-stroke.halfWidthMm - distance) / spotRadiusMm);
      if (near - far > most) most = near - far;
    }
    return most;
  }

  near(xMm: number, yMm: number, reachMm: number): Layer | undefined {
    const strokes = this.#strokes.filter((stroke) => stroke.distanceMm(xMm, yMm) <= reachMm + stroke.halfWidthMm);
    return strokes.length === 0 ? undefined : new LineLayer(this.darkness, strokes);
  }
}

class ZoneLayer implements Layer {
  readonly darkness: number;
  readonly #depth: Depth;

  constructor(darkness: number, depth: Depth) {
    this.darkness = darkness;
    this.#depth = depth;
  }

  covered(xMm: number, yMm: number, spotRadiusMm: number): number {
    return discShare(this.#depth(xMm, yMm) / spotRadiusMm);
  }

  near(xMm: number, yMm: number, reachMm: number): Layer | undefined {
    return this.#depth(xMm, yMm) >= -reachMm ? this : undefined;
  }
}

function lineLayers(strokes: readonly Stroke[]): readonly Layer[] {
  const colors: { readonly color: string; readonly strokes: Stroke[] }[] = [];
  for (const stroke of strokes) {
    const last = colors.at(-1);
    if (last?.color === stroke.color) last.strokes.push(stroke);
    else colors.push({ color: stroke.color, strokes: [stroke] });
  }
  return colors.map((each) => new LineLayer(darknessOf(each.color), each.strokes));
}

const layersOf = (track: Track): readonly Layer[] => [
  ...track.zones.flatMap(({ area, color }) => (color === null ? [] : [new ZoneLayer(darknessOf(color), depthIn(area))])),
  ...lineLayers(strokesOf(track)),
];

/** Why: a judge re-runs one track a thousand times, and its tiles never change. They go when the track goes. By its lines: copies with another start are the same floor. */
const MAPS = new WeakMap<Track['lines'], Map<number, DarknessMap>>();

/** Shared by all worlds on this track, which must not be changed any more. @param spotMm diameter of the spot */
export function darknessOfTrack(track: Track, spotMm: number): DarknessMap {
  const maps = MAPS.get(track.lines) ?? new Map<number, DarknessMap>();
  MAPS.set(track.lines, maps);
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
    this.#layers = layersOf(track);
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
    const layers = this.#layers.flatMap((layer) => layer.near(x0 + TILE_MM / 2, y0 + TILE_MM / 2, reachMm) ?? []);
    const tile = new Float32Array(TILE_NODES * TILE_NODES).fill(this.#floorDarkness);
    if (layers.length === 0) return tile;
    for (let j = 0; j < TILE_NODES; j++) {
      for (let i = 0; i < TILE_NODES; i++) {
        let value = this.#floorDarkness;
        for (const layer of layers) {
          const covered = layer.covered(x0 + i * PITCH_MM, y0 + j * PITCH_MM, this.#spotRadiusMm);
          value += (layer.darkness - value) * covered;
        }
        tile[j * TILE_NODES + i] = value;
      }
    }
    return tile;
  }
}
