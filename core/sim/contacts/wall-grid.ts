/** Which walls are near: the floor in squares, each with the walls that may cross it, so that a wall far away costs nothing. Layer: sim. */
import type { Track } from '../track-schema.ts';
import { wallBody, type Body } from './body.ts';

const CELL_MM = 250;

export class WallGrid {
  readonly #walls: readonly Body[];
  readonly #columns: number;
  readonly #rows: number;
  /** By square, in rows from the lower left: the walls' places among all. */
  readonly #cells: readonly (readonly number[])[];
  /** By wall: the last question in which it was found, so that none is found twice. */
  readonly #foundIn: Float64Array;
  #questions = 0;

  constructor({ floor, walls }: Pick<Track, 'floor' | 'walls'>) {
    this.#walls = walls.map(({ from, to }) => wallBody(from, to));
    this.#columns = Math.ceil(floor.widthMm / CELL_MM);
    this.#rows = Math.ceil(floor.heightMm / CELL_MM);
    this.#foundIn = new Float64Array(walls.length);
    const cells = Array.from({ length: this.#columns * this.#rows }, (): number[] => []);
    for (const [i, wall] of this.#walls.entries())
      this.#eachCell(wall, Math.abs(wall.sin) * wall.halfLength, Math.abs(wall.cos) * wall.halfLength, (cell) => cells[cell]!.push(i));
    this.#cells = cells;
  }

  /** What lies beyond the floor belongs to the squares at its edge. */
  #eachCell({ x, y }: Body, reachX: number, reachY: number, use: (cell: number) => void): void {
    const within = (mm: number, count: number): number => Math.min(count - 1, Math.max(0, Math.floor(mm / CELL_MM)));
    const [left, right] = [within(x - reachX, this.#columns), within(x + reachX, this.#columns)];
    const [low, high] = [within(y - reachY, this.#rows), within(y + reachY, this.#rows)];
    for (let row = low; row <= high; row++) for (let column = left; column <= right; column++) use(row * this.#columns + column);
  }

  /** All that may be within `reachMm` of the body's centre, each once, in an order that only depends on where the body is. */
  eachNear(body: Body, reachMm: number, use: (wall: Body) => void): void {
    const question = ++this.#questions;
    this.#eachCell(body, reachMm, reachMm, (cell) => {
      for (const i of this.#cells[cell]!) {
        if (this.#foundIn[i] === question) continue;
        this.#foundIn[i] = question;
        use(this.#walls[i]!);
      }
    });
  }
}
