/**
 * Roots, angles and powers in single precision, made of float32 operations only: each line below is a line of the board's C++, and gives
 * its bits. Layer: base. Specification: core/bytecode/compact.md §2. Polynomials: S. L. Moshier's Cephes, single precision (netlib.org/cephes).
 *
 * Errors against the true value: sin, cos 2 × 10⁻⁷ for angles up to 8,000 radians; atan2, exp, log 3 ulp; pow 3 ulp for whole exponents up to 16.
 */
import { single as f, singleQuotient } from './single-precision.ts';

const polynomial = (x: number, coefficients: readonly number[]): number =>
  coefficients.reduce((sum, coefficient) => f(f(sum * x) + coefficient), 0);

const singles = (...values: readonly number[]): readonly number[] => values.map(f);

const HALF_PI = f(1.5707963267948966);
const QUARTER_PI = f(0.7853981633974483);
const PI = f(3.141592653589793);
const TWO_PI = f(6.283185307179586);
const TWO_OVER_PI = f(0.6366197723675814);
/** π/2 in three parts, the first two short enough that a whole number times them is exact. */
const HALF_PI_PARTS = singles(1.5703125, 4.837512969970703e-4, 7.549789954891882e-8);
/** Beyond, whole turns are taken away first. */
const ANGLE_MAX = 32_768;

const SIN = singles(-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1);
const COS = singles(2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2);
const ATAN = singles(8.05374449538e-2, -1.38776856032e-1, 1.99777106478e-1, -3.33329491539e-1);
const EXP = singles(1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1);
const LOG = singles(
  ...[7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1],
  ...[-1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1],
);

/** The part within ±π/4, and which quarter of the circle it is in. */
function reduced(angle: number): { readonly rest: number; readonly quarter: number } {
  const x = Math.abs(angle) > ANGLE_MAX ? f(angle % TWO_PI) : angle;
  const turns = Math.trunc(f(f(x * TWO_OVER_PI) + (x < 0 ? -0.5 : 0.5)));
  const rest = HALF_PI_PARTS.reduce((left, part) => f(left - f(turns * part)), x);
  return { rest, quarter: turns & 3 };
}

function sinNearZero(x: number): number {
  const square = f(x * x);
  return f(f(f(polynomial(square, SIN) * square) * x) + x);
}

function cosNearZero(x: number): number {
  const square = f(x * x);
  return f(f(f(f(polynomial(square, COS) * square) * square) - f(0.5 * square)) + 1);
}

export function singleSin(angle: number): number {
  if (angle === 0 || !Number.isFinite(angle)) return angle === 0 ? angle : NaN;
  const { rest, quarter } = reduced(angle);
  const size = (quarter & 1) === 0 ? sinNearZero(rest) : cosNearZero(rest);
  return (quarter & 2) === 0 ? size : -size;
}

export function singleCos(angle: number): number {
  if (!Number.isFinite(angle)) return NaN;
  const { rest, quarter } = reduced(angle);
  const size = (quarter & 1) === 0 ? cosNearZero(rest) : sinNearZero(rest);
  return quarter === 0 || quarter === 3 ? size : -size;
}

/** Of x ≥ 0. */
function atan(x: number): number {
  const TAN_3_8 = f(2.414213562373095);
  const TAN_1_8 = f(0.414213562373095);
  const [start, rest] =
    x > TAN_3_8 ? [HALF_PI, -singleQuotient(1, x)] : x > TAN_1_8 ? [QUARTER_PI, singleQuotient(f(x - 1), f(x + 1))] : [0, x];
  const square = f(rest * rest);
  return f(start + f(f(f(polynomial(square, ATAN) * square) * rest) + rest));
}

export function singleAtan2(y: number, x: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  const isLeft = x < 0 || Object.is(x, -0);
  const isBelow = y < 0 || Object.is(y, -0);
  const slope = Math.abs(x) === Infinity && Math.abs(y) === Infinity ? 1 : y === 0 ? 0 : singleQuotient(Math.abs(y), Math.abs(x));
  const angle = isLeft ? f(PI - atan(slope)) : atan(slope);
  return isBelow ? -angle : angle;
}

