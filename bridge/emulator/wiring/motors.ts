/** The motor drivers and their motors. Layer: bridge/emulator. */
import { unreachable } from '../../../core/base/assert.ts';
import type { PartOf } from '../../../core/robot/profile.ts';
import type { WirePart, WiringContext } from './wired-part.ts';

/** Percent of full power, signed. */
type Power = () => number;

const FULL = 100;
/** A servo that turns all the way round. */
const STILL_US = 1500;
const SWING_US = 500;

export const wireMotors: WirePart<'motors'> = (part, context) => {
  const left = powerOf(part, 'left', context);
  const right = powerOf(part, 'right', context);
  return { act: (world) => world.setMotors(left(), right()) };
};

function powerOf(part: PartOf<'motors'>, side: 'left' | 'right', { board }: WiringContext): Power {
  const { pins } = board;
  switch (part.driver) {
    case 'h-bridge-3-pin': {
      const [forward, backward] = [pins.pin(part[side].forward), pins.pin(part[side].backward)];
      const duty = board.dutyOf(pins.pin(part[side].pwm));
      // L298 data sheet, truth table: EN low, or both inputs alike, does not drive.
      return () => (board.isDrivenHigh(forward) ? 1 : 0) * FULL * duty() - (board.isDrivenHigh(backward) ? 1 : 0) * FULL * duty();
    }
    case 'h-bridge-2-pin': {
      // L9110S and DRV8833: one input alone drives, both alike brake.
      const [ahead, back] = [board.dutyOf(pins.pin(part[side].forward)), board.dutyOf(pins.pin(part[side].backward))];
      return () => FULL * (ahead() - back());
    }
    case 'pwm-dir': {
      const { inverted } = part[side];
      const direction = pins.pin(part[side].dir);
      const duty = board.dutyOf(pins.pin(part[side].pwm));
      return () => (board.isDrivenHigh(direction) === inverted ? 0 - FULL : FULL) * duty();
    }
    case 'servo-drive': {
      const sign = part[side].inverted ? -1 : 1;
      const pulseUs = board.pulseUsOf(pins.pin(part[side].pin));
      return () => (sign * FULL * ((pulseUs() ?? STILL_US) - STILL_US)) / SWING_US;
    }
    default:
      return unreachable(part);
  }
}
