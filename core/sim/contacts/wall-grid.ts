/** Which walls are near: the floor in squares, each with the walls that may cross it, so that a wall far away costs nothing. Layer: sim. */
import type { Track } from '../track-schema.ts';
import { wallBody, type Body } from './body.ts';

const CELL_MM = 250;

/** What lies beyond the floor belongs to the squares at its edge. */
const within = (mm: number, count: number): number => Math.min(count - 1, Math.max(0, Math.floor(mm / CELL_MM)));

/** A body may go so far before its walls are looked for again. */
const SPARE_MM = 60;

/** The walls that may be within `reachMm` of a place. */
interface Near {
  readonly x: number;
  readonly y: number;
  readonly reachMm: number;
  readonly walls: readonly Body[];
}

export class WallGrid {
  readonly #columns: number;
  readonly #rows: number;
  /** By square, in rows from the lower left. */
  readonly #cells: readonly Body[][];
  /** By slot: where its walls were looked for last. */
  readonly #nearOf: (Near | undefined)[] = [];

  constructor({ floor, walls }: Pick<Track, 'floor' | 'walls'>) {
    this.#columns = Math.ceil(floor.widthMm / CELL_MM);
    this.#rows = Math.ceil(floor.heightMm / CELL_MM);
    this.#cells = Array.from({ length: this.#columns * this.#rows }, () => []);
    for (const [i, { from, to }] of walls.entries()) {
      const wall = wallBody(from, to);
      wall.slot = -1 - i;
      const cells = this.#cellsAround(wall, Math.abs(wall.sin) * wall.halfLength, Math.abs(wall.cos) * wall.halfLength);
      for (const cell of cells) cell.push(wall);
    }
  }

  #cellsAround({ x, y }: Body, reachX: number, reachY: number): readonly Body[][] {
    const around: Body[][] = [];
    const [left, right] = [within(x - reachX, this.#columns), within(x + reachX, this.#columns)];
    const [low, high] = [within(y - reachY, this.#rows), within(y + reachY, this.#rows)];
    for (let row = low; row <= high; row++) around.push(...this.#cells.slice(row * this.#columns + left, row * this.#columns + right + 1));
    return around;
  }

  /** All that may be within `reachMm` of the body's centre, and some that are a little farther, in the track's order. Borrowed until the next call. */
  near(body: Body, reachMm: number): readonly Body[] {
    const { slot, x, y } = body;
    const known = this.#nearOf[slot];
    if (known !== undefined && Math.abs(x - known.x) + Math.abs(y - known.y) + reachMm <= known.reachMm) return known.walls;
    const reach = reachMm + SPARE_MM;
    const walls = [...new Set(this.#cellsAround(body, reach, reach).flat())].toSorted((a, b) => b.slot - a.slot);
    this.#nearOf[slot] = { x, y, reachMm: reach, walls };
    return walls;
  }
}
