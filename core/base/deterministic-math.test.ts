import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atan2, cos, exp, ln, pow, sin } from './deterministic-math.ts';

const bits = new DataView(new ArrayBuffer(8));

/** Distance in units of the last place; 0 for equal values, both NaN included. */
function ulpsBetween(a: number, b: number): number {
  if (Object.is(a, b)) return 0;
  if (Number.isNaN(a) || Number.isNaN(b) || (a === 0 && b === 0)) return Infinity;
  const ordered = (x: number): bigint => {
    bits.setFloat64(0, x);
    const raw = bits.getBigInt64(0);
    return raw < 0n ? -(raw & 0x7fffffffffffffffn) : raw;
  };
  const distance = ordered(a) - ordered(b);
  return Number(distance < 0n ? -distance : distance);
}

describe('deterministic maths', () => {
  it.each([
    ['sin', sin, Math.sin],
    ['cos', cos, Math.cos],
    ['exp', exp, Math.exp],
    ['ln', ln, Math.log],
  ] as const)('%s is within 2 ulp of this engine', (_name, ours, engines) => {
    fc.assert(fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) => ulpsBetween(ours(x), engines(x)) <= 2));
  });

  it('atan2 and pow are within 2 ulp of this engine', () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(fc.property(number, number, (y, x) => ulpsBetween(atan2(y, x), Math.atan2(y, x)) <= 2));
    fc.assert(
      fc.property(
        fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
        fc.double({ min: -40, max: 40, noNaN: true }),
        (b, e) => ulpsBetween(pow(b, e), b ** e) <= 2,
      ),
    );
  });

  it('pow has the special cases of ** at every pair of corner values', () => {
    const corners = [NaN, Infinity, -Infinity, 0, -0, 1, -1, 2, -2, 0.5, -0.5, 3, -3];
    for (const base of corners) {
      for (const exponent of corners) {
        expect(ulpsBetween(pow(base, exponent), base ** exponent), `${base} ** ${exponent}`).toBeLessThanOrEqual(2);
      }
    }
  });

  it('atan2 keeps the sign of y where y / x underflows', () => {
    expect(atan2(-5e-324, -2)).toBe(-Math.PI);
  });
});
