/**
 * Impulses that keep touching bodies out of one another. Layer: sim. Specification: docs/protocols/contacts.md.
 *
 * First what keeps bodies apart; what friction may take follows from these impulses; then both together. Each begins from what it was in the last
 * window, which is why few rounds are enough.
 */
import type { Body } from './body.ts';
import { BEFORE_FRICTION, FRICTION, PushMemory, WITH_FRICTION, type PushState } from './push-memory.ts';
import { Rows, type Axle } from './rows.ts';
import type { Touches } from './touch.ts';

const NORMAL_ROUNDS = 3;
const FRICTION_ROUNDS = 3;
/** Between a car's plastic bumper and cardboard, wood or another car. */
const BODY_FRICTION = 0.25;

export class Impulses {
  /** Tangents, then normals, of every touch. */
  readonly #rows: Rows;
  readonly #memory = new PushMemory();

  /** @param bodies each in its slot, from 1 on */
  constructor(bodies: readonly Body[], axles: readonly Axle[]) {
    this.#rows = new Rows(bodies, axles);
  }

  /** Changes the speeds of the bodies so that after `seconds` no two of them overlap more than they do. */
  exchange(touches: Touches, seconds: number): void {
    const rows = this.#rows;
    const count = touches.length;
    rows.begin(2 * count);
    this.#normalRows(touches, seconds);
    rows.startWarm(count, 2 * count);
    rows.solve(count, 2 * count, NORMAL_ROUNDS);
    const first = this.#frictionRows(touches);
    rows.startWarm(first, 2 * count);
    rows.solve(first, 2 * count, FRICTION_ROUNDS);
    this.#remember(count);
    rows.end();
  }

  #normalRows(touches: Touches, seconds: number): void {
    const rows = this.#rows;
    const count = touches.length;
    for (let i = 0; i < count; i++) rows.join(touches.at(i).a, touches.at(i).b);
    this.#memory.recall(touches);
    for (let i = 0; i < count; i++) {
      const touch = touches.at(i);
      const { nx, ny, gap } = touch;
      rows.put(count + i, touch, nx, ny, gap > 0 ? gap / seconds : 0, 0, Infinity);
      rows.setStart(count + i, this.#memory.recalled(i, BEFORE_FRICTION));
    }
  }

  /** Just before the normals, of those touches through which something is pushed. @returns the first */
  #frictionRows(touches: Touches): number {
    const rows = this.#rows;
    const memory = this.#memory;
    const count = touches.length;
    let first = count;
    memory.begin(touches);
    for (let i = 0; i < count; i++) {
      const pushed = rows.impulse(count + i);
      memory.keep(i, BEFORE_FRICTION, pushed);
      const withFriction = pushed + memory.recalled(i, WITH_FRICTION) - memory.recalled(i, BEFORE_FRICTION);
      rows.setStart(count + i, withFriction > 0 ? withFriction : 0);
      if (!(pushed > 0)) continue;
      const most = BODY_FRICTION * pushed;
      const touch = touches.at(i);
      rows.put(--first, touch, -touch.ny, touch.nx, 0, -most, most);
      rows.setStart(first, Math.min(most, Math.max(-most, memory.recalled(i, FRICTION))));
    }
    return first;
  }

  #remember(count: number): void {
    const memory = this.#memory;
    let tangent = count;
    for (let i = 0; i < count; i++) {
      memory.keep(i, WITH_FRICTION, this.#rows.impulse(count + i));
      memory.keep(i, FRICTION, memory.kept(i, BEFORE_FRICTION) > 0 ? this.#rows.impulse(--tangent) : 0);
    }
  }

  /** Of the last exchange: was something pushed through this touch? */
  hasPushed(index: number): boolean {
    return this.#memory.kept(index, BEFORE_FRICTION) > 0 || this.#memory.kept(index, WITH_FRICTION) > 0;
  }

  /** In a window without touches. */
  forget(): void {
    this.#memory.forget();
  }

  state(): PushState {
    return this.#memory.state();
  }

  setState(state: PushState): void {
    this.#memory.setState(state);
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
