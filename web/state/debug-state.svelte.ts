/** What a person sets up for debugging: breakpoints, speed, seed; kept while the page is open. Layer: web/state. */
import { lineTextStart, movedWith, toggled } from './breakpoint-places.ts';

export const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 4] as const;
const SEED_MAX = 999_999;

export class DebugState {
  #breakpoints = $state.raw<readonly number[]>([]);
  #speed = $state<number>(1);
  #seed = $state(1);
  #text = '';
  #projectId: string | undefined;

  /** Offsets in the project's text. */
  get breakpoints(): readonly number[] {
    return this.#breakpoints;
  }

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

  /** The text is now this one: breakpoints move with it. */
  follow(projectId: string | undefined, text: string): void {
    if (projectId !== this.#projectId) this.#breakpoints = [];
    else if (text !== this.#text && this.#breakpoints.length > 0) this.#breakpoints = movedWith(this.#breakpoints, this.#text, text);
    this.#projectId = projectId;
    this.#text = text;
  }

  /** In the line that holds the offset: its first letter, or the place itself. */
  toggle(offset: number, at: 'line' | 'place'): void {
    this.#breakpoints = toggled(this.#breakpoints, this.#text, at === 'line' ? lineTextStart(this.#text, offset) : offset);
  }
}
