/** How a person wants runs to go: speed, seed and on which car; kept while the page is open. Layer: web/state. Breakpoints belong to the project's files. */
import { IDEAL_EFFECTS, type IdealEffect } from '../../core/robot/ideal-effects.ts';

export const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 4] as const;
const SEED_MAX = 999_999;

export class DebugState {
  #speed = $state<number>(1);
  #seed = $state(1);
  #isIdeal = $state(false);
  #chosen = $state.raw<readonly IdealEffect[]>(IDEAL_EFFECTS);

  get speed(): number {
    return this.#speed;
  }

  set speed(speed: number) {
    this.#speed = speed;
  }

  get seed(): number {
    return this.#seed;
  }

  set seed(seed: number) {
    if (Number.isInteger(seed) && seed >= 0 && seed <= SEED_MAX) this.#seed = seed;
  }

  /** Another one than now. */
  newSeed(): void {
    this.#seed = (this.#seed * 7919 + 17) % SEED_MAX;
  }

  /** What the simulated car lacks of all that makes a real one hard. */
  get without(): readonly IdealEffect[] {
    return this.#isIdeal ? this.#chosen : [];
  }

  set without(effects: readonly IdealEffect[]) {
    this.#isIdeal = effects.length > 0;
    this.#chosen = effects.length > 0 ? effects : IDEAL_EFFECTS;
  }

  /** Off and on again, it lacks the same. */
  set isIdeal(isIdeal: boolean) {
    this.#isIdeal = isIdeal;
  }
}
