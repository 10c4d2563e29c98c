/**
 * Slows down whoever guesses: after some wrong tries each next one must wait twice as long as the one before. Layer: bridge/class.
 * One who guesses right is forgotten; so is one who leaves off for a while.
 */

export interface GuessLimitOptions {
  /** Wrong tries before the first wait. */
  readonly freeTries: number;
  readonly firstWaitMs: number;
  readonly waitMsMax: number;
  /** After the last wrong try. */
  readonly forgetMs: number;
}

interface Guesser {
  readonly wrong: number;
  readonly mayTryAtMs: number;
  readonly forgetAtMs: number;
}

/** More than a school has addresses; beyond it the one that guessed longest ago is forgotten. */
export const GUESSERS_MAX = 5000;

export class GuessLimit {
  readonly #options: GuessLimitOptions;
  /** Longest ago first. */
  readonly #guessers = new Map<string, Guesser>();

  constructor(options: GuessLimitOptions) {
    this.#options = options;
  }

  /** 0: may try now. `nowMs`: a monotonic clock. */
  waitMs(who: string, nowMs: number): number {
    return Math.max(0, (this.#find(who, nowMs)?.mayTryAtMs ?? 0) - nowMs);
  }

  hasGuessedWrong(who: string, nowMs: number): boolean {
    return this.#find(who, nowMs) !== undefined;
  }

  wrong(who: string, nowMs: number): void {
    const { freeTries, firstWaitMs, waitMsMax, forgetMs } = this.#options;
    const wrong = (this.#find(who, nowMs)?.wrong ?? 0) + 1;
    const waitMs = wrong < freeTries ? 0 : Math.min(waitMsMax, firstWaitMs * 2 ** Math.min(wrong - freeTries, 30));
    this.#guessers.delete(who);
    this.#guessers.set(who, { wrong, mayTryAtMs: nowMs + waitMs, forgetAtMs: nowMs + waitMs + forgetMs });
    if (this.#guessers.size > GUESSERS_MAX) this.#guessers.delete(this.#guessers.keys().next().value!);
  }

  right(who: string): void {
    this.#guessers.delete(who);
  }

  #find(who: string, nowMs: number): Guesser | undefined {
    const found = this.#guessers.get(who);
    if (found === undefined || nowMs < found.forgetAtMs) return found;
    this.#guessers.delete(who);
    return undefined;
  }
}
