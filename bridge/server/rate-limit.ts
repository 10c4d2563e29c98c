/** A token bucket. Layer: bridge/server. */

export class RateLimit {
  readonly #perS: number;
  readonly #burst: number;
  #left: number;
  #atMs: number;

  constructor(options: { readonly perS: number; readonly burst: number; readonly nowMs: number }) {
    this.#perS = options.perS;
    this.#burst = options.burst;
    this.#left = options.burst;
    this.#atMs = options.nowMs;
  }

  /** False when one more at this time is too many. */
  take(nowMs: number): boolean {
    this.#left = Math.min(this.#burst, this.#left + ((nowMs - this.#atMs) / 1000) * this.#perS);
    this.#atMs = nowMs;
    if (this.#left < 1) return false;
    this.#left--;
    return true;
  }
}
