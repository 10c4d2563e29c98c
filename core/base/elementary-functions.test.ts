import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acos, acosh, asin, asinh, atan, atanh, cbrt, cosh, expm1, log10, log1p, log2, sinh, tan, tanh } from './elementary-functions.ts';

const bits = new DataView(new ArrayBuffer(8));

function ordered(x: number): bigint {
  bits.setFloat64(0, x);
  const raw = bits.getBigInt64(0);
  return raw < 0n ? -(raw & 0x7fffffffffffffffn) : raw;
}

/** Distance in units of the last place; 0 for equal values, both NaN included; a zero of the other sign is far away. */
function ulpsBetween(a: number, b: number): number {
  if (Object.is(a, b)) return 0;
  if (Number.isNaN(a) || Number.isNaN(b) || (a === 0 && b === 0)) return Infinity;
  const distance = ordered(a) - ordered(b);
  return Number(distance < 0n ? -distance : distance);
}

const FUNCTIONS = { tan, asin, acos, atan, sinh, cosh, tanh, asinh, acosh, atanh, cbrt, expm1, log1p, log2, log10 } as const;
const NAMES = Object.keys(FUNCTIONS) as (keyof typeof FUNCTIONS)[];
const CORNERS = [
  0,
  5e-324,
  2.2250738585072014e-308,
  1e-9,
  1e-5,
  1e-3,
  0.1,
  0.5,
  0.7,
  1,
  1 + 2 ** -52,
  1.5,
  2,
  10,
  22,
  40,
  700,
  709.782712893384,
];
const MORE = [709.7827128933841, 710.4758600739439, 710.475860073944, 1e9, 1e22, 1e100, 1e300, Number.MAX_VALUE, Infinity];

/** Small and large numbers alike. */
const number = fc.oneof(
  fc.double({ min: -1, max: 1, noNaN: true }),
  fc.double({ min: -50, max: 50, noNaN: true }),
  fc.double({ min: -720, max: 720, noNaN: true }),
  fc.double({ noNaN: true }),
);

describe.each(NAMES)('%s', (name) => {
  const ours = FUNCTIONS[name];
  // Beyond 1e9 the quotient of two ports is good to 3 units.
  const tolerance = (x: number): number => (name === 'tan' && Math.abs(x) > 1e9 ? 3 : 2);

  it('is within 2 units in the last place of this engine', () => {
    fc.assert(
      fc.property(number, (x) => ulpsBetween(ours(x), Math[name](x)) <= tolerance(x)),
      { verbose: true, numRuns: 2000 },
    );
  });

  it('has the corner values of this engine', () => {
    for (const corner of [...CORNERS, ...MORE, NaN]) {
      for (const x of [corner, -corner]) expect(ulpsBetween(ours(x), Math[name](x)), `${name}(${x})`).toBeLessThanOrEqual(tolerance(x));
    }
  });
});

describe('exact results', () => {
  it('powers of two and ten have whole logarithms', () => {
    for (let n = -1074; n <= 1023; n++) expect(log2(2 ** n)).toBe(n);
    for (let n = -300; n <= 300; n++) expect(log10(Number(`1e${n}`))).toBe(n);
  });

  it('whole cubes have whole roots', () => {
    for (let n = 1; n <= 2000; n++) expect(cbrt(n * n * n)).toBe(n);
    expect(cbrt(-27)).toBe(-3);
  });
});
