/** The I2C bus of a Firmata board, as several parts share it. Layer: device. */
import type { Firmata } from 'firmata-io';
import type { CancelTimer, Clock } from '../../clock.ts';
import { u14 } from '../guiji/sysex.ts';

/** Specification: https://github.com/firmata/protocol/blob/master/i2c.md */
const I2C_REQUEST = 0x76;
const READ_ONCE = 0x08;
/** A part that has not answered by then is not there. */
const ANSWER_MS_MAX = 400;

interface Registers {
  readonly register: number;
  readonly count: number;
}

export class I2cBus {
  readonly #io: Firmata;
  readonly #clock: Clock;
  #isOn = false;
  readonly #silent = new Map<number, CancelTimer>();
  readonly #polls = new Set<CancelTimer>();
  /** An address that has answered nothing. */
  onSilent: (address: number) => void = () => {};

  constructor(io: Firmata, clock: Clock) {
    this.#io = io;
    this.#clock = clock;
  }

  /** Into the registers from this one on. */
  write(address: number, register: number, ...bytes: readonly number[]): void {
    this.#turnOn();
    this.#io.i2cWrite(address, [register, ...bytes]);
  }

  /** With each sample; the bytes are as many as asked for. */
  watch(address: number, registers: Registers, listener: (bytes: readonly number[]) => void): void {
    this.#expect(address);
    this.#io.i2cRead(address, registers.register, registers.count, (bytes) => this.#hear(address, registers, bytes, listener));
  }

  /** Every so often: for what is slower than the samples, so that the wire is not full of it. */
  poll(address: number, registers: Registers & { readonly everyMs: number }, listener: (bytes: readonly number[]) => void): void {
    this.#expect(address);
    const { register, count } = registers;
    // Why not firmata-io's i2cReadOnce: each reply that never comes would leave a listener behind.
    this.#io.on(`I2C-reply-${address}-${register}`, (bytes) => this.#hear(address, registers, bytes as readonly number[], listener));
    const ask = (): void => {
      this.#io.sysexCommand([I2C_REQUEST, address, READ_ONCE, ...u14(register), ...u14(count)]);
      const cancel = this.#clock.after(registers.everyMs, () => {
        this.#polls.delete(cancel);
        ask();
      });
      this.#polls.add(cancel);
    };
    ask();
  }

  release(): void {
    for (const cancel of [...this.#silent.values(), ...this.#polls]) cancel();
  }

  #expect(address: number): void {
    this.#turnOn();
    this.#silent.set(
      address,
      this.#clock.after(ANSWER_MS_MAX, () => this.onSilent(address)),
    );
  }

  #hear(address: number, { count }: Registers, bytes: readonly number[], listener: (bytes: readonly number[]) => void): void {
    this.#silent.get(address)?.();
    if (bytes.length === count) listener(bytes);
  }

  #turnOn(): void {
    if (!this.#isOn) this.#io.i2cConfig(0);
    this.#isOn = true;
  }
}
