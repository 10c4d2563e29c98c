/** Convex shapes on the floor: their corners, and whether two of them overlap. Layer: sim. Floor frame, mm; bearings in degrees. */
import { cos, RADIANS_PER_DEGREE, sin } from '../base/deterministic-math.ts';
import type { Point } from './track-schema.ts';

/** In order around the edge; two points are a wall. */
export type Convex = readonly Point[];

/** Its length lies along its heading. */
export interface Footprint {
  readonly center: Point;
  readonly widthMm: number;
  readonly lengthMm: number;
  readonly headingDeg: number;
}

export function cornersOf({ center, widthMm, lengthMm, headingDeg }: Footprint): Convex {
  const s = sin(headingDeg * RADIANS_PER_DEGREE);
  const c = cos(headingDeg * RADIANS_PER_DEGREE);
  const corner = (across: number, along: number): Point => ({
    xMm: center.xMm + across * c + along * s,
    yMm: center.yMm - across * s + along * c,
  });
  const [x, y] = [widthMm / 2, lengthMm / 2];
  return [corner(-x, -y), corner(x, -y), corner(x, y), corner(-x, y)];
}

/** Does an axis across one of the first shape's edges part the two? Source: separating axis theorem. */
function hasGap(a: Convex, b: Convex): boolean {
  return a.some((from, i) => {
    const to = a[(i + 1) % a.length]!;
    const across = ({ xMm, yMm }: Point): number => (yMm - from.yMm) * (to.xMm - from.xMm) - (xMm - from.xMm) * (to.yMm - from.yMm);
    const [ofA, ofB] = [a.map(across), b.map(across)];
    return Math.max(...ofA) <= Math.min(...ofB) || Math.max(...ofB) <= Math.min(...ofA);
  });
}

/** Shapes that only touch do not overlap. */
export const overlap = (a: Convex, b: Convex): boolean => !hasGap(a, b) && !hasGap(b, a);
