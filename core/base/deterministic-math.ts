/**
 * Transcendental functions that give the same bits in every engine. Layer: base.
 * Why: `Math.sin` and its like differ between Chromium, Firefox and Node, even between two builds of V8, so `sim` and `vm` never use them.
 * The ports of FreeBSD's msun in @stdlib use only IEEE basic operations, which every engine rounds alike.
 */
import atan2Port from '@stdlib/math-base-special-atan2';
import cosPort from '@stdlib/math-base-special-cos';
import expPort from '@stdlib/math-base-special-exp';
import lnPort from '@stdlib/math-base-special-ln';
import powPort from '@stdlib/math-base-special-pow';
import sinPort from '@stdlib/math-base-special-sin';

export const sin: (radians: number) => number = sinPort;
export const cos: (radians: number) => number = cosPort;
export const exp: (x: number) => number = expPort;
export const ln: (x: number) => number = lnPort;

/** Angle of (x, y), −π … π. Why the sign is mended: the port loses it where y / x underflows and x is negative. */
export function atan2(y: number, x: number): number {
  const angle = atan2Port(y, x);
  return y < 0 && angle > 0 ? -angle : angle;
}

/** JavaScript's `**`. Zero and infinite bases are decided here, because the port is wrong for exponents of ±0.5 there, and C's pow differs at NaN and ±1. */
export function pow(base: number, exponent: number): number {
  if (exponent === 0) return 1;
  if (Number.isNaN(exponent) || Number.isNaN(base)) return NaN;
  if ((base === 1 || base === -1) && (exponent === Infinity || exponent === -Infinity)) return NaN;
  if (base === 0 || base === Infinity || base === -Infinity) {
    const size = (base === 0) === exponent > 0 ? 0 : Infinity;
    const negative = (base < 0 || Object.is(base, -0)) && exponent % 2 !== 0 && Number.isInteger(exponent);
    return negative ? -size : size;
  }
  return powPort(base, exponent);
}

export const RADIANS_PER_DEGREE = 0.017453292519943295;
