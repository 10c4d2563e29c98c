/**
 * Impulses that keep touching bodies out of one another. Layer: sim. Specification: docs/protocols/contacts.md.
 *
 * Projected Gauss–Seidel on the points of contact. First all normal impulses; what friction may take follows from these; then both together.
 * Each step is coordinate descent on the kinetic energy from rest of all impulses, so the sum of it never grows.
 */
import type { Body } from './body.ts';
import type { Touch } from './touch.ts';

const NORMAL_ROUNDS = 12;
const FRICTION_ROUNDS = 8;
/** Between a car's plastic bumper and cardboard, wood or another car. */
const BODY_FRICTION = 0.25;

/** Wheels do not slide sideways: the axle's middle, from the body's centre, moves along the heading only. */
export interface Axle {
  readonly body: Body;
  readonly aheadMm: number;
}

interface Contact {
  readonly touch: Touch;
  readonly normalMass: number;
  readonly tangentMass: number;
  /** The two may near each other this quickly. */
  readonly allowed: number;
  normal: number;
  tangent: number;
  tangentMax: number;
}

/** What an impulse of 1 along (x, y) changes of the relative speed along it, inverted. */
function effectiveMass({ a, b, ax, ay, bx, by }: Touch, x: number, y: number): number {
  const armA = ay * x - ax * y;
  const armB = by * x - bx * y;
  return 1 / (a.inverseMass + b.inverseMass + armA * armA * a.inverseInertia + armB * armB * b.inverseInertia);
}

/** How quickly b leaves a along (x, y) at the point. */
function leaving({ a, b, ax, ay, bx, by }: Touch, x: number, y: number): number {
  const vx = b.vx + b.spin * by - a.vx - a.spin * ay;
  const vy = b.vy - b.spin * bx - a.vy + a.spin * ax;
  return vx * x + vy * y;
}

function push({ a, b, ax, ay, bx, by }: Touch, x: number, y: number): void {
  a.push(-x, -y, ax, ay);
  b.push(x, y, bx, by);
}

function solveNormal(contact: Contact): void {
  const { touch, normalMass, allowed } = contact;
  const { nx, ny } = touch;
  const before = contact.normal;
  contact.normal = Math.max(0, before - (leaving(touch, nx, ny) + allowed) * normalMass);
  const change = contact.normal - before;
  if (change !== 0) push(touch, nx * change, ny * change);
}

function solveTangent(contact: Contact): void {
  const { touch, tangentMass, tangentMax } = contact;
  const [tx, ty] = [-touch.ny, touch.nx];
  const before = contact.tangent;
  const wanted = before - leaving(touch, tx, ty) * tangentMass;
  contact.tangent = Math.min(tangentMax, Math.max(-tangentMax, wanted));
  const change = contact.tangent - before;
  if (change !== 0) push(touch, tx * change, ty * change);
}

/** The impulse across the heading, at the axle, that brings it to rest in that direction. */
function holdAxle({ body, aheadMm }: Axle): void {
  const { sin, cos, inverseMass, inverseInertia } = body;
  // The axle lies behind the centre; pushed to the right there, a car turns to the left.
  const aside = body.vx * cos - body.vy * sin - body.spin * aheadMm;
  const impulse = -aside / (inverseMass + aheadMm * aheadMm * inverseInertia);
  body.push(impulse * cos, -impulse * sin, -aheadMm * sin, -aheadMm * cos);
}

/**
 * Changes the speeds of the bodies so that after `seconds` no two of them overlap more than they do.
 * @returns the touches through which something was pushed
 */
export function exchangeImpulses(touches: readonly Touch[], axles: readonly Axle[], seconds: number): readonly Touch[] {
  const contacts = touches.map((touch): Contact => {
    const { nx, ny, gap } = touch;
    const masses = { normalMass: effectiveMass(touch, nx, ny), tangentMass: effectiveMass(touch, -ny, nx) };
    return { touch, ...masses, allowed: Math.max(0, gap) / seconds, normal: 0, tangent: 0, tangentMax: 0 };
  });
  for (let round = 0; round < NORMAL_ROUNDS; round++) {
    for (const contact of contacts) solveNormal(contact);
    for (const axle of axles) holdAxle(axle);
  }
  for (const contact of contacts) contact.tangentMax = BODY_FRICTION * contact.normal;
  for (let round = 0; round < FRICTION_ROUNDS; round++) {
    for (const contact of contacts) {
      solveTangent(contact);
      solveNormal(contact);
    }
    for (const axle of axles) holdAxle(axle);
  }
  return contacts.flatMap(({ touch, normal }) => (normal > 0 ? [touch] : []));
}

/** Overlaps that are not worth a correction. */
const SLOP_MM = 0.1;
const CORRECTED_SHARE = 0.3;
const CORRECTED_MM_MAX = 2;

/** Moves bodies that overlap apart, a little, without any speed. */
export function moveApart(touches: readonly Touch[]): void {
  for (const { a, b, nx, ny, gap } of touches) {
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
