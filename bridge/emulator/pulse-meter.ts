/** The length of the pulses that a servo gets. Layer: bridge/emulator. */
import type { WiredBoard } from './wiring/wired-part.ts';

/** Servos get a pulse every 20 ms; one that gets none for longer than two of them is let go. */
const SILENT_AFTER_S = 0.045;
const US_PER_S = 1e6;

export class PulseMeter {
  readonly #board: WiredBoard;
  #roseAt: number | undefined;
  #last: { readonly cycles: number; readonly endedAt: number } | undefined;

  constructor(board: WiredBoard, pin: number) {
    this.#board = board;
    board.watchPin(pin, (isHigh, cycle) => {
      if (!isHigh && this.#roseAt !== undefined) this.#last = { cycles: cycle - this.#roseAt, endedAt: cycle };
      this.#roseAt = isHigh ? cycle : undefined;
    });
  }

  /** undefined where nothing pulses. */
  us(): number | undefined {
    const { freqHz, cycles } = this.#board;
    if (this.#last === undefined || cycles - this.#last.endedAt > SILENT_AFTER_S * freqHz) return undefined;
    return (this.#last.cycles / freqHz) * US_PER_S;
  }
}
