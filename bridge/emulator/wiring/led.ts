/** Lamps: one, one of three colours, or a strip. Layer: bridge/emulator. Data sheet of the strip: Worldsemi WS2812. */
import { unreachable } from '../../../core/base/assert.ts';
import type { PartOf } from '../../../core/robot/profile.ts';
import type { WiredPart, WirePart, WiringContext } from './wired-part.ts';

/** The lamp on an Uno. */
const LED_COLOR = 'yellow';
const BYTE_MAX = 255;

const nameOf = (rgb: readonly number[]): string =>
  rgb.every((share) => share === 0) ? 'off' : `#${rgb.map((share) => share.toString(16).padStart(2, '0')).join('')}`;

export const wireLed: WirePart<'led'> = (part, context) => {
  switch (part.kind) {
    case 'single': {
      const { board } = context;
      const pin = board.pins.pin(part.pin);
      return { act: (world) => world.setLed(board.isDrivenHigh(pin) ? LED_COLOR : 'off') };
    }
    case 'rgb':
      return threeColours(part, context);
    case 'strip': {
      const strip = new LampStrip(part, context);
      // The world has one lamp; a program sets all of a strip alike.
      return { act: (world) => world.setLed(nameOf(strip.lamps[0]!)) };
    }
    default:
      return unreachable(part);
  }
};

function threeColours(part: Extract<PartOf<'led'>, { kind: 'rgb' }>, { board }: WiringContext): WiredPart {
  const duties = [part.red, part.green, part.blue].map((pin) => board.dutyOf(board.pins.pin(pin)));
  return {
    act: (world) => world.setLed(nameOf(duties.map((duty) => Math.round(BYTE_MAX * (part.commonAnode ? 1 - duty() : duty()))))),
  };
}

const BITS_PER_LAMP = 24;
/** High for 0.35 µs is a 0, for 0.7 µs a 1. */
const ONE_FROM_S = 0.55e-6;
/** Low for this long: the colours are shown, and the next bit is the first lamp's. */
const RESET_S = 50e-6;

/** Takes its lamps' colours off the wire; a lamp that was sent nothing keeps its colour. */
export class LampStrip {
  /** Red, green, blue, 0 … 255 each. */
  readonly lamps: (readonly [number, number, number])[];
  readonly #order: 'grb' | 'rgb';
  #bits = 0;
  #value = 0;

  constructor(part: Extract<PartOf<'led'>, { kind: 'strip' }>, { board }: WiringContext) {
    this.lamps = Array.from({ length: part.count }, () => [0, 0, 0] as const);
    this.#order = part.order;
    let changedAt = 0;
    board.watchPin(board.pins.pin(part.pin), (isHigh, cycle) => {
      const seconds = (cycle - changedAt) / board.freqHz;
      changedAt = cycle;
      if (!isHigh) this.#take(seconds > ONE_FROM_S ? 1 : 0);
      else if (seconds > RESET_S) this.#bits = 0;
    });
  }

  #take(bit: 0 | 1): void {
    this.#value = ((this.#value << 1) | bit) & 0xff_ff_ff;
    this.#bits++;
    if (this.#bits % BITS_PER_LAMP !== 0) return;
    const index = this.#bits / BITS_PER_LAMP - 1;
    if (index >= this.lamps.length) return;
    const [first, second, blue] = [this.#value >> 16, (this.#value >> 8) & BYTE_MAX, this.#value & BYTE_MAX] as const;
    this.lamps[index] = this.#order === 'grb' ? [second, first, blue] : [first, second, blue];
  }
}
