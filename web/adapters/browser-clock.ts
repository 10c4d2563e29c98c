/** The browser's own clock, of a page or a worker. Layer: web/adapters. */
import type { Clock } from '../../core/device/clock.ts';

export const browserClock: Clock = {
  nowMs: () => performance.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
