/**
 * Numbers of about 106 bits as the unevaluated sum of two doubles, from IEEE basic operations only, so that every engine gives the same bits. Layer: base.
 * T. J. Dekker, "A floating-point technique for extending the available precision", Numer. Math. 18 (1971).
 * Operands must stay clear of overflow and of subnormals: below 2^990, and products above 2^−900.
 */

/** hi + lo, where |lo| is at most half a unit in the last place of hi. */
export interface DoubleDouble {
  readonly hi: number;
  readonly lo: number;
}

/** 2^27 + 1: splits a double in two halves of 26 bits. */
const SPLITTER = 134217729;

/** a + b exactly. */
export function sumOf(a: number, b: number): DoubleDouble {
  const hi = a + b;
  const part = hi - a;
  return { hi, lo: a - (hi - part) + (b - part) };
}

/** a · b exactly. */
export function productOf(a: number, b: number): DoubleDouble {
  const hi = a * b;
  const wideA = SPLITTER * a;
  const highA = wideA - (wideA - a);
  const lowA = a - highA;
  const wideB = SPLITTER * b;
  const highB = wideB - (wideB - b);
  const lowB = b - highB;
  return { hi, lo: lowA * lowB - (hi - highA * highB - lowA * highB - highA * lowB) };
}

export function add(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const high = sumOf(a.hi, b.hi);
  const low = sumOf(a.lo, b.lo);
  const middle = sumOf(high.hi, high.lo + low.hi);
  return sumOf(middle.hi, middle.lo + low.lo);
}

export function negate({ hi, lo }: DoubleDouble): DoubleDouble {
  return { hi: -hi, lo: -lo };
}

export function multiply(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const high = productOf(a.hi, b.hi);
  return sumOf(high.hi, high.lo + (a.hi * b.lo + a.lo * b.hi));
}

export function divide(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const first = a.hi / b.hi;
  const rest = add(a, negate(multiply(b, { hi: first, lo: 0 })));
  const second = rest.hi / b.hi;
  const last = add(rest, negate(multiply(b, { hi: second, lo: 0 }))).hi / b.hi;
  return add(sumOf(first, second), { hi: last, lo: 0 });
}

/** Of what is positive. */
export function squareRoot(a: DoubleDouble): DoubleDouble {
  const first = Math.sqrt(a.hi);
  const rest = add(a, negate(productOf(first, first)));
  return sumOf(first, rest.hi / (2 * first));
}

export function exactly(value: number): DoubleDouble {
  return { hi: value, lo: 0 };
}

const bits = new DataView(new ArrayBuffer(8));

/** @param exponent −1022 … 1023 */
function powerOfTwo(exponent: number): number {
  bits.setUint32(0, (exponent + 1023) << 20);
  bits.setUint32(4, 0);
  return bits.getFloat64(0);
}

/** value · 2^exponent, in two steps, so that neither leaves the range too early. */
export function scale(value: number, exponent: number): number {
  const half = exponent >> 1;
  return value * powerOfTwo(half) * powerOfTwo(exponent - half);
}
