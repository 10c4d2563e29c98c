/** A servo that holds an angle. Layer: bridge/emulator. */
import { PulseMeter } from '../pulse-meter.ts';
import type { WirePart } from './wired-part.ts';

const DEGREES = 180;

export const wireServo: WirePart<'servo'> = ({ pin, minUs, maxUs }, { board }) => {
  const pulse = new PulseMeter(board, board.pins.pin(pin));
  return {
    act(world) {
      const us = pulse.us();
      // Without pulses it stays where it is.
      if (us !== undefined) world.servoDeg = Math.min(DEGREES, Math.max(0, (DEGREES * (us - minUs)) / (maxUs - minUs)));
    },
  };
};
