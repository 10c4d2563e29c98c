/**
 * Impulses that keep touching bodies out of one another. Layer: sim. Specification: docs/protocols/contacts.md.
 *
 * Projected Gauss–Seidel: each row wants one relative speed to be no less than `−bias` (or to be none), by an impulse within bounds. First what
 * keeps bodies apart and axles in their tracks; what friction may take follows from these impulses; then all together. Each step is coordinate
 * descent on the kinetic energy from rest of all impulses, so the sum of it never grows, however early the rounds end.
 */
import { FIXED_SLOT, type Body } from './body.ts';
import type { Touch, Touches } from './touch.ts';

const NORMAL_ROUNDS = 12;
const FRICTION_ROUNDS = 8;
/** A round that changes no speed by more than this is the last. */
const STILL_MM_PER_S = 0.01;
/** Between a car's plastic bumper and cardboard, wood or another car. */
const BODY_FRICTION = 0.25;

/** Wheels do not slide sideways: the axle's middle, from the body's centre, moves along the heading only. */
export interface Axle {
  readonly body: Body;
  readonly aheadMm: number;
}

/** A row: its direction; the arms, from both centres, that it turns by; 1 / (what an impulse of 1 changes of its speed); bias; bounds; impulse. */
const X = 0;
const Y = 1;
const ARM_A = 2;
const ARM_B = 3;
const MASS = 4;
const BIAS = 5;
const LOW = 6;
const HIGH = 7;
const IMPULSE = 8;
const ROW_NUMBERS = 9;

/** Of a body: vx, vy, spin, and what an impulse changes of them. */
const VY = 1;
const SPIN = 2;
const INVERSE_MASS = 3;
const INVERSE_INERTIA = 4;
const BODY_NUMBERS = 5;

export class Impulses {
  readonly #bodies: readonly Body[];
  readonly #axles: readonly Axle[];
  readonly #speeds: Float64Array;
  /** Tangents, then normals, of every touch; then axles. */
  #rows = new Float64Array(0);
  /** By row: where the two bodies' numbers begin. */
  #ends = new Int32Array(0);

  /** @param bodies each in its slot, from 1 on */
  constructor(bodies: readonly Body[], axles: readonly Axle[]) {
    this.#bodies = bodies;
    this.#axles = axles;
    this.#speeds = new Float64Array((bodies.length + 1) * BODY_NUMBERS);
    for (const { slot, inverseMass, inverseInertia } of bodies) {
      this.#speeds[slot * BODY_NUMBERS + INVERSE_MASS] = inverseMass;
      this.#speeds[slot * BODY_NUMBERS + INVERSE_INERTIA] = inverseInertia;
    }
  }

  /** Changes the speeds of the bodies so that after `seconds` no two of them overlap more than they do. */
  exchange(touches: Touches, seconds: number): void {
    const count = touches.length;
    const end = 2 * count + this.#axles.length;
    this.#begin(touches, end, seconds);
    this.#solve(count, end, NORMAL_ROUNDS);
    this.#solve(this.#frictionRows(touches), end, FRICTION_ROUNDS);
    for (const body of this.#bodies) {
      const at = body.slot * BODY_NUMBERS;
      body.vx = this.#speeds[at]!;
      body.vy = this.#speeds[at + VY]!;
      body.spin = this.#speeds[at + SPIN]!;
    }
  }

  /** Of the last exchange: was something pushed through this touch? */
  hasPushed(touches: Touches, index: number): boolean {
    return this.#rows[(touches.length + index) * ROW_NUMBERS + IMPULSE]! > 0;
  }

  #begin(touches: Touches, end: number, seconds: number): void {
    if (this.#ends.length < 2 * end) {
      this.#rows = new Float64Array(2 * end * ROW_NUMBERS);
      this.#ends = new Int32Array(4 * end);
    }
    for (const { slot, vx, vy, spin } of this.#bodies) {
      const at = slot * BODY_NUMBERS;
      this.#speeds[at] = vx;
      this.#speeds[at + VY] = vy;
      this.#speeds[at + SPIN] = spin;
    }
    const count = touches.length;
    for (let i = 0; i < count; i++) {
      const touch = touches.at(i);
      const { nx, ny, gap } = touch;
      this.#touchRow(count + i, touch, nx, ny, gap > 0 ? gap / seconds : 0, 0, Infinity);
    }
    for (let i = 0; i < this.#axles.length; i++) this.#axleRow(2 * count + i, this.#axles[i]!);
  }

