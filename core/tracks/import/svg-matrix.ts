/** Transforms of an SVG. Layer: tracks. Specification: https://www.w3.org/TR/SVG2/coords.html#TransformProperty */
import { cos, RADIANS_PER_DEGREE, sin } from '../../base/deterministic-math.ts';

/** x' = a·x + c·y + e, y' = b·x + d·y + f. */
export interface Matrix {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

export const IDENTITY: Matrix = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 };

/** `inner` is done first. */
export const joined = (outer: Matrix, inner: Matrix): Matrix => ({
  a: outer.a * inner.a + outer.c * inner.b,
  b: outer.b * inner.a + outer.d * inner.b,
  c: outer.a * inner.c + outer.c * inner.d,
  d: outer.b * inner.c + outer.d * inner.d,
  e: outer.a * inner.e + outer.c * inner.f + outer.e,
  f: outer.b * inner.e + outer.d * inner.f + outer.f,
});

/** By how much lengths grow, on the average of both directions. */
export const scaleOf = ({ a, b, c, d }: Matrix): number => Math.sqrt(Math.abs(a * d - b * c));

/** Circles stay circles. */
export const keepsCircles = ({ a, b, c, d }: Matrix): boolean => {
  const [one, two] = [a * a + b * b, c * c + d * d];
  return Math.abs(one - two) <= 1e-3 * one && Math.abs(a * c + b * d) <= 1e-3 * one;
};

const translated = (e: number, f: number): Matrix => ({ ...IDENTITY, e, f });
const tan = (deg: number): number => sin(deg * RADIANS_PER_DEGREE) / cos(deg * RADIANS_PER_DEGREE);

function rotated(deg: number, x: number, y: number): Matrix {
  const [s, c] = [sin(deg * RADIANS_PER_DEGREE), cos(deg * RADIANS_PER_DEGREE)];
  return joined(joined(translated(x, y), { a: c, b: s, c: -s, d: c, e: 0, f: 0 }), translated(-x, -y));
}

function single(name: string, values: readonly number[]): Matrix {
  const [one = 0, two, three] = values;
  if (name === 'matrix' && values.length === 6) {
    const [a, b, c, d, e, f] = values as [number, number, number, number, number, number];
    return { a, b, c, d, e, f };
  }
  if (name === 'translate') return translated(one, two ?? 0);
  if (name === 'scale') return { ...IDENTITY, a: one, d: two ?? one };
  if (name === 'rotate') return rotated(one, two ?? 0, three ?? 0);
  if (name === 'skewX') return { ...IDENTITY, c: tan(one) };
  return name === 'skewY' ? { ...IDENTITY, b: tan(one) } : IDENTITY;
}

/** What it does not know changes nothing. */
export function matrixOf(transform: string | undefined): Matrix {
  let matrix = IDENTITY;
  for (const [, name, list] of (transform ?? '').matchAll(/([A-Za-z]+)\s*\(([^)]*)\)/g)) {
    const values = [...list!.matchAll(/[-+]?(?:\d*\.\d+|\d+\.?)(?:e[-+]?\d+)?/gi)].map(([number]) => Number(number));
    const next = joined(matrix, single(name!, values));
    if (Object.values(next).every(Number.isFinite)) matrix = next;
  }
  return matrix;
}
