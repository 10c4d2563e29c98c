/**
 * Stops a car that is in the air or past the table's edge: all its line sensors were dark while it drove for 200 ms. Layer: device. Our firmware does
 * the same by itself: docs/protocols/firmware.md §3.
 * Why driven time: a car that stands on a black start bar sees as little as one in the air, and must be able to drive off it.
 */
import type { CancelTimer, Clock } from '../clock.ts';

const DRIVEN_DARK_MS = 200;

export class LiftStop {
  readonly #clock: Clock;
  readonly #onStop: () => void;
  #isDark = false;
  #isDriving = false;
  /** Up to `#sinceMs`, where the car drives in the dark. */
  #drivenDarkMs = 0;
  #sinceMs = 0;
  #cancel: CancelTimer | undefined;
  /** The motors stay off until a sensor sees light. */
  holds = false;

  constructor(clock: Clock, onStop: () => void) {
    this.#clock = clock;
    this.#onStop = onStop;
  }

  see(isDark: boolean): void {
    this.#settle();
    this.#isDark = isDark;
    if (!isDark) {
      this.#drivenDarkMs = 0;
      this.holds = false;
    }
    this.#wait();
  }

  drive(isDriving: boolean): void {
    this.#settle();
    this.#isDriving = isDriving;
    this.#wait();
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #settle(): void {
    if (this.#cancel === undefined) return;
    this.#drivenDarkMs += this.#clock.nowMs() - this.#sinceMs;
    this.close();
  }

  #wait(): void {
    if (!this.#isDark || !this.#isDriving || this.holds) return;
    this.#sinceMs = this.#clock.nowMs();
    this.#cancel = this.#clock.after(DRIVEN_DARK_MS - this.#drivenDarkMs, () => {
      this.#cancel = undefined;
      this.holds = true;
      this.#onStop();
    });
  }
}
