/**
 * Where two rectangles touch, or are about to. Layer: sim. Specification: docs/protocols/contacts.md.
 * Sources: separating axis theorem; the points by clipping one edge to the other, as in E. Catto, "Contact Manifolds", GDC 2007.
 */
import type { Body } from './body.ts';

/** A wall that is overlapped by no more than this is met along its side, never at its end: so a car slides over the seam of two walls. */
const SKIN_MM = 0.5;

/** One point of contact; `nx`, `ny` leads from `a` to `b`. */
export interface Touch {
  readonly a: Body;
  readonly b: Body;
  readonly nx: number;
  readonly ny: number;
  /** Between the two; below 0 they overlap. */
  readonly gap: number;
  /** The point, from each centre. */
  readonly ax: number;
  readonly ay: number;
  readonly bx: number;
  readonly by: number;
}

/** An edge of one body, seen from that body: the direction it faces, and how far it is from the centre. */
interface Face {
  readonly gap: number;
  readonly nx: number;
  readonly ny: number;
  readonly half: number;
  readonly along: number;
}

/** How far the other lies beyond this body's side (`isLong`) or end. */
function faceOf(body: Body, other: Body, isLong: boolean): Face {
  // The side faces right (cos, −sin), the end ahead (sin, cos).
  const nx = isLong ? body.cos : body.sin;
  const ny = isLong ? -body.sin : body.cos;
  const distance = (other.x - body.x) * nx + (other.y - body.y) * ny;
  const reach = other.halfWidth * Math.abs(nx * other.cos - ny * other.sin) + other.halfLength * Math.abs(nx * other.sin + ny * other.cos);
  const half = isLong ? body.halfWidth : body.halfLength;
  const sign = distance < 0 ? -1 : 1;
  return { gap: Math.abs(distance) - half - reach, nx: sign * nx, ny: sign * ny, half, along: isLong ? body.halfLength : body.halfWidth };
}

/** The one of the body's faces beyond which the other lies farthest. */
function bestFace(body: Body, other: Body): Face {
  const side = faceOf(body, other, true);
  if (body.isFixed && side.gap > -SKIN_MM) return side;
  const end = faceOf(body, other, false);
  return end.gap > side.gap ? end : side;
}

/** The points at which `other` is nearest to this face of `body`, no farther than `margin`. */
function pointsOn(body: Body, face: Face, other: Body, margin: number): readonly { x: number; y: number; gap: number }[] {
  const { nx, ny, half, along } = face;
  const right = nx * other.cos - ny * other.sin;
  const ahead = nx * other.sin + ny * other.cos;
  const isSide = Math.abs(right) > Math.abs(ahead);
  // The edge of the other that looks back at the face: its middle and half its length, from the other's centre.
  const back = isSide ? (right > 0 ? -other.halfWidth : other.halfWidth) : ahead > 0 ? -other.halfLength : other.halfLength;
  const edge = isSide ? other.halfLength : other.halfWidth;
  const [ex, ey] = isSide ? [other.cos * back, -other.sin * back] : [other.sin * back, other.cos * back];
  const [dx, dy] = isSide ? [other.sin, other.cos] : [other.cos, -other.sin];
  const mx = other.x + ex - body.x;
  const my = other.y + ey - body.y;
  // Along the face, which leads to the left of where it looks.
  const [tx, ty] = [-ny, nx];
  const at = mx * tx + my * ty;
  // Never near 0: of its edges the one that looks back the most was taken.
  const slope = dx * tx + dy * ty;
  const one = (-along - at) / slope;
  const two = (along - at) / slope;
  const low = Math.max(-edge, Math.min(one, two));
  const high = Math.min(edge, Math.max(one, two));
  const points: { x: number; y: number; gap: number }[] = [];
  if (low > high) return points;
  for (const share of low === high ? [low] : [low, high]) {
    const px = mx + dx * share;
    const py = my + dy * share;
    const gap = px * nx + py * ny - half;
    // In the middle between the two bodies.
    if (gap <= margin) points.push({ x: px - (nx * gap) / 2, y: py - (ny * gap) / 2, gap });
  }
  return points;
}

/** Adds the points at which the two are no farther apart than `margin`: two at most. */
export function findTouches(a: Body, b: Body, margin: number, into: Touch[]): void {
  const reach = a.radius + b.radius + margin;
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  if (dx * dx + dy * dy > reach * reach) return;
  const ofA = bestFace(a, b);
  if (ofA.gap > margin) return;
  const ofB = bestFace(b, a);
  if (ofB.gap > margin) return;
  // Why the wall first: what lies along it must not be met at its end.
  const isOfB = (b.isFixed && ofB.gap > -SKIN_MM) || ofB.gap > ofA.gap;
  if (isOfB) {
    for (const { x, y, gap } of pointsOn(b, ofB, a, margin))
      into.push({ a, b, nx: -ofB.nx, ny: -ofB.ny, gap, ax: x + dx, ay: y + dy, bx: x, by: y });
    return;
  }
  for (const { x, y, gap } of pointsOn(a, ofA, b, margin))
    into.push({ a, b, nx: ofA.nx, ny: ofA.ny, gap, ax: x, ay: y, bx: x - dx, by: y - dy });
}
