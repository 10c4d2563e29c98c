/** A device on I2C whose registers count on by themselves. Layer: bridge/emulator. */
import type { I2cDevice } from './i2c-bus.ts';

const REGISTERS = 256;
const INT16_MIN = -32_768;
const INT16_MAX = 32_767;

export class RegisterDevice implements I2cDevice {
  readonly bytes = new Uint8Array(REGISTERS);
  /** Which register a transfer's first byte names. */
  readonly #registerOf: (byte: number) => number;
  #isFirst = false;
  #at = 0;

  /** @param initial by register; all others are 0 */
  constructor(initial: Readonly<Record<number, number>>, registerOf: (byte: number) => number = (byte) => byte) {
    for (const [register, byte] of Object.entries(initial)) this.bytes[Number(register)] = byte;
    this.#registerOf = registerOf;
  }

  begin(isWrite: boolean): void {
    this.#isFirst = isWrite;
  }

  write(byte: number): boolean {
    if (this.#isFirst) this.#at = this.#registerOf(byte);
    else this.bytes[this.#next()] = byte;
    this.#isFirst = false;
    return true;
  }

  read(): number {
    return this.bytes[this.#next()]!;
  }

  /** High byte first; beyond the range it stays at its end. */
  setInt16(register: number, value: number): void {
    const whole = Math.min(INT16_MAX, Math.max(INT16_MIN, Math.round(value))) & 0xffff;
    this.bytes[register] = whole >> 8;
    this.bytes[register + 1] = whole & 0xff;
  }

  /** Low byte first. */
  setUint16(register: number, value: number): void {
    this.bytes[register] = value & 0xff;
    this.bytes[register + 1] = value >> 8;
  }

  #next(): number {
    const register = this.#at;
    this.#at = (this.#at + 1) % REGISTERS;
    return register;
  }
}
