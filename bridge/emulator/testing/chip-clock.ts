/** A chip's cycles as the only clock of a test. Layer: tests of bridge/emulator and core/device. */
import type { CancelTimer, Clock } from '../../../core/device/clock.ts';

export class ChipClock implements Clock {
  readonly nowMs: () => number;
  readonly timers = new Set<{ readonly atMs: number; readonly callback: () => void }>();

  constructor(nowMs: () => number) {
    this.nowMs = nowMs;
  }

  after(delayMs: number, callback: () => void): CancelTimer {
    const timer = { atMs: this.nowMs() + delayMs, callback };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  fireDue(): void {
    for (const timer of this.timers) {
      if (timer.atMs > this.nowMs()) continue;
      this.timers.delete(timer);
      timer.callback();
    }
  }
}
