/**
 * Numbers as text in bases other than 10. Layer: vm.
 * Why our own: ECMA-262 (§6.1.6.1.20) leaves the digits after the point, and those beyond 2^53, to the engine. Here the whole part is exact and the
 * fraction is the shortest that tells the number from its neighbours.
 */

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz';

const bits = new DataView(new ArrayBuffer(8));

/** The next greater double; `value` is finite and not negative. */
function nextAbove(value: number): number {
  bits.setFloat64(0, value);
  bits.setBigUint64(0, bits.getBigUint64(0) + 1n);
  return bits.getFloat64(0);
}

/** Adds one to the last digit; true where the carry leaves the fraction. */
function roundUp(digits: number[], radix: number): boolean {
  for (let last = digits.pop(); last !== undefined; last = digits.pop()) {
    if (last + 1 === radix) continue;
    digits.push(last + 1);
    return false;
  }
  return true;
}

/** @param radix 2 … 36 */
export function radixText(value: number, radix: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  let whole = BigInt(Math.floor(size));
  let fraction = size - Math.floor(size);
  // Half the distance to the next double: what is left below it no longer matters.
  let tolerance = Math.max(0.5 * (nextAbove(size) - size), Number.MIN_VALUE);
  const digits: number[] = [];
  while (fraction >= tolerance) {
    fraction *= radix;
    tolerance *= radix;
    const digit = Math.floor(fraction);
    digits.push(digit);
    fraction -= digit;
    const up = fraction > 0.5 || (fraction === 0.5 && digit % 2 === 1);
    if (!up || fraction + tolerance <= 1) continue;
    if (roundUp(digits, radix)) whole += 1n;
    break;
  }
  const text = whole.toString(radix) + (digits.length > 0 ? `.${digits.map((digit) => DIGITS[digit]).join('')}` : '');
  return value < 0 ? `-${text}` : text;
}
