/**
 * Where two rectangles touch, or are about to. Layer: sim. Specification: docs/protocols/contacts.md.
 * Sources: separating axis theorem; the points by clipping one edge to the other, as in E. Catto, "Contact Manifolds", GDC 2007.
 * Nothing is made anew from window to window.
 */
import type { Body } from './body.ts';

/** A wall that is overlapped by no more than this is met along its side, never at its end: so a car slides over the seam of two walls. */
const SKIN_MM = 0.5;

/** One point of contact; `nx`, `ny` leads from `a` to `b`. */
export interface Touch {
  a: Body;
  b: Body;
  /** Tells it from all other touches of a window, and is the same in the next. */
  key: number;
  nx: number;
  ny: number;
  /** Between the two; below 0 they overlap. */
  gap: number;
  /** The point, from each centre. */
  ax: number;
  ay: number;
  bx: number;
  by: number;
}

/** More than there are slots, of walls and of what moves. */
const SLOTS_SPAN = 4096;

/** The touches of one window, in the order in which they were found. */
export class Touches {
  readonly #all: Touch[] = [];
  length = 0;

  at(index: number): Touch {
    return this.#all[index]!;
  }

  clear(): void {
    this.length = 0;
  }

  /** To be filled in. */
  add(a: Body, b: Body, point: 0 | 1): Touch {
    if (this.length === this.#all.length)
      this.#all.push({ a, b, key: 0.5, nx: 0.5, ny: 0.5, gap: 0.5, ax: 0.5, ay: 0.5, bx: 0.5, by: 0.5 });
    const touch = this.#all[this.length++]!;
    touch.a = a;
    touch.b = b;
    touch.key = 2 * (a.slot * SLOTS_SPAN + b.slot) + point;
    return touch;
  }
}

/** An edge of one body, seen from that body: the direction it faces, how far it is from the centre, and how far the other lies beyond it. */
class Face {
  gap = 0.5;
  nx = 0.5;
  ny = 0.5;
  half = 0.5;
  along = 0.5;

  /** Towards the other, this body's side (`isLong`) or its end. */
  look(body: Body, other: Body, isLong: boolean): this {
    // The side faces right (cos, −sin), the end ahead (sin, cos).
    const nx = isLong ? body.cos : body.sin;
    const ny = isLong ? -body.sin : body.cos;
    const distance = (other.x - body.x) * nx + (other.y - body.y) * ny;
    const reach =
      other.halfWidth * Math.abs(nx * other.cos - ny * other.sin) + other.halfLength * Math.abs(nx * other.sin + ny * other.cos);
    const sign = distance < 0 ? -1 : 1;
    this.nx = sign * nx;
    this.ny = sign * ny;
    this.half = isLong ? body.halfWidth : body.halfLength;
    this.along = isLong ? body.halfLength : body.halfWidth;
    this.gap = Math.abs(distance) - this.half - reach;
    return this;
  }
}

/** Two faces of each of two bodies, and two points: kept for the next pair. */
const FACES = [new Face(), new Face(), new Face(), new Face()] as const;

/** The one of the body's faces beyond which the other lies farthest, or one beyond which it is farther than `margin`. */
function bestFace(body: Body, other: Body, margin: number, forSide: Face, forEnd: Face): Face {
  const side = forSide.look(body, other, true);
  if (side.gap > margin) return side;
  if (body.isFixed && side.gap > -SKIN_MM) return side;
  const end = forEnd.look(body, other, false);
  return end.gap > side.gap ? end : side;
}

/** Adds the points at which `other` is nearest to this face of `body`, no farther than `margin`: two at most. */
function addPoints(body: Body, face: Face, other: Body, margin: number, isBodyA: boolean, into: Touches): void {
  const { nx, ny, half, along } = face;
  const right = nx * other.cos - ny * other.sin;
  const ahead = nx * other.sin + ny * other.cos;
  const isSide = Math.abs(right) > Math.abs(ahead);
  // The edge of the other that looks back at the face: its middle and half its length, from the other's centre.
  const back = isSide ? (right > 0 ? -other.halfWidth : other.halfWidth) : ahead > 0 ? -other.halfLength : other.halfLength;
  const edge = isSide ? other.halfLength : other.halfWidth;
  const mx = other.x - body.x + (isSide ? other.cos : other.sin) * back;
  const my = other.y - body.y + (isSide ? -other.sin : other.cos) * back;
  const dx = isSide ? other.sin : other.cos;
  const dy = isSide ? other.cos : -other.sin;
  // Along the face, which leads to the left of where it looks.
  const at = my * nx - mx * ny;
  // Never near 0: of its edges the one that looks back the most was taken.
  const slope = dy * nx - dx * ny;
  const one = (-along - at) / slope;
  const two = (along - at) / slope;
  const low = Math.max(-edge, Math.min(one, two));
  const high = Math.min(edge, Math.max(one, two));
  if (low > high) return;
  for (let share = low; ; share = high) {
    const px = mx + dx * share;
    const py = my + dy * share;
    const gap = px * nx + py * ny - half;
    // In the middle between the two bodies.
    if (gap <= margin) addPoint(body, other, px - (nx * gap) / 2, py - (ny * gap) / 2, gap, face, share === low ? 0 : 1, isBodyA, into); // prettier-ignore
    if (share === high) return;
  }
}

/** @param x, y the point from the centre of `body`, whose face it is on */
function addPoint(
  body: Body,
  other: Body,
  x: number,
  y: number,
  gap: number,
  { nx, ny }: Face,
  point: 0 | 1,
  isBodyA: boolean,
  into: Touches,
): void {
  const touch = isBodyA ? into.add(body, other, point) : into.add(other, body, point);
  const otherX = x - (other.x - body.x);
  const otherY = y - (other.y - body.y);
  touch.nx = isBodyA ? nx : -nx;
  touch.ny = isBodyA ? ny : -ny;
  touch.gap = gap;
  touch.ax = isBodyA ? x : otherX;
  touch.ay = isBodyA ? y : otherY;
  touch.bx = isBodyA ? otherX : x;
  touch.by = isBodyA ? otherY : y;
}

/** Adds the points at which the two are no farther apart than `margin`: two at most. */
export function findTouches(a: Body, b: Body, margin: number, into: Touches): void {
  // Why this one first: it may be a wall, which most bodies near it do not reach.
  const ofB = bestFace(b, a, margin, FACES[0], FACES[1]);
  if (ofB.gap > margin) return;
  const ofA = bestFace(a, b, margin, FACES[2], FACES[3]);
  if (ofA.gap > margin) return;
  // Why the wall first: what lies along it must not be met at its end.
  const isOfB = (b.isFixed && ofB.gap > -SKIN_MM) || ofB.gap > ofA.gap;
  if (isOfB) addPoints(b, ofB, a, margin, false, into);
  else addPoints(a, ofA, b, margin, true, into);
}
