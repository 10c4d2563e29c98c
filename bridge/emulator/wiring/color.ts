/**
 * A TCS34725 on I2C over the floor, with its own white lamp. Layer: bridge/emulator. Registers as in the data sheet ams TCS3472.
 * Its three filters overlap: each sees a share of the others' colours, by the data sheet's table of responsivities (middle of each range).
 */
import { TCS34725_SEES } from '../../../core/device/firmata/parts/tcs34725.ts';
import { RegisterDevice } from '../register-device.ts';
import type { WirePart } from './wired-part.ts';

const ENABLE = 0x00;
const ATIME = 0x01;
const CONTROL = 0x0f;
const ID = 0x12;
const CLEAR_DATA = 0x14;
const POWER_AND_ADC_ON = 0x03;
const STEP_MS = 2.4;
const COUNTS_PER_STEP = 1024;
const COUNTS_MAX = 65_535;
const STEPS_MAX = 256;
const GAINS = [1, 4, 16, 60] as const;
/** White paper a centimetre below the lamp, clear channel, a millisecond at the least gain. */
const WHITE_CLEAR_COUNTS = 70;
/** The first byte holds a command's kind beside the register. */
const REGISTER_MASK = 0x1f;

export const wireColor: WirePart<'color'> = ({ address }, { board }) => {
  const chip = new RegisterDevice({ [ATIME]: 0xff, [ID]: 0x44 }, (byte) => byte & REGISTER_MASK);
  board.i2c.devices.set(address, chip);
  return {
    feed(world) {
      if ((chip.bytes[ENABLE]! & POWER_AND_ADC_ON) !== POWER_AND_ADC_ON) return;
      const steps = STEPS_MAX - chip.bytes[ATIME]!;
      const white = WHITE_CLEAR_COUNTS * steps * STEP_MS * GAINS[chip.bytes[CONTROL]! & 3]!;
      const counts = channelsOf(world.parts.floorColor()).map((share) =>
        Math.min(COUNTS_MAX, steps * COUNTS_PER_STEP, Math.round(white * share)),
      );
      counts.forEach((count, channel) => chip.setUint16(CLEAR_DATA + 2 * channel, count));
    },
  };
};

/** @param color `#rrggbb`. Gives clear, red, green, blue as shares of what the clear channel sees on white. */
function channelsOf(color: string): readonly number[] {
  const reflected = [1, 3, 5].map((at) => linear(parseInt(color.slice(at, at + 2), 16) / 255));
  const seen = TCS34725_SEES.map((row) => row.reduce((sum, share, band) => sum + share * reflected[band]!, 0) / 3);
  return [(reflected[0]! + reflected[1]! + reflected[2]!) / 3, ...seen];
}

/** What a surface of this sRGB value reflects (IEC 61966-2-1). */
function linear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
