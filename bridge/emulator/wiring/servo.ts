/** A servo that holds an angle. Layer: bridge/emulator. */
import type { WirePart } from './wired-part.ts';

const DEGREES = 180;

export const wireServo: WirePart<'servo'> = ({ pin, minUs, maxUs }, { board }) => {
  const pulseUs = board.pulseUsOf(board.pins.pin(pin));
  return {
    act(world) {
      const us = pulseUs();
      // Without pulses it stays where it is.
      if (us !== undefined) world.servoDeg = Math.min(DEGREES, Math.max(0, (DEGREES * (us - minUs)) / (maxUs - minUs)));
    },
  };
};
