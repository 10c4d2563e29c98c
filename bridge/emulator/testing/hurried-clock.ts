/** The computer's clock, forty times as fast: for peers that are scripts. Layer: tests of bridge/emulator and core/device. */
import type { Clock } from '../../../core/device/clock.ts';

const HURRY = 40;

export const hurriedClock: Clock = {
  nowMs: () => performance.now() * HURRY,
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs / HURRY);
    return () => clearTimeout(timer);
  },
};
