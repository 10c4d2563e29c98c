/**
 * Which impulses went through which touches in the last window, so that the next begins near its answer. Layer: sim.
 * Specification: docs/protocols/contacts.md.
 */
import type { Touches } from './touch.ts';

/** Of a touch: its normal's impulse before and with friction, and friction's. */
export const BEFORE_FRICTION = 0;
export const WITH_FRICTION = 1;
export const FRICTION = 2;
const PUSH_NUMBERS = 3;

/** In memory only. */
export interface PushState {
  readonly keys: Float64Array;
  readonly pushes: Float64Array;
}

export class PushMemory {
  #length = 0;
  /** Touches as they were found, and what went through each. */
  #keys = new Float64Array(0);
  #pushes = new Float64Array(0);
  /** For the touches of this window, what is remembered of each: 0 of a new one. */
  #recalled = new Float64Array(0);

  /** Looks up what is remembered of these; then `recalled` answers. */
  recall(touches: Touches): void {
    const count = touches.length;
    if (this.#recalled.length < count * PUSH_NUMBERS) this.#recalled = new Float64Array(2 * count * PUSH_NUMBERS);
    let next = 0;
    for (let i = 0; i < count; i++) {
      const found = this.#find(touches.at(i).key, next);
      for (let k = 0; k < PUSH_NUMBERS; k++)
        this.#recalled[i * PUSH_NUMBERS + k] = found === undefined ? 0 : this.#pushes[found * PUSH_NUMBERS + k]!;
      if (found !== undefined) next = found + 1;
    }
  }

  /** Why from the last one that was found: touches are found in nearly the same order as in the window before. */
  #find(key: number, from: number): number | undefined {
    for (let i = from; i < this.#length; i++) if (this.#keys[i] === key) return i;
    for (let i = 0; i < from; i++) if (this.#keys[i] === key) return i;
    return undefined;
  }

  recalled(touch: number, what: number): number {
    return this.#recalled[touch * PUSH_NUMBERS + what]!;
  }

  /** From here it remembers these alone, each as whoever keeps something says. */
  begin(touches: Touches): void {
    const count = touches.length;
    if (this.#keys.length < count) {
      this.#keys = new Float64Array(2 * count);
      this.#pushes = new Float64Array(2 * count * PUSH_NUMBERS);
    }
    for (let i = 0; i < count; i++) this.#keys[i] = touches.at(i).key;
    this.#length = count;
  }

  keep(touch: number, what: number, impulse: number): void {
    this.#pushes[touch * PUSH_NUMBERS + what] = impulse;
  }

  /** For the next window. */
  kept(touch: number, what: number): number {
    return this.#pushes[touch * PUSH_NUMBERS + what]!;
  }

  forget(): void {
    this.#length = 0;
  }

  state(): PushState {
    return { keys: this.#keys.slice(0, this.#length), pushes: this.#pushes.slice(0, this.#length * PUSH_NUMBERS) };
  }

  setState({ keys, pushes }: PushState): void {
    this.#keys = keys.slice();
    this.#pushes = pushes.slice();
    this.#length = keys.length;
  }
}
