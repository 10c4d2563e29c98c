/** One lamp of one colour: any colour but black is on. Layer: device. */
import { assert } from '../../../base/assert.ts';
import { digitalPin, type PartDriver } from './firmata-part.ts';

const DARK_COLOURS: readonly string[] = ['off', 'black', '#000000'];

export const ledDriver: PartDriver<'led'> = {
  needs: (part) => (part.kind === 'single' ? [{ pin: part.pin, mode: 'OUTPUT' }] : []),
  attach(part, { firmata }) {
    assert(part.kind === 'single', 'others are not drivable');
    const led = new firmata.five.Led({ board: firmata.board, pin: digitalPin(part.pin, firmata) });
    let isOn: boolean | undefined;
    const set = (on: boolean): void => {
      if (on === isOn) return;
      isOn = on;
      if (on) led.on();
      else led.off();
    };
    set(false);
    return { outputs: { led: (values) => set(!DARK_COLOURS.includes(String(values[0]).toLowerCase())) }, off: () => set(false) };
  },
};
