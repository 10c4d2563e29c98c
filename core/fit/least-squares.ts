/**
 * Levenberg–Marquardt with bounds, with what is likely beforehand, and with less weight for what does not fit at all. Layer: fit.
 * Sources: Marquardt 1963; Huber's weights; priors as further residuals (Bishop, Pattern Recognition and Machine Learning, §3.3).
 *
 * Why our own: a residual costs a whole simulation, so that a column of the Jacobian is asked for where it is cheap (a sensor's own level needs
 * no new simulation), bounds and priors are needed, and a page wants to show where it is and to stop.
 */

/** Unknowns are counted in units in which 1 is what they may well be off by: 0 is the value before, and its prior deviation is 1. */
export interface Problem {
  readonly size: number;
  readonly least: Float64Array;
  readonly most: Float64Array;
  /** In standard deviations of each reading; borrowed until the next call. */
  residuals(at: Float64Array): Float64Array;
  /** Derivatives of all residuals by unknown `j`. A new array. */
  column(at: Float64Array, j: number, slope: Slope): Float64Array;
}

export interface Slope {
  /** `residuals(at)`. */
  readonly base: Float64Array;
  /** By steps to both sides. Why: where unknowns make up for one another, what one step's bend adds looks as if they could be told apart. */
  readonly isExact: boolean;
}

export interface Minimum {
  readonly at: Float64Array;
  /** Of what all unknowns together leave open; row by row, `size` × `size`. */
  readonly covariance: Float64Array;
  /** Root mean square of the residuals. */
  readonly residual: number;
}

/** Residuals beyond this count by their size, no longer by its square: in standard deviations. */
const HUBER = 4;
const DAMPING_FIRST = 1e-3;
const DAMPING_MAX = 1e8;
const DAMPING_STEP = 8;

const weightOf = (residual: number): number => {
  const size = Math.abs(residual);
  return size <= HUBER ? 1 : HUBER / size;
};

/** Huber's, and what is likely beforehand. */
export function costOf(residuals: Float64Array, at: Float64Array): number {
  let cost = 0;
  for (const residual of residuals) {
    const size = Math.abs(residual);
    cost += size <= HUBER ? size * size : HUBER * (2 * size - HUBER);
  }
  for (const value of at) cost += value * value;
  return cost;
}

const rootMeanSquare = (values: Float64Array): number => {
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum / Math.max(1, values.length));
};

interface Normal {
  /** JᵀWJ + 1, row by row. */
  readonly matrix: Float64Array;
  /** JᵀWr + the priors' share. */
  readonly gradient: Float64Array;
}

function normalOf(problem: Problem, at: Float64Array, slope: Slope): Normal {
  const { size } = problem;
  const { base } = slope;
  const columns = Array.from({ length: size }, (_, j) => problem.column(at, j, slope));
  const weights = base.map(weightOf);
  const matrix = new Float64Array(size * size);
  const gradient = Float64Array.from(at);
  const weighted = new Float64Array(base.length);
  for (let j = 0; j < size; j++) {
    const column = columns[j]!;
    for (let k = 0; k < base.length; k++) weighted[k] = column[k]! * weights[k]!;
    for (let k = 0; k < base.length; k++) gradient[j]! += weighted[k]! * base[k]!;
    for (let i = 0; i <= j; i++) {
      const other = columns[i]!;
      let sum = i === j ? 1 : 0;
      for (let k = 0; k < base.length; k++) sum += weighted[k]! * other[k]!;
      matrix[i * size + j] = sum;
      matrix[j * size + i] = sum;
    }
  }
  return { matrix, gradient };
}

/** Cholesky: L with L·Lᵀ = matrix, row by row; of a matrix that is positive definite, as priors make every one here. */
export function choleskyOf(matrix: Float64Array, size: number): Float64Array {
  const lower = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= lower[i * size + k]! * lower[j * size + k]!;
      lower[i * size + j] = i === j ? Math.sqrt(Math.max(sum, Number.EPSILON)) : sum / lower[j * size + j]!;
    }
  }
  return lower;
}

