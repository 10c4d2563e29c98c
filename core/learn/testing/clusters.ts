/** Data for tests of training: clouds of points that a straight cut tells apart. */
import { Random } from '../../base/random.ts';
import type { Matrix } from '../standardize.ts';

export interface Clusters {
  readonly features: Matrix;
  readonly classOf: readonly number[];
}

/** @param spread deviation of the noise; the centres are 0 … 6 in every column. */
export function makeClusters(options: {
  readonly seed: number;
  readonly classes: number;
  readonly perClass: number;
  readonly columns: number;
  readonly spread: number;
}): Clusters {
  const { classes, perClass, columns, spread } = options;
  const random = new Random(options.seed);
  const centres = Array.from({ length: classes * columns }, () => random.unit() * 6);
  const rows = classes * perClass;
  const values = new Float32Array(rows * columns);
  const classOf: number[] = [];
  for (let row = 0; row < rows; row++) {
    const at = Math.floor(row / perClass);
    classOf.push(at);
    for (let c = 0; c < columns; c++) values[row * columns + c] = centres[at * columns + c]! + random.gaussian() * spread;
  }
  return { features: { rows, columns, values }, classOf };
}
