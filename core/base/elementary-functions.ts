/**
 * The rest of ECMA-262's elementary functions (§21.3.2), equal in every engine and within 1 unit in the last place of the true value. Layer: base.
 * Each is worked out with about 100 bits from series and from Newton's step on a port's answer, then rounded once.
 */
import { atan2, cos, exp, ln, sin } from './deterministic-math.ts';
import { add, divide, exactly, multiply, negate, productOf, scale, squareRoot, sumOf, type DoubleDouble } from './double-double.ts';

const LN_2: DoubleDouble = { hi: 0.6931471805599453, lo: 2.3190468138462996e-17 };
const LN_10: DoubleDouble = { hi: 2.302585092994046, lo: -2.1707562233822494e-16 };
const HALF_PI: DoubleDouble = { hi: 1.5707963267948966, lo: 6.123233995736766e-17 };
/** What HALF_PI leaves of π / 2. */
const HALF_PI_REST = -1.4973849048591833e-33;
const ONE = exactly(1);

/** Below it a short series is exact to the last place. */
const SMALL = 1e-3;
const LARGE = 1e100;
/** From here on exp(−2x) no longer shows in tanh. */
const TANH_ONE = 22;
const EXP_MAX = 711;
/** Angles up to it are reduced with three doubles of π / 2. */
const ANGLE_MAX = 1e9;
/** Subnormals are lifted by 2^54 first. */
const NORMAL_MIN = 2.2250738585072014e-308;
const LIFT = 54;

/** a · 2^scaleBy, |a| near 1. */
interface Scaled {
  readonly value: DoubleDouble;
  readonly scaleBy: number;
}

/** exp(r) − 1 for |r| ≤ 0.35: Taylor of a 256th, doubled eight times. */
function smallExpm1(r: DoubleDouble): DoubleDouble {
  const part = { hi: r.hi / 256, lo: r.lo / 256 };
  let sum = exactly(0);
  for (let n = 11; n >= 1; n--) sum = divide(multiply(part, add(ONE, sum)), exactly(n));
  for (let i = 0; i < 8; i++) sum = add(multiply(sum, sum), { hi: 2 * sum.hi, lo: 2 * sum.lo });
  return sum;
}

function expOf(x: DoubleDouble): Scaled {
  const scaleBy = Math.round(x.hi / LN_2.hi);
  const rest = add(x, negate(multiply(LN_2, exactly(scaleBy))));
  return { value: add(ONE, smallExpm1(rest)), scaleBy };
}

function expm1Of(x: DoubleDouble): DoubleDouble {
  if (Math.abs(x.hi) < 0.3) return smallExpm1(x);
  const { value, scaleBy } = expOf(x);
  return add({ hi: scale(value.hi, scaleBy), lo: scale(value.lo, scaleBy) }, exactly(-1));
}

/** ln of 2^−900 … 2^900: the port's answer and one step of Newton's. */
function lnOf(a: DoubleDouble): DoubleDouble {
  const first = ln(a.hi);
  const { value, scaleBy } = expOf(exactly(-first));
  const lifted = { hi: scale(a.hi, scaleBy), lo: scale(a.lo, scaleBy) };
  const error = add(multiply(lifted, value), exactly(-1));
  return sumOf(first, error.hi - 0.5 * error.hi * error.hi);
}

/** ln of any positive double. */
function lnOfDouble(x: number): DoubleDouble {
  let value = x;
  let lifts = 0;
  for (; value < 1e-250; lifts -= LIFT) value = scale(value, LIFT);
  for (; value > 1e250; lifts += LIFT) value = scale(value, -LIFT);
  const found = lnOf(exactly(value));
  return lifts === 0 ? found : add(found, multiply(LN_2, exactly(lifts)));
}

interface SineAndCosine {
  readonly sine: DoubleDouble;
  readonly cosine: DoubleDouble;
}

/** For |r| ≤ 0.9, by Taylor. */
function sineAndCosine(r: DoubleDouble): SineAndCosine {
  const square = negate(multiply(r, r));
  let sine = ONE;
  let cosine = ONE;
  for (let n = 30; n >= 2; n -= 2) {
    sine = add(ONE, divide(multiply(square, sine), exactly(n * (n + 1))));
    cosine = add(ONE, divide(multiply(square, cosine), exactly(n * (n - 1))));
  }
  return { sine: multiply(r, sine), cosine };
}

/** asin of |s| ≤ 0.75. */
function asinOf(s: DoubleDouble): DoubleDouble {
  const first = atan2(s.hi, Math.sqrt((1 - s.hi) * (1 + s.hi)));
  const { sine, cosine } = sineAndCosine(exactly(first));
  return sumOf(first, add(s, negate(sine)).hi / cosine.hi);
}

/** acos of 0.7 < x ≤ 1, by half the angle. */
function acosNearOne(x: number): DoubleDouble {
  if (x === 1) return exactly(0);
  const half = asinOf(squareRoot(exactly((1 - x) / 2)));
  return { hi: 2 * half.hi, lo: 2 * half.lo };
}

/** An odd function from what it is for positive x. */
function odd(x: number, ofPositive: (size: number) => number): number {
  if (x === 0 || Number.isNaN(x)) return x;
  return x < 0 ? -ofPositive(-x) : ofPositive(x);
}

/** x + x³ (c3 + x² (c5 + x² c7)). */
function oddSeries(x: number, c3: number, c5: number, c7: number): number {
  const square = x * x;
  return x + x * square * (c3 + square * (c5 + square * c7));
}

