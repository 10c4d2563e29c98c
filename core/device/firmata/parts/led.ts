/** Lamps. Layer: device. One of one colour (any colour but black is on), one of three colours, or a strip that our firmware drives. */
import { assert, unreachable } from '../../../base/assert.ts';
import type { PartOf } from '../../../robot/profile.ts';
import { eightBits, SUB } from '../guiji/sysex.ts';
import { OFF, rgbOf, type Rgb } from './colours.ts';
import { digitalPin, type AttachPart, type PartContext } from './firmata-part.ts';

/** Of our firmware's message. */
const ALL_LAMPS = 127;
const PWM_MAX = 255;

export const attachLed: AttachPart<'led'> = (part, context) => {
  const show = lampOf(part, context);
  let shown: string | undefined;
  const set = (colour: Rgb): void => {
    if (colour.join() === shown) return;
    shown = colour.join();
    show(colour);
  };
  set(OFF);
  return { outputs: { led: ([colour]) => set(rgbOf(String(colour))) }, off: () => set(OFF), forget: () => (shown = undefined) };
};

function lampOf(part: PartOf<'led'>, context: PartContext): (colour: Rgb) => void {
  switch (part.kind) {
    case 'single':
      return singleLamp(part, context);
    case 'rgb':
      return threeColours(part, context);
    case 'strip':
      return strip(part, context);
    default:
      return unreachable(part);
  }
}

function singleLamp(part: Extract<PartOf<'led'>, { kind: 'single' }>, { firmata }: PartContext): (colour: Rgb) => void {
  const { board, io } = firmata;
  const pin = digitalPin(part.pin, firmata);
  board.pinMode(pin, io.MODES.OUTPUT);
  return (colour) => void board.digitalWrite(pin, colour.some((share) => share > 0) ? 1 : 0);
}

function threeColours(part: Extract<PartOf<'led'>, { kind: 'rgb' }>, { firmata }: PartContext): (colour: Rgb) => void {
  const { io } = firmata;
  const pins = [part.red, part.green, part.blue].map((pin) => digitalPin(pin, firmata));
  for (const pin of pins) io.pinMode(pin, io.MODES.PWM);
  return (colour) => pins.forEach((pin, index) => io.analogWrite(pin, part.commonAnode ? PWM_MAX - colour[index]! : colour[index]!));
}

function strip(part: Extract<PartOf<'led'>, { kind: 'strip' }>, { firmata, own }: PartContext): (colour: Rgb) => void {
  assert(own !== undefined, 'only our firmware drives strips');
  const { link } = own;
  link.send(SUB.strip, digitalPin(part.pin, firmata), part.count);
  // The firmware sends green first, as WS2812 want it.
  return ([red, green, blue]) =>
    link.send(SUB.stripColours, ALL_LAMPS, ...(part.order === 'grb' ? [red, green, blue] : [green, red, blue]).flatMap(eightBits));
}
