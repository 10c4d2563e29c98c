/**
 * A rectangle that can be pushed, and a wall: a rectangle of no width that cannot. Layer: sim. Specification: docs/protocols/contacts.md.
 * Floor frame, mm, mm/s; angles in radians and spins in rad/s, clockwise from up; masses in g.
 */
import { cos, RADIANS_PER_DEGREE, sin } from '../../base/deterministic-math.ts';
import { cosOfSmall, sinOfSmall, SMALL_TURN_RAD } from '../small-turn.ts';
import type { TrackBox } from '../track-schema.ts';

const GRAVITY_MM_PER_S2 = 9807;
/** Cardboard on a paper floor, measured between 0.3 and 0.45 with a tilted board. */
const FLOOR_FRICTION = 0.35;
/** Mean distance of a rectangle's points from its centre, in half diagonals: exact for a square (0.3826 · √2), 4 % less for two to one. */
const MEAN_ARM = 0.541;

/** Of what cannot be moved, when it does not matter which; see `Body.slot`. */
export const FIXED_SLOT = 0;

export interface Size {
  readonly widthMm: number;
  readonly lengthMm: number;
}

export interface BodyState {
  readonly x: number;
  readonly y: number;
  readonly headingRad: number;
  readonly sin: number;
  readonly cos: number;
  readonly vx: number;
  readonly vy: number;
  readonly spin: number;
  readonly isAwake: boolean;
}

/** Its centre is its centre of mass. */
export class Body implements BodyState {
  x = 0;
  y = 0;
  headingRad = 0;
  sin = 0;
  cos = 1;
  vx = 0;
  vy = 0;
  spin = 0;
  /** It may overlap something, so it is looked at although it rests. */
  isAwake = true;
  /** In the search for touches of this window: has been looked from, is to be, or need not be. */
  look: 'none' | 'due' | 'done' = 'none';
  /** Its number among those that move, from 1 on; of a wall from −1 down. */
  slot = FIXED_SLOT;
  readonly halfWidth: number;
  readonly halfLength: number;
  /** No point of it is farther from its centre. */
  readonly radius: number;
  /** 0: nothing moves it. */
  readonly inverseMass: number;
  readonly inverseInertia: number;
  /** What the floor takes from it in a second: of its speed, of its spin. */
  readonly #drag: number;
  readonly #spinDrag: number;

  /** @param massG Infinity: it cannot be moved */
  constructor({ widthMm, lengthMm }: Size, massG: number) {
    this.halfWidth = widthMm / 2;
    this.halfLength = lengthMm / 2;
    this.radius = Math.sqrt(this.halfWidth * this.halfWidth + this.halfLength * this.halfLength);
    this.inverseMass = 1 / massG;
    this.inverseInertia = 12 / (massG * (widthMm * widthMm + lengthMm * lengthMm));
    this.#drag = FLOOR_FRICTION * GRAVITY_MM_PER_S2;
    this.#spinDrag = this.#drag * massG * MEAN_ARM * this.radius * this.inverseInertia;
  }

  get isFixed(): boolean {
    return this.inverseMass === 0;
  }

  get rests(): boolean {
    return this.vx === 0 && this.vy === 0 && this.spin === 0;
  }

  place(x: number, y: number, headingRad: number): void {
    this.x = x;
    this.y = y;
    if (headingRad === this.headingRad) return;
    this.headingRad = headingRad;
    this.sin = sin(headingRad);
    this.cos = cos(headingRad);
  }

  /** As `place`, for whoever knows sine and cosine. */
  placeTurned(x: number, y: number, headingRad: number, sinHeading: number, cosHeading: number): void {
    this.x = x;
    this.y = y;
    this.headingRad = headingRad;
    this.sin = sinHeading;
    this.cos = cosHeading;
  }

  move(seconds: number): void {
    this.x += this.vx * seconds;
    this.y += this.vy * seconds;
    if (this.spin !== 0) this.#turn(this.spin * seconds);
  }

  #turn(turnRad: number): void {
    this.headingRad += turnRad;
    if (Math.abs(turnRad) > SMALL_TURN_RAD) {
      this.sin = sin(this.headingRad);
      this.cos = cos(this.headingRad);
      return;
    }
    const s = sinOfSmall(turnRad);
    const c = cosOfSmall(turnRad);
    const nextSin = this.sin * c + this.cos * s;
    const nextCos = this.cos * c - this.sin * s;
    // One step of Newton's towards length 1: what is rounded away does not add up.
    const length = 1.5 - (nextSin * nextSin + nextCos * nextCos) / 2;
    this.sin = nextSin * length;
    this.cos = nextCos * length;
  }

  /** On wheels, `aheadMm` behind its centre, which do not slide sideways. */
  roll(mmPerS: number, spin: number, aheadMm: number): void {
    const aside = spin * aheadMm;
    this.vx = mmPerS * this.sin + aside * this.cos;
    this.vy = mmPerS * this.cos - aside * this.sin;
    this.spin = spin;
  }

  /** The floor's friction brings it to rest, and never beyond. */
  slow(seconds: number): void {
    const speed = Math.sqrt(this.vx * this.vx + this.vy * this.vy);
    const keeps = speed === 0 ? 0 : Math.max(0, 1 - (this.#drag * seconds) / speed);
    this.vx *= keeps;
    this.vy *= keeps;
    const spin = Math.max(0, Math.abs(this.spin) - this.#spinDrag * seconds);
    this.spin = this.spin < 0 ? 0 - spin : spin;
  }

  /** g·mm²/s². */
  get energy(): number {
    if (this.isFixed) return 0;
    return (this.vx * this.vx + this.vy * this.vy) / (2 * this.inverseMass) + (this.spin * this.spin) / (2 * this.inverseInertia);
  }

  state(): BodyState {
    const { x, y, headingRad, sin, cos, vx, vy, spin, isAwake } = this;
    return { x, y, headingRad, sin, cos, vx, vy, spin, isAwake };
  }

  setState({ x, y, headingRad, sin: sinHeading, cos: cosHeading, vx, vy, spin, isAwake }: BodyState): void {
    this.isAwake = isAwake;
    this.placeTurned(x, y, headingRad, sinHeading, cosHeading);
    this.vx = vx;
    this.vy = vy;
    this.spin = spin;
  }
}

export function boxBody(box: TrackBox): Body {
  const body = new Body(box, box.massG);
  body.place(box.center.xMm, box.center.yMm, box.headingDeg * RADIANS_PER_DEGREE);
  return body;
}

/** From one point to another, which differ. */
export function wallBody(from: { readonly xMm: number; readonly yMm: number }, to: { readonly xMm: number; readonly yMm: number }): Body {
  const dx = to.xMm - from.xMm;
  const dy = to.yMm - from.yMm;
  const lengthMm = Math.sqrt(dx * dx + dy * dy);
  const body = new Body({ widthMm: 0, lengthMm }, Infinity);
  body.x = (from.xMm + to.xMm) / 2;
  body.y = (from.yMm + to.yMm) / 2;
  // Why not by an angle: a wall never turns, and this is exact.
  body.sin = dx / lengthMm;
  body.cos = dy / lengthMm;
  return body;
}
