/** The length of the pulses that a servo gets, from the cycle stamps of their edges. Layer: bridge/emulator. */

/** Servos get a pulse every 20 ms; one that gets none for longer than two of them is let go. */
const SILENT_AFTER_S = 0.045;
const US_PER_S = 1e6;

export class PulseMeter {
  readonly #freqHz: number;
  #roseAt: number | undefined;
  #last: { readonly cycles: number; readonly endedAt: number } | undefined;

  constructor(freqHz: number) {
    this.#freqHz = freqHz;
  }

  /** @param cycle of the edge; never goes back. */
  edge(isHigh: boolean, cycle: number): void {
    if (!isHigh && this.#roseAt !== undefined) this.#last = { cycles: cycle - this.#roseAt, endedAt: cycle };
    this.#roseAt = isHigh ? cycle : undefined;
  }

  /** undefined where nothing pulses. */
  usAt(cycle: number): number | undefined {
    if (this.#last === undefined || cycle - this.#last.endedAt > SILENT_AFTER_S * this.#freqHz) return undefined;
    return (this.#last.cycles / this.#freqHz) * US_PER_S;
  }
}
