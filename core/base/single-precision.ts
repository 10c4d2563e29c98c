/**
 * Numbers in IEEE single precision, as an 8-bit board computes with them. Layer: base. Specification: core/bytecode/compact.md §2.
 * A value is a JavaScript number that a float32 holds exactly. Sum, difference, product and root in double, rounded once, are the correctly
 * rounded single results (53 ≥ 2 · 24 + 2 bits), so `Math.fround` is all there is to them; a quotient that would be subnormal is ±0.
 */
import type { Random } from './random.ts';

/** The least normal float32, 2^−126. */
const LEAST_NORMAL = 1.1754943508222875e-38;
/** Whole numbers up to here are exact in single precision. */
export const SINGLE_WHOLE_MAX = 16_777_216;
/** Digits that tell any two float32 apart. */
const DIGITS_MAX = 9;
const TWO_24 = 16_777_216;
const TWO_16 = 65_536;

export type NumberKind = 'double' | 'single';

export const single: (value: number) => number = Math.fround;

/** Of two single numbers. Why ±0: an AVR's division is wrong in the last place there, and nowhere else. */
export function singleQuotient(a: number, b: number): number {
  const quotient = Math.fround(a / b);
  if (quotient < LEAST_NORMAL && quotient > -LEAST_NORMAL && quotient !== 0) return quotient < 0 ? -0 : 0;
  return quotient;
}

/**
 * A single number as text: whole numbers as JavaScript writes them, others with the fewest digits that give the same float32 again
 * (0.1, where the double nearest to it would read 0.10000000149011612).
 */
export function singleText(value: number): string {
  if (Number.isInteger(value) || !Number.isFinite(value) || Math.fround(value) !== value) return String(value);
  for (let digits = 1; digits < DIGITS_MAX; digits++) {
    const shorter = Number(value.toPrecision(digits));
    if (Math.fround(shorter) === value) return String(shorter);
  }
  return String(Number(value.toPrecision(DIGITS_MAX)));
}

/** 0 ≤ x < 1, 24 random bits: every such number is a float32. */
export function singleUnit(random: Random): number {
  return (random.uint32() >>> 8) / TWO_24;
}

/** Whole numbers within what is exact; NaN is 0. */
function whole(value: number): number {
  return Number.isNaN(value) ? 0 : Math.min(Math.max(value, -SINGLE_WHOLE_MAX), SINGLE_WHOLE_MAX);
}

/** A whole number from both ends inclusive, in any order of the ends: the upper 32 bits of 32 random bits × how many there are. */
export function singleRandomBetween(random: Random, a: number, b: number): number {
  const min = Math.ceil(whole(Math.min(a, b)));
  const max = Math.floor(whole(Math.max(a, b)));
  if (!(min < max)) return min;
  const count = max - min + 1;
  const bits = random.uint32();
  const low = (bits & (TWO_16 - 1)) * count;
  return Math.fround(min + Math.floor(((bits >>> 16) * count + Math.floor(low / TWO_16)) / TWO_16));
}
