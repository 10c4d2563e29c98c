/**
 * How late a driver acts on what the car sees. Layer: run.
 * Why it matters: who is a tenth of a second late weaves, and a net that copies the lateness weaves more. A net that is taught what the driver
 * did a moment later drives as the driver meant to.
 */
import type { DriveData } from './drive-data.ts';

/** About 0.4 s. */
const MOMENTS_MAX = 20;

/** In moments, 0 … 20: where turning follows the line best. */
export function reactionMomentsOf({ inputs, targets }: DriveData): number {
  const offset = Array.from({ length: inputs.rows }, (_, row) => lineOffset(inputs.values, row * inputs.columns, inputs.columns / 2));
  const turning = offset.map((_, row) => targets.values[row * 2]! - targets.values[row * 2 + 1]!);
  let best = 0;
  let bestLikeness = -Infinity;
  for (let moments = 0; moments <= MOMENTS_MAX; moments++) {
    const likeness = correlation(offset.slice(0, offset.length - moments), turning.slice(moments));
    if (likeness <= bestLikeness) continue;
    best = moments;
    bestLikeness = likeness;
  }
  return best;
}

/** Where the line lies, in sensors right of the middle; 0 where none sees it. */
function lineOffset(values: Float32Array, from: number, sensors: number): number {
  let weight = 0;
  let moment = 0;
  for (let i = 0; i < sensors; i++) {
    weight += values[from + i]!;
    moment += values[from + i]! * (i - (sensors - 1) / 2);
  }
  return weight > 0 ? moment / weight : 0;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

/** −1 … 1; 0 where one of them never changes. */
function correlation(a: readonly number[], b: readonly number[]): number {
  const meanA = mean(a);
  const meanB = mean(b);
  let both = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (let i = 0; i < a.length; i++) {
    both += (a[i]! - meanA) * (b[i]! - meanB);
    squaresA += (a[i]! - meanA) ** 2;
    squaresB += (b[i]! - meanB) ** 2;
  }
  const scale = Math.sqrt(squaresA * squaresB);
  return scale > 0 ? both / scale : 0;
}