const LOG2_E = f(1.4426950408889634);
/** ln 2 in two parts. */
const LN_2_HIGH = f(0.693359375);
const LN_2_LOW = f(-2.1219444005469057e-4);
const EXP_MAX = f(88.72283905206835);
const EXP_MIN = f(-103.97208404541015);

/** x × 2^k in two steps, the first of them exact, so that a subnormal result is rounded once. */
function scaled(x: number, k: number): number {
  const half = k >> 1;
  return f(f(x * 2 ** half) * 2 ** (k - half));
}

export function singleExp(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (x > EXP_MAX) return Infinity;
  if (x < EXP_MIN) return 0;
  const k = Math.floor(f(f(x * LOG2_E) + 0.5));
  const rest = f(f(x - f(k * LN_2_HIGH)) - f(k * LN_2_LOW));
  const square = f(rest * rest);
  return scaled(f(f(f(polynomial(rest, EXP) * square) + rest) + 1), k);
}

const bitsView = new DataView(new ArrayBuffer(4));
const ROOT_HALF = f(0.7071067811865476);
const EXPONENT_BIAS = 126;
const TWO_24 = 16_777_216;

/** x = m × 2^e with √½ ≤ m < √2; x is finite and above 0. */
function parts(x: number): { readonly m: number; readonly e: number } {
  const isSubnormal = x < 1.1754943508222875e-38;
  bitsView.setFloat32(0, isSubnormal ? x * TWO_24 : x);
  const bits = bitsView.getUint32(0);
  bitsView.setUint32(0, (bits & 0x007fffff) | 0x3f000000);
  const half = bitsView.getFloat32(0);
  const exponent = (bits >>> 23) - EXPONENT_BIAS - (isSubnormal ? 24 : 0);
  return half < ROOT_HALF ? { m: f(half + half), e: exponent - 1 } : { m: half, e: exponent };
}

export function singleLog(x: number): number {
  if (Number.isNaN(x) || x < 0) return NaN;
  if (x === 0) return -Infinity;
  if (x === Infinity) return Infinity;
  const { m, e } = parts(x);
  const rest = f(m - 1);
  const square = f(rest * rest);
  const curve = f(f(f(polynomial(rest, LOG) * square) * rest) + f(e * LN_2_LOW));
  return f(f(f(curve - f(0.5 * square)) + rest) + f(e * LN_2_HIGH));
}

/** Whole exponents up to here are products; others go through the logarithm. */
const FACTORS_MAX = 1024;

function product(base: number, exponent: number): number {
  let result = 1;
  let factor = base;
  for (let left = Math.abs(exponent); left > 0; left = left >> 1) {
    if ((left & 1) === 1) result = f(result * factor);
    if (left > 1) factor = f(factor * factor);
  }
  return exponent < 0 ? singleQuotient(1, result) : result;
}

/** JavaScript's `**`: NaN for ±1 to ±Infinity. */
export function singlePow(base: number, exponent: number): number {
  if (exponent === 0) return 1;
  if (Number.isNaN(exponent) || Number.isNaN(base)) return NaN;
  const size = Math.abs(base);
  if (Math.abs(exponent) === Infinity) return size === 1 ? NaN : size > 1 === exponent > 0 ? Infinity : 0;
  const isWhole = Number.isInteger(exponent);
  if (isWhole && Math.abs(exponent) <= FACTORS_MAX) return product(base, exponent);
  if (base < 0 && base !== -Infinity && !isWhole) return NaN;
  const power = singleExp(f(exponent * singleLog(size)));
  const isNegative = (base < 0 || Object.is(base, -0)) && isWhole && exponent % 2 !== 0;
  return isNegative ? -power : power;
}

export function singleSqrt(x: number): number {
  return f(Math.sqrt(x));
}

/** Scaled, so that neither squares nor sums leave the range. */
export function singleHypot(numbers: readonly number[]): number {
  const sizes = numbers.map((number) => Math.abs(number));
  if (sizes.includes(Infinity)) return Infinity;
  const largest = Math.max(0, ...sizes);
  if (largest === 0 || Number.isNaN(largest)) return largest;
  const shares = sizes.map((size) => singleQuotient(size, largest));
  return f(largest * singleSqrt(shares.reduce((sum, share) => f(sum + f(share * share)), 0)));
}
