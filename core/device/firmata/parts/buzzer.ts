/** An active buzzer has one pitch of its own: a tone is on for its duration, whatever its frequency. Layer: device. */
import type { CancelTimer } from '../../clock.ts';
import { digitalPin, type PartDriver } from './firmata-part.ts';

export const buzzerDriver: PartDriver<'buzzer'> = {
  needs: (part) => [{ pin: part.pin, mode: 'OUTPUT' }],
  attach(part, { firmata, clock }) {
    const pin = new firmata.five.Pin({ board: firmata.board, pin: digitalPin(part.pin, firmata), mode: firmata.io.MODES.OUTPUT });
    let cancelEnd: CancelTimer = () => {};
    const silence = (): void => {
      cancelEnd();
      pin.low();
    };
    silence();
    return {
      outputs: {
        tone: ([frequencyHz, durationMs]) => {
          silence();
          if (Number(frequencyHz) <= 0 || Number(durationMs) <= 0) return;
          pin.high();
          cancelEnd = clock.after(Number(durationMs), () => pin.low());
        },
      },
      stop: silence,
      off: silence,
      release: () => cancelEnd(),
    };
  },
};