function solved(lower: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  const x = right.slice();
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) x[i]! -= lower[i * size + k]! * x[k]!;
    x[i]! /= lower[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) x[i]! -= lower[k * size + i]! * x[k]!;
    x[i]! /= lower[i * size + i]!;
  }
  return x;
}

export const identity = (size: number): Float64Array =>
  Float64Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? 1 : 0));

function inverseOf(lower: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  for (let j = 0; j < size; j++)
    inverse.set(
      solved(
        lower,
        Float64Array.from({ length: size }, (_, i) => (i === j ? 1 : 0)),
      ),
      j * size,
    );
  return inverse;
}

/** The step that Marquardt's damping allows, kept within the bounds: what stands at one and would go beyond stays there, and the others step without it. */
function stepped({ least, most, size }: Problem, at: Float64Array, { matrix, gradient }: Normal, damping: number): Float64Array {
  const damped = matrix.slice();
  const right = gradient.slice();
  for (let i = 0; i < size; i++) {
    damped[i * size + i]! *= 1 + damping;
    const isHeld = (at[i]! <= least[i]! && gradient[i]! > 0) || (at[i]! >= most[i]! && gradient[i]! < 0);
    if (!isHeld) continue;
    right[i] = 0;
    for (let k = 0; k < size; k++) {
      damped[i * size + k] = i === k ? 1 : 0;
      damped[k * size + i] = i === k ? 1 : 0;
    }
  }
  const step = solved(choleskyOf(damped, size), right);
  return at.map((value, i) => Math.min(most[i]!, Math.max(least[i]!, value - step[i]!)));
}

export interface Effort {
  readonly stepsMax: number;
  /** Below this relative gain it is at its end. */
  readonly gainMin: number;
  /** See Slope. */
  readonly isExact: boolean;
}

/** Yields the root mean square after each step; bounded in steps, and each step in tries. */
export function* minimise(problem: Problem, from: Float64Array, { stepsMax, gainMin, isExact }: Effort): Generator<number, Float64Array> {
  let at = from;
  let base = problem.residuals(at).slice();
  let cost = costOf(base, at);
  let damping = DAMPING_FIRST;
  for (let step = 0; step < stepsMax; step++) {
    const normal = normalOf(problem, at, { base, isExact });
    let gain = 0;
    for (; damping <= DAMPING_MAX; damping *= DAMPING_STEP) {
      const next = stepped(problem, at, normal, damping);
      const residuals = problem.residuals(next);
      const nextCost = costOf(residuals, next);
      if (!(nextCost < cost)) continue;
      gain = (cost - nextCost) / cost;
      [at, base, cost] = [next, residuals.slice(), nextCost];
      damping /= DAMPING_STEP * DAMPING_STEP;
      break;
    }
    yield rootMeanSquare(base);
    if (gain < gainMin) return at;
  }
  return at;
}

/** Neighbours in time err alike: so much of one reading's error is the next one's too. */
const ALIKE_MAX = 0.95;

function alikeShare(residuals: Float64Array): number {
  let own = Number.EPSILON;
  let shared = 0;
  for (let i = 1; i < residuals.length; i++) {
    own += residuals[i]! * residuals[i]!;
    shared += residuals[i]! * residuals[i - 1]!;
  }
  return Math.min(ALIKE_MAX, Math.max(0, shared / own));
}

/**
 * What is open at a minimum: the inverse of the normal matrix. Readings that lie further off than their noise, and that err as their neighbours do,
 * tell less than so many independent ones.
 */
export function openAt(problem: Problem, at: Float64Array): Minimum {
  const base = problem.residuals(at).slice();
  const residual = rootMeanSquare(base);
  const alike = alikeShare(base);
  const worth = (1 - alike) / (1 + alike) / Math.max(1, residual * residual);
  const matrix = normalOf(problem, at, { base, isExact: true }).matrix.map((value, i) =>
    i % (problem.size + 1) === 0 ? 1 + (value - 1) * worth : value * worth,
  );
  return { at, covariance: inverseOf(choleskyOf(matrix, problem.size), problem.size), residual };
}
