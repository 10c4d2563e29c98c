/** The duty of a pulse-width modulated pin, from the cycle stamps of its edges. Layer: bridge/emulator. */

/** A pin without an edge for longer than this is steady: 2.5 ms, above the slowest PWM of the Uno (490 Hz, 2.04 ms). */
const STEADY_AFTER_S = 0.0025;
/** A known period that is over by this share without an edge has ended. */
const PERIOD_TOLERANCE = 1.05;

export class DutyMeter {
  readonly #steadyAfterCycles: number;
  #isHigh = false;
  #lastEdge = 0;
  #lastRise: number | undefined;
  #periodCycles: number | undefined;
  #duty = 0;

  constructor(freqHz: number) {
    this.#steadyAfterCycles = freqHz * STEADY_AFTER_S;
  }

  /** @param cycle of the edge; never goes back. */
  edge(isHigh: boolean, cycle: number): void {
    this.#settle(cycle);
    if (isHigh) {
      if (this.#lastRise !== undefined) {
        this.#periodCycles = cycle - this.#lastRise;
        this.#duty = (this.#lastEdge - this.#lastRise) / this.#periodCycles;
      }
      this.#lastRise = cycle;
    }
    this.#isHigh = isHigh;
    this.#lastEdge = cycle;
  }

  /** 0 … 1: the last whole period, or the level where the pin is steady. */
  dutyAt(cycle: number): number {
    this.#settle(cycle);
    return this.#duty;
  }

  #settle(cycle: number): void {
    const waited = this.#periodCycles === undefined ? this.#steadyAfterCycles : this.#periodCycles * PERIOD_TOLERANCE;
    if (cycle - this.#lastEdge <= waited) return;
    this.#duty = this.#isHigh ? 1 : 0;
    this.#lastRise = undefined;
    this.#periodCycles = undefined;
  }
}
