/** How far the chip should have come by now: real time, with a bounded catch-up after the computer was busy. Layer: bridge/emulator. */

/** A computer that was away for longer does not try to make it up: the car would jump. */
export const CATCH_UP_MS_MAX = 50;
const SPEED_WINDOW_MS = 1000;

export class Pacer {
  /** Chip time minus computer's time. */
  #offsetMs = 0;
  #windowStartMs = 0;
  #windowChipMs = 0;
  #speedFactor = 1;

  /** Real time begins anew here: at the start, and after a rest. */
  restart(hostMs: number, chipMs: number): void {
    this.#offsetMs = chipMs - hostMs;
    this.#windowStartMs = hostMs;
    this.#windowChipMs = chipMs;
    this.#speedFactor = 1;
  }

  /** Chip time that is due, ms. What is overdue by more than `CATCH_UP_MS_MAX` is given up. */
  dueMs(hostMs: number, chipMs: number): number {
    const overdueMs = hostMs + this.#offsetMs - chipMs;
    if (overdueMs > CATCH_UP_MS_MAX) this.#offsetMs -= overdueMs - CATCH_UP_MS_MAX;
    this.#measure(hostMs, chipMs);
    return hostMs + this.#offsetMs;
  }

  /** Chip time over the computer's, in the last whole second. */
  get speedFactor(): number {
    return this.#speedFactor;
  }

  #measure(hostMs: number, chipMs: number): void {
    const passedMs = hostMs - this.#windowStartMs;
    if (passedMs < SPEED_WINDOW_MS) return;
    this.#speedFactor = (chipMs - this.#windowChipMs) / passedMs;
    this.#windowStartMs = hostMs;
    this.#windowChipMs = chipMs;
  }
}
