import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from './random.ts';
import { singleAtan2, singleCos, singleExp, singleHypot, singleLog, singlePow, singleSin, singleSqrt } from './single-math.ts';
import { single, singleQuotient, singleRandomBetween, singleText, singleUnit } from './single-precision.ts';

const RUNS = { verbose: true, numRuns: process.env['GUIJI_TEST_FULL'] === '1' ? 100_000 : 2000 };
const LEAST_NORMAL = 2 ** -126;
const ULP = 2 ** -23;
const anySingle = fc.float();
const within = (max: number): fc.Arbitrary<number> => fc.float({ min: -single(max), max: single(max), noNaN: true });

describe('quotients in single precision', () => {
  it('are the rounded ones, but ±0 where they would be subnormal', () => {
    fc.assert(
      fc.property(anySingle, anySingle, (a, b) => {
        const rounded = single(a / b);
        const isSubnormal = rounded !== 0 && Math.abs(rounded) < LEAST_NORMAL;
        expect(singleQuotient(a, b)).toBe(isSubnormal ? Math.sign(rounded) * 0 : rounded);
      }),
      RUNS,
    );
  });

  it('keep the least normal number and the sign of zero', () => {
    expect(singleQuotient(LEAST_NORMAL, 1)).toBe(LEAST_NORMAL);
    expect(singleQuotient(-LEAST_NORMAL, 2)).toBe(-0);
    expect(singleQuotient(2 ** -149, 1)).toBe(0);
  });
});

describe('single numbers as text', () => {
  it('have no digit too many', () => {
    expect([0.1, 0.3, 1 / 3, 1e-7, 3.4028234663852886e38, 16777217].map((value) => singleText(single(value)))).toEqual(
      ['0.1', '0.3', '0.33333334', '1e-7', '3.4028234663852886e+38', '16777216'], // prettier-ignore
    );
  });

  it('give the same number again', () => {
    fc.assert(
      fc.property(anySingle, (value) => {
        if (Object.is(value, -0)) return;
        expect(single(Number(singleText(value)))).toBe(value);
        expect(singleText(value).length).toBeLessThanOrEqual(String(value).length);
      }),
      RUNS,
    );
  });
});

describe('functions in single precision', () => {
  const near = (computed: number, exact: number, tolerance: number): void => {
    expect(single(computed)).toBe(computed);
    expect(Math.abs(computed - exact)).toBeLessThanOrEqual(tolerance);
  };

  it('sin and cos are right to 2e-7 up to 8,000 radians', () => {
    fc.assert(
      fc.property(within(8000), (x) => {
        near(singleSin(x), Math.sin(x), 2e-7);
        near(singleCos(x), Math.cos(x), 2e-7);
      }),
      RUNS,
    );
  });

  it('sin and cos stay within ±1 for every number', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (x) => {
        expect(Math.abs(singleSin(x))).toBeLessThanOrEqual(1);
        expect(Math.abs(singleCos(x))).toBeLessThanOrEqual(1);
      }),
      RUNS,
    );
  });

  it('atan2, exp, log and hypot are right to three units in the last place', () => {
    fc.assert(
      fc.property(within(1e6), within(1e6), (x, y) => {
        if (Math.abs(x) > 1e-6) near(singleAtan2(y, x), Math.atan2(y, x), 3 * ULP * Math.max(1, Math.abs(Math.atan2(y, x))));
        near(singleHypot([x, y]), Math.hypot(x, y), 3 * ULP * Math.hypot(x, y) + 1e-37);
        if (x > 1e-30) near(singleLog(x), Math.log(x), 3 * ULP * Math.max(1, Math.abs(Math.log(x))));
      }),
      RUNS,
    );
    fc.assert(
      fc.property(within(87), (x) => near(singleExp(x), Math.exp(x), 3 * ULP * Math.exp(x))),
      RUNS,
    );
  });

  it('powers with small whole exponents are right to a few units in the last place', () => {
    fc.assert(
      fc.property(within(100), fc.integer({ min: 0, max: 16 }), (x, n) =>
        near(singlePow(x, n), x ** n, 16 * ULP * Math.abs(x ** n) + 1e-37),
      ),
      RUNS,
    );
  });

  it('meet JavaScript at every corner', () => {
    const corners = [0, -0, 1, -1, 0.5, -0.5, 2, -2, 3, -3, Infinity, -Infinity, NaN];
    for (const x of corners) {
      if (!(Math.abs(x) > 0.5 && Number.isFinite(x))) expect([x, singleExp(x)]).toEqual([x, single(Math.exp(x))]);
      expect([x, singleSqrt(x)]).toEqual([x, single(Math.sqrt(x))]);
      for (const y of corners) {
        if (Number.isFinite(x ** y) === false || x === 0) expect([x, y, singlePow(x, y)]).toEqual([x, y, x ** y]);
        if (x === 0 || y === 0 || !Number.isFinite(x)) near3(singleAtan2(y, x), Math.atan2(y, x));
      }
    }
    expect([singleLog(0), singleLog(1), singleLog(-1), singleLog(Infinity)]).toEqual([-Infinity, 0, NaN, Infinity]);
  });

  function near3(computed: number, exact: number): void {
    if (Number.isNaN(exact)) expect(computed).toBeNaN();
    else expect(Math.abs(computed - exact)).toBeLessThanOrEqual(3e-7);
  }
});

describe('random numbers in single precision', () => {
  it('are below one, and whole numbers are within both ends and reach them', () => {
    const random = new Random(7);
    for (let i = 0; i < 1000; i++) expect(singleUnit(random)).toBeLessThan(1);
    const drawn = new Set(Array.from({ length: 1000 }, () => singleRandomBetween(random, 6, 1)));
    expect([...drawn].sort()).toEqual([1, 2, 3, 4, 5, 6]);
    expect([singleRandomBetween(random, 2.5, 2.2), singleRandomBetween(random, NaN, 0)]).toEqual([3, 0]);
  });
});
