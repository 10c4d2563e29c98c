/** A clock that a test turns by hand. */
import type { CancelTimer, Clock } from '../../device/clock.ts';

export class ManualClock implements Clock {
  #nowMs = 0;
  #timers: { atMs: number; callback: () => void }[] = [];

  nowMs(): number {
    return this.#nowMs;
  }

  after(delayMs: number, callback: () => void): CancelTimer {
    const timer = { atMs: this.#nowMs + delayMs, callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  get timerCount(): number {
    return this.#timers.length;
  }

  /** Time spent working: no timer fires. */
  spend(ms: number): void {
    this.#nowMs += ms;
  }

  /** Lets time pass; due timers fire in order, at their time or as soon as work lets them. */
  advance(ms: number): void {
    const untilMs = this.#nowMs + ms;
    for (let fired = 0; fired < 100_000; fired++) {
      const next = this.#timers.toSorted((a, b) => a.atMs - b.atMs)[0];
      if (next === undefined || next.atMs > untilMs) break;
      this.#timers = this.#timers.filter((other) => other !== next);
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.callback();
    }
    this.#nowMs = Math.max(this.#nowMs, untilMs);
  }
}
