/**
 * "Let time pass": the one thing in which running on a robot differs from running in the simulator. Layer: run.
 *
 * | time | passes when | used by |
 * | --- | --- | --- |
 * | `SimulatedTime` | asked to | headless runs |
 * | `PacedTime` | the computer's clock × speed allows it and the slice is not spent | the simulator worker |
 * | `LiveTime` | it has passed by the clock; missed milliseconds are caught up, boundedly | robots |
 */
import type { Clock } from '../device/clock.ts';

export interface RobotTime {
  /** Lets the next millisecond pass; false where it has not come yet. */
  pass(): boolean;
  /** Robot time stands still from `hold` to `release`. */
  hold(): void;
  release(): void;
}

/** Robot time that somebody has to come back for; see pace.ts. */
export interface WaitingTime extends RobotTime {
  /** Before each `advance` of the driver. */
  beginSlice(): void;
  /** How long the computer may do something else, ms, where the driver has nothing to do before robot time `wakeAtMs`. */
  idleMs(wakeAtMs: number): number;
}

export class SimulatedTime implements RobotTime {
  readonly #step: () => void;

  /** @param step one millisecond of the simulated world */
  constructor(step: () => void) {
    this.#step = step;
  }

  pass(): boolean {
    this.#step();
    return true;
  }

  hold(): void {}
  release(): void {}
}

/** Longest time without a look at messages. Why: Stop must work within 100 ms even while a program never waits. */
const SLICE_MS_MAX = 4;
/** A computer that falls behind by more than this does not try to make it up. */
const BEHIND_MS_MAX = 100;
const IDLE_MS = 4;

/** Simulated time no faster than the clock × speed. */
export class PacedTime implements WaitingTime {
  readonly #step: () => void;
  readonly #clock: Clock;
  #speed: number;
  #sliceStartMs = 0;
  #sliceSpent = false;
  /** Milliseconds of robot time that may pass now; grows with the clock. */
  #creditMs = 0;
  #lastMs: number;

  /** @param options.speed 1 is real time; greater than 0 */
  constructor(options: { readonly step: () => void; readonly clock: Clock; readonly speed: number }) {
    this.#step = options.step;
    this.#clock = options.clock;
    this.#speed = options.speed;
    this.#lastMs = options.clock.nowMs();
  }

  /** From now on; greater than 0. */
  setSpeed(speed: number): void {
    this.#speed = speed;
  }

  beginSlice(): void {
    const now = this.#clock.nowMs();
    this.#creditMs += (now - this.#lastMs) * this.#speed;
    this.#creditMs = Math.min(this.#creditMs, BEHIND_MS_MAX * Math.max(1, this.#speed));
    this.#lastMs = now;
    this.#sliceStartMs = now;
    this.#sliceSpent = false;
  }

  pass(): boolean {
    if (this.#creditMs < 1) return false;
    if (this.#clock.nowMs() - this.#sliceStartMs >= SLICE_MS_MAX) {
      this.#sliceSpent = true;
      return false;
    }
    this.#creditMs -= 1;
    this.#step();
    return true;
  }

  idleMs(): number {
    return this.#sliceSpent ? 0 : IDLE_MS;
  }

  hold(): void {}

  release(): void {
    this.#lastMs = this.#clock.nowMs();
    this.#creditMs = 0;
  }
}

/** After a hiccup of the computer a program gets the quota of at most so many missed milliseconds. */
const CATCH_UP_MS_MAX = 20;

/** The clock's own time since the run began, without the time it was held. */
export class LiveTime implements WaitingTime {
  readonly #clock: Clock;
  #originMs: number;
  #heldSinceMs: number | undefined;
  #passedMs = 0;

  /** Robot time 0 is now. */
  constructor(clock: Clock) {
    this.#clock = clock;
    this.#originMs = clock.nowMs();
  }

  /** Fractions included. */
  nowMs(): number {
    return (this.#heldSinceMs ?? this.#clock.nowMs()) - this.#originMs;
  }

  beginSlice(): void {}

  pass(): boolean {
    const due = Math.floor(this.nowMs());
    if (this.#passedMs >= due) return false;
    this.#passedMs = Math.max(this.#passedMs + 1, due - CATCH_UP_MS_MAX + 1);
    return true;
  }

  idleMs(wakeAtMs: number): number {
    return Math.max(0, Math.max(wakeAtMs, this.#passedMs + 1) - this.nowMs());
  }

  hold(): void {
    this.#heldSinceMs ??= this.#clock.nowMs();
  }

  release(): void {
    if (this.#heldSinceMs === undefined) return;
    this.#originMs += this.#clock.nowMs() - this.#heldSinceMs;
    this.#heldSinceMs = undefined;
  }
}
