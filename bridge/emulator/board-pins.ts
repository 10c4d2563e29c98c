/** Which port bit a board brings out as which pin. Layer: bridge/emulator. */
import { assert } from '../../core/base/assert.ts';

export type PortName = 'A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'G' | 'H' | 'J' | 'K' | 'L';

export interface PortBit {
  readonly port: PortName;
  readonly bit: number;
}

export class BoardPins {
  readonly count: number;
  readonly #name: string;
  readonly #firstAnalog: number;
  readonly #bits: readonly (PortBit | undefined)[];
  readonly #pins: ReadonlyMap<string, number>;

  /**
   * @param bits port letter and bit of each pin from 0 on, such as `D0`; `-` where a pin has none (A6 and A7 of a Nano are inputs of the ADC alone)
   * @param firstAnalog the pin that is also called `A0`; the ones behind it are analog too
   */
  constructor(name: string, bits: string, firstAnalog: number) {
    this.#name = name;
    this.#firstAnalog = firstAnalog;
    this.#bits = bits.trim().split(/\s+/).map(portBit);
    this.count = this.#bits.length;
    this.#pins = new Map(this.#bits.flatMap((bit, pin) => (bit === undefined ? [] : [[`${bit.port}${bit.bit}`, pin]])));
  }

  /** @param pin its number, or `A0` and on. */
  pin(pin: number | string): number {
    const index = typeof pin === 'number' ? pin : this.#firstAnalog + Number(pin.slice(1));
    assert(Number.isInteger(index) && index >= 0 && index < this.count, `${this.#name} has no pin ${pin}`);
    return index;
  }

  /** @param pin `A0` and on, or its number. Gives the channel of the ADC. */
  analogChannel(pin: number | string): number {
    const channel = this.pin(pin) - this.#firstAnalog;
    assert(channel >= 0, `${this.#name} has no analog pin ${pin}`);
    return channel;
  }

  /** undefined where a pin has no port bit. */
  portBitOf(pin: number): PortBit | undefined {
    return this.#bits[pin];
  }

  /** undefined for bits that the board uses itself (crystal, reset). */
  pinOf(port: PortName, bit: number): number | undefined {
    return this.#pins.get(`${port}${bit}`);
  }
}

function portBit(name: string): PortBit | undefined {
  return name === '-' ? undefined : { port: name[0] as PortName, bit: Number(name[1]) };
}
