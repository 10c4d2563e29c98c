/** The I2C bus of an emulated chip, with the devices on it; each byte takes its time. Layer: bridge/emulator. Specification: NXP UM10204. */
import type { AVRTWI, CPU, TWIEventHandler } from 'avr8js';

/** A device as the bus sees it. */
export interface I2cDevice {
  /** The master has addressed it, to write or to read. */
  begin?(isWrite: boolean): void;
  /** False: not acknowledged. */
  write(byte: number): boolean;
  read(): number;
  end?(): void;
}

/** Eight bits and the acknowledgement. */
const BITS_PER_BYTE = 9;
const NOBODY = 0xff;

export class I2cBus implements TWIEventHandler {
  /** By 7-bit address. */
  readonly devices = new Map<number, I2cDevice>();
  /** A device holds the clock down for ever, as one that was reset in the middle of a byte does. */
  isStuck = false;
  readonly #freqHz: number;
  #cpu!: CPU;
  #twi!: AVRTWI;
  #addressed: I2cDevice | undefined;

  constructor(freqHz: number) {
    this.#freqHz = freqHz;
  }

  /** The chip was built anew. */
  attach(cpu: CPU, twi: AVRTWI): void {
    this.#cpu = cpu;
    this.#twi = twi;
    this.#addressed = undefined;
    twi.eventHandler = this;
  }

  start(): void {
    this.#after(1, () => this.#twi.completeStart());
  }

  stop(): void {
    this.#addressed?.end?.();
    this.#addressed = undefined;
    this.#after(1, () => this.#twi.completeStop());
  }

  connectToSlave(address: number, isWrite: boolean): void {
    this.#addressed = this.devices.get(address);
    this.#addressed?.begin?.(isWrite);
    const isThere = this.#addressed !== undefined;
    this.#after(BITS_PER_BYTE, () => this.#twi.completeConnect(isThere));
  }

  writeByte(value: number): void {
    const isTaken = this.#addressed?.write(value) ?? false;
    this.#after(BITS_PER_BYTE, () => this.#twi.completeWrite(isTaken));
  }

  readByte(): void {
    const value = this.#addressed?.read() ?? NOBODY;
    this.#after(BITS_PER_BYTE, () => this.#twi.completeRead(value));
  }

  #after(bits: number, done: () => void): void {
    if (this.isStuck) return;
    this.#cpu.addClockEvent(done, Math.round((bits * this.#freqHz) / this.#twi.sclFrequency));
  }
}
