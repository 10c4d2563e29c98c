/** Z-scores: each column brought to mean 0 and deviation 1, so that no feature counts more for its unit alone. Layer: learn. */

/** Rows of equal length in one array: row r, column c at `r × columns + c`. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

export interface ColumnScale {
  /** One a column. */
  readonly mean: Float64Array;
  /** One a column, never 0. */
  readonly deviation: Float64Array;
}

/** @param deviationMin a column that moves less is scaled as if it moved this much, so that a feature never seen before cannot shout. */
export function measureColumns(matrix: Matrix, deviationMin: number): ColumnScale {
  const { rows, columns, values } = matrix;
  const mean = new Float64Array(columns);
  const deviation = new Float64Array(columns);
  const count = Math.max(1, rows);
  for (let row = 0; row < rows; row++) for (let c = 0; c < columns; c++) mean[c]! += values[row * columns + c]! / count;
  for (let row = 0; row < rows; row++) {
    for (let c = 0; c < columns; c++) {
      const distance = values[row * columns + c]! - mean[c]!;
      deviation[c]! += (distance * distance) / count;
    }
  }
  for (let c = 0; c < columns; c++) deviation[c] = Math.max(deviationMin, Math.sqrt(deviation[c]!));
  return { mean, deviation };
}

export function standardize(matrix: Matrix, scale: ColumnScale): Matrix {
  const { rows, columns } = matrix;
  const values = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let c = 0; c < columns; c++) {
      const at = row * columns + c;
      values[at] = (matrix.values[at]! - scale.mean[c]!) / scale.deviation[c]!;
    }
  }
  return { rows, columns, values };
}

/** Rows one after another, all of the first one's length. */
export function matrixOf(rows: readonly ArrayLike<number>[]): Matrix {
  const columns = rows[0]?.length ?? 0;
  const values = new Float32Array(rows.length * columns);
  rows.forEach((row, at) => values.set(row, at * columns));
  return { rows: rows.length, columns, values };
}
