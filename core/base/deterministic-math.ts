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
export const atan2: (y: number, x: number) => number = atan2Port;
export const exp: (x: number) => number = expPort;
export const ln: (x: number) => number = lnPort;

/** JavaScript's `**`: unlike C's pow, 1 ** NaN and (±1) ** ±Infinity are NaN. */
export function pow(base: number, exponent: number): number {
  if (Number.isNaN(exponent)) return NaN;
  if ((base === 1 || base === -1) && (exponent === Infinity || exponent === -Infinity)) return NaN;
  return powPort(base, exponent);
}

export const RADIANS_PER_DEGREE = 0.017453292519943295;
