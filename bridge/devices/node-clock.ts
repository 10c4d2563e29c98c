/** The computer's monotonic clock as a port. Layer: bridge/devices. */
import type { CancelTimer, Clock } from '../../core/device/clock.ts';

export const nodeClock: Clock = {
  nowMs: () => performance.now(),
  after(delayMs, callback): CancelTimer {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