export function tan(x: number): number {
  return odd(x, (size) => {
    if (size < SMALL) return oddSeries(size, 1 / 3, 2 / 15, 17 / 315);
    if (!(size < ANGLE_MAX)) return sin(size) / cos(size);
    const turns = Math.round(size / HALF_PI.hi);
    const high = productOf(turns, HALF_PI.hi);
    const low = productOf(turns, HALF_PI.lo);
    const near = add(sumOf(size, -high.hi), exactly(-high.lo));
    const { sine, cosine } = sineAndCosine(add(add(near, negate(low)), exactly(-turns * HALF_PI_REST)));
    return turns % 2 === 0 ? divide(sine, cosine).hi : -divide(cosine, sine).hi;
  });
}

export function asin(x: number): number {
  return odd(x, (size) => {
    if (size > 1) return NaN;
    if (size < SMALL) return oddSeries(size, 1 / 6, 3 / 40, 15 / 336);
    return size <= 0.7 ? asinOf(exactly(size)).hi : add(HALF_PI, negate(acosNearOne(size))).hi;
  });
}

export function acos(x: number): number {
  if (!(x >= -1 && x <= 1)) return NaN;
  if (x > 0.7) return acosNearOne(x).hi;
  if (x < -0.7) return add({ hi: 2 * HALF_PI.hi, lo: 2 * HALF_PI.lo }, negate(acosNearOne(-x))).hi;
  return add(HALF_PI, negate(Math.abs(x) < SMALL ? exactly(oddSeries(x, 1 / 6, 3 / 40, 15 / 336)) : asinOf(exactly(x)))).hi;
}

export function atan(x: number): number {
  return atan2(x, 1);
}

export function expm1(x: number): number {
  if (x === 0 || !Number.isFinite(x)) return x === -Infinity ? -1 : x;
  if (x > EXP_MAX) return Infinity;
  if (x < -40) return -1;
  if (Math.abs(x) < 1e-5) return x + (x * x * (1 + (x / 3) * (1 + x / 4))) / 2;
  if (x > 40) return exp(x) === Infinity ? Infinity : roundedExp(x);
  return expm1Of(exactly(x)).hi;
}

function roundedExp(x: number): number {
  const { value, scaleBy } = expOf(exactly(x));
  return scale(value.hi, scaleBy);
}

export function log1p(x: number): number {
  if (x === 0 || !(x > -1) || x === Infinity) return x === -1 ? -Infinity : x < -1 ? NaN : x;
  if (Math.abs(x) < 1e-5) return x - x * x * (0.5 - x * (1 / 3 - x / 4));
  return x > LARGE ? lnOfDouble(x).hi : lnOf(sumOf(1, x)).hi;
}

function logarithm(x: number, base: DoubleDouble): number {
  if (!(x > 0) || x === Infinity) return x === 0 ? -Infinity : x > 0 ? x : NaN;
  return divide(lnOfDouble(x), base).hi;
}

export function log2(x: number): number {
  return logarithm(x, LN_2);
}

export function log10(x: number): number {
  return logarithm(x, LN_10);
}

/** (exp(x) ± exp(−x)) / 2 for positive x. */
function halfExpSum(x: number, sign: 1 | -1): number {
  if (x > EXP_MAX) return Infinity;
  const { value, scaleBy } = expOf(exactly(x));
  if (x > 40) return scale(value.hi, scaleBy - 1);
  const inverse = divide(ONE, value);
  const other = { hi: sign * scale(inverse.hi, -2 * scaleBy), lo: sign * scale(inverse.lo, -2 * scaleBy) };
  return scale(add(value, other).hi, scaleBy - 1);
}

export function sinh(x: number): number {
  return odd(x, (size) => (size < SMALL ? oddSeries(size, 1 / 6, 1 / 120, 1 / 5040) : halfExpSum(size, -1)));
}

export function cosh(x: number): number {
  return Number.isNaN(x) ? x : halfExpSum(Math.abs(x), 1);
}

export function tanh(x: number): number {
  return odd(x, (size) => {
    if (size > TANH_ONE) return 1;
    if (size < SMALL) return oddSeries(size, -1 / 3, 2 / 15, -17 / 315);
    const grown = expm1Of(exactly(2 * size));
    return divide(grown, add(grown, exactly(2))).hi;
  });
}

export function asinh(x: number): number {
  return odd(x, (size) => {
    if (size === Infinity) return size;
    if (size < SMALL) return oddSeries(size, -1 / 6, 3 / 40, -15 / 336);
    if (size > LARGE) return add(lnOfDouble(size), LN_2).hi;
    return lnOf(add(exactly(size), squareRoot(add(productOf(size, size), ONE)))).hi;
  });
}

export function acosh(x: number): number {
  if (!(x >= 1) || x === Infinity) return x === Infinity ? x : NaN;
  if (x > LARGE) return add(lnOfDouble(x), LN_2).hi;
  if (x === 1) return 0;
  const above = sumOf(x, -1);
  const root = squareRoot(multiply(above, add(above, exactly(2))));
  return lnOf(add(exactly(x), root)).hi;
}

export function atanh(x: number): number {
  return odd(x, (size) => {
    if (size >= 1) return size === 1 ? Infinity : NaN;
    if (size < SMALL) return oddSeries(size, 1 / 3, 1 / 5, 1 / 7);
    return 0.5 * lnOf(divide(sumOf(1, size), sumOf(1, -size))).hi;
  });
}

export function cbrt(x: number): number {
  return odd(x, (size) => {
    if (size === Infinity) return size;
    const lifted = size < NORMAL_MIN * 1e20 ? scale(size, 3 * LIFT) : size > 1e290 ? scale(size, -3 * LIFT) : size;
    const moved = lifted === size ? 0 : lifted > size ? -LIFT : LIFT;
    const first = exp(ln(lifted) / 3);
    const cube = multiply(productOf(first, first), exactly(first));
    const error = add(cube, exactly(-lifted)).hi;
    return scale(first - error / (3 * first * first), moved);
  });
}
