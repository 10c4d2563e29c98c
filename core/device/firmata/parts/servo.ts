/** A servo that holds an angle. Layer: device. */
import { digitalPin, type AttachPart } from './firmata-part.ts';

export const attachServo: AttachPart<'servo'> = (part, { firmata }) => {
  const { io } = firmata;
  const pin = digitalPin(part.pin, firmata);
  let isOn = false;
  return {
    outputs: {
      servo: ([degrees]) => {
        // Only now: a servo jumps to its middle as soon as it gets pulses.
        if (!isOn) {
          io.servoConfig(pin, part.minUs, part.maxUs);
          io.pinMode(pin, io.MODES.SERVO);
        }
        isOn = true;
        io.servoWrite(pin, Math.round(Number(degrees)));
      },
    },
  };
};
