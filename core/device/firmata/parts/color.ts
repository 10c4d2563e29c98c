/** The colour under or before a sensor, by a TCS34725 on I2C (data sheet TAOS135, August 2012). Layer: device. */
import { colourNameOf } from './colour-names.ts';
import type { AttachPart } from './firmata-part.ts';

/** Every command has this bit; with the next one, registers are read one after another. */
const COMMAND = 0x80;
const AUTO_INCREMENT = 0x20;
const ENABLE = 0x00;
const POWER_AND_ADC_ON = 0x03;
const INTEGRATION_TIME = 0x01;
/** 256 − 10 steps of 2.4 ms. */
const INTEGRATION_24_MS = 0xf6;
const CONTROL = 0x0f;
const GAIN_4 = 0x01;
const CLEAR_DATA = 0x14;
/** 10 steps of 1024 counts. */
const COUNTS_MAX = 10_240;

export const attachColor: AttachPart<'color'> = (part, { i2c }) => {
  let name = colourNameOf([0, 0, 0]);
  i2c.write(part.address, COMMAND | INTEGRATION_TIME, INTEGRATION_24_MS);
  i2c.write(part.address, COMMAND | CONTROL, GAIN_4);
  i2c.write(part.address, COMMAND | ENABLE, POWER_AND_ADC_ON);
  i2c.watch(part.address, { register: COMMAND | AUTO_INCREMENT | CLEAR_DATA, count: 8 }, (bytes) => {
    const share = (place: number): number => (bytes[place]! + 256 * bytes[place + 1]!) / COUNTS_MAX;
    name = colourNameOf([share(2), share(4), share(6)]);
  });
  return { inputs: { color: () => name } };
};
