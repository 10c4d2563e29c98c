/** A push button; with a pull-up it reads low while pressed. Layer: device. */
import { digitalPin, type PartDriver } from './firmata-part.ts';

export const buttonDriver: PartDriver<'button'> = {
  needs: (part) => [{ pin: part.pin, mode: part.pullUp ? 'PULLUP' : 'INPUT' }],
  attach(part, { firmata }) {
    const { io } = firmata;
    const pin = digitalPin(part.pin, firmata);
    let isPressed = false;
    io.pinMode(pin, part.pullUp ? io.MODES.PULLUP : io.MODES.INPUT);
    io.digitalRead(pin, (value) => {
      isPressed = (value === 0) === part.pullUp;
    });
    return { inputs: { button: () => isPressed } };
  },
};
