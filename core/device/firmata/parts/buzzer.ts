/** An active buzzer has one pitch of its own: a tone is on for its duration, whatever its frequency. Layer: device. */
import type { CancelTimer } from '../../clock.ts';
import { digitalPin, type PartDriver } from './firmata-part.ts';

export const buzzerDriver: PartDriver<'buzzer'> = {
  needs: (part) => [{ pin: part.pin, mode: 'OUTPUT' }],
  attach(part, { firmata, clock }) {
    const { board, io } = firmata;
    const pin = digitalPin(part.pin, firmata);
    // Why not johnny-five's Pin: it sends the pin's mode again with every write, half a millisecond on the wire.
    board.pinMode(pin, io.MODES.OUTPUT);
    let cancelEnd: CancelTimer = () => {};
    const silence = (): void => {
      cancelEnd();
      board.digitalWrite(pin, 0);
    };
    silence();
    return {
      outputs: {
        tone: ([frequencyHz, durationMs]) => {
          silence();
          if (Number(frequencyHz) <= 0 || Number(durationMs) <= 0) return;
          board.digitalWrite(pin, 1);
          cancelEnd = clock.after(Number(durationMs), () => board.digitalWrite(pin, 0));
        },
      },
      stop: silence,
      off: silence,
      release: () => cancelEnd(),
    };
  },
};