  /** Just before the normals, of those touches through which something is pushed. @returns the first */
  #frictionRows(touches: Touches): number {
    const count = touches.length;
    let first = count;
    for (let i = 0; i < count; i++) {
      const most = BODY_FRICTION * this.#rows[(count + i) * ROW_NUMBERS + IMPULSE]!;
      const touch = touches.at(i);
      if (most > 0) this.#touchRow(--first, touch, -touch.ny, touch.nx, 0, -most, most);
    }
    return first;
  }

  #touchRow(row: number, { a, b, ax, ay, bx, by }: Touch, x: number, y: number, bias: number, low: number, high: number): void {
    this.#ends[2 * row] = a.slot * BODY_NUMBERS;
    this.#ends[2 * row + 1] = b.slot * BODY_NUMBERS;
    const armA = ay * x - ax * y;
    const armB = by * x - bx * y;
    const gives = a.inverseMass + b.inverseMass + armA * armA * a.inverseInertia + armB * armB * b.inverseInertia;
    this.#row(row, x, y, armA, armB, 1 / gives, bias, low, high);
  }

  /** Across the heading, at the axle, which lies behind the centre: pushed to the right there, a car turns to the left. */
  #axleRow(row: number, { body, aheadMm }: Axle): void {
    this.#ends[2 * row] = FIXED_SLOT * BODY_NUMBERS;
    this.#ends[2 * row + 1] = body.slot * BODY_NUMBERS;
    const gives = body.inverseMass + aheadMm * aheadMm * body.inverseInertia;
    this.#row(row, body.cos, -body.sin, 0, -aheadMm, 1 / gives, 0, -Infinity, Infinity);
  }

  #row(row: number, x: number, y: number, armA: number, armB: number, mass: number, bias: number, low: number, high: number): void {
    const rows = this.#rows;
    const at = row * ROW_NUMBERS;
    rows[at + X] = x;
    rows[at + Y] = y;
    rows[at + ARM_A] = armA;
    rows[at + ARM_B] = armB;
    rows[at + MASS] = mass;
    rows[at + BIAS] = bias;
    rows[at + LOW] = low;
    rows[at + HIGH] = high;
    rows[at + IMPULSE] = 0;
  }

  #solve(from: number, to: number, rounds: number): void {
    for (let round = 0; round < rounds; round++) if (this.#isStillAfter(from, to)) return;
  }

  /** One round over these rows. */
  #isStillAfter(from: number, to: number): boolean {
    const rows = this.#rows;
    const ends = this.#ends;
    const speeds = this.#speeds;
    let isStill = true;
    for (let row = from; row < to; row++) {
      const at = row * ROW_NUMBERS;
      const a = ends[2 * row]!;
      const b = ends[2 * row + 1]!;
      const x = rows[at + X]!;
      const y = rows[at + Y]!;
      const armA = rows[at + ARM_A]!;
      const armB = rows[at + ARM_B]!;
      const along = (speeds[b]! - speeds[a]!) * x + (speeds[b + VY]! - speeds[a + VY]!) * y;
      const leaving = along + speeds[b + SPIN]! * armB - speeds[a + SPIN]! * armA;
      const before = rows[at + IMPULSE]!;
      const mass = rows[at + MASS]!;
      const wanted = before - (leaving + rows[at + BIAS]!) * mass;
      const low = rows[at + LOW]!;
      const high = rows[at + HIGH]!;
      const impulse = wanted < low ? low : wanted > high ? high : wanted;
      const change = impulse - before;
      if (change === 0) continue;
      if (change > STILL_MM_PER_S * mass || -change > STILL_MM_PER_S * mass) isStill = false;
      rows[at + IMPULSE] = impulse;
      const ofA = change * speeds[a + INVERSE_MASS]!;
      const ofB = change * speeds[b + INVERSE_MASS]!;
      speeds[a] = speeds[a]! - ofA * x;
      speeds[a + VY] = speeds[a + VY]! - ofA * y;
      speeds[a + SPIN] = speeds[a + SPIN]! - change * speeds[a + INVERSE_INERTIA]! * armA;
      speeds[b] = speeds[b]! + ofB * x;
      speeds[b + VY] = speeds[b + VY]! + ofB * y;
      speeds[b + SPIN] = speeds[b + SPIN]! + change * speeds[b + INVERSE_INERTIA]! * armB;
    }
    return isStill;
  }
}

/** Overlaps that are not worth a correction. */
const SLOP_MM = 0.1;
const CORRECTED_SHARE = 0.3;
const CORRECTED_MM_MAX = 2;

/** Moves bodies that overlap apart, a little, without any speed. */
export function moveApart(touches: Touches): void {
  for (let i = 0; i < touches.length; i++) {
    const { a, b, nx, ny, gap } = touches.at(i);
    const share = a.inverseMass + b.inverseMass;
    const mm = Math.min(CORRECTED_MM_MAX, CORRECTED_SHARE * (-gap - SLOP_MM));
    if (!(mm > 0) || share === 0) continue;
    const ofA = (mm * a.inverseMass) / share;
    const ofB = (mm * b.inverseMass) / share;
    a.place(a.x - nx * ofA, a.y - ny * ofA, a.headingRad);
    b.place(b.x + nx * ofB, b.y + ny * ofB, b.headingRad);
    a.isAwake = b.isAwake = true;
  }
}
