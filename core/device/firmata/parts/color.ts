/** The colour under or before a sensor, by a TCS34725 on I2C (data sheet TAOS135, August 2012). Layer: device. */
import { colourNameOf, type SeenColour } from '../../../robot/colour-names.ts';
import type { AttachPart } from './firmata-part.ts';
import { TCS34725_SEES } from './tcs34725.ts';

/** Every command has this bit; with the next one, registers are read one after another. */
const COMMAND = 0x80;
const AUTO_INCREMENT = 0x20;
const ENABLE = 0x00;
const POWER_AND_ADC_ON = 0x03;
const INTEGRATION_TIME = 0x01;
/** 256 − 10 steps of 2.4 ms. */
const INTEGRATION_24_MS = 0xf6;
/** It measures for half of that. */
const EVERY_MS = 50;
const CONTROL = 0x0f;
const GAIN_4 = 0x01;
const CLEAR_DATA = 0x14;
/** Clear channel over white paper, a centimetre below the module's own lamp; nearer and farther only shade it. */
const WHITE_COUNTS = 6700;
const SRGB_GAMMA = 2.2;

export const attachColor: AttachPart<'color'> = (part, { i2c }) => {
  let name = colourNameOf([0, 0, 0]);
  i2c.write(part.address, COMMAND | INTEGRATION_TIME, INTEGRATION_24_MS);
  i2c.write(part.address, COMMAND | CONTROL, GAIN_4);
  i2c.write(part.address, COMMAND | ENABLE, POWER_AND_ADC_ON);
  i2c.poll(part.address, { register: COMMAND | AUTO_INCREMENT | CLEAR_DATA, count: 8, everyMs: EVERY_MS }, (bytes) => {
    const counts = (place: number): number => bytes[place]! + 256 * bytes[place + 1]!;
    name = colourNameOf(seenColour([counts(2), counts(4), counts(6)]));
  });
  return { inputs: { color: () => name } };
};

/** Takes the filters' overlap away, and makes of light what a screen would be told. */
function seenColour(counts: SeenColour): SeenColour {
  const [red, green, blue] = UNMIX.map((row) => {
    const reflected = row.reduce((sum, share, channel) => sum + share * counts[channel]!, 0) * (BANDS / WHITE_COUNTS);
    return Math.min(1, Math.max(0, reflected)) ** (1 / SRGB_GAMMA);
  });
  return [red!, green!, blue!];
}

/** White light is as much of each band. */
const BANDS = 3;
const UNMIX = inverse(TCS34725_SEES);

type Matrix = readonly (readonly [number, number, number])[];

/** Of 3 × 3, by cofactors. */
function inverse(m: Matrix): readonly (readonly number[])[] {
  const at = (row: number, column: number): number => m[row % 3]![column % 3]!;
  const cofactor = (row: number, column: number): number =>
    at(row + 1, column + 1) * at(row + 2, column + 2) - at(row + 1, column + 2) * at(row + 2, column + 1);
  const determinant = [0, 1, 2].reduce((sum, column) => sum + at(0, column) * cofactor(0, column), 0);
  return [0, 1, 2].map((row) => [0, 1, 2].map((column) => cofactor(column, row) / determinant));
}
