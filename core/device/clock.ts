/** Monotonic time and timers as a port, so that tests drive them. Layer: device. */

export type CancelTimer = () => void;

export interface Clock {
  /** Milliseconds since an arbitrary start; never goes back. */
  nowMs(): number;
  /** Calls back once, at the earliest after `delayMs`. */
  after(delayMs: number, callback: () => void): CancelTimer;
}
