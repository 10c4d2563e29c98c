/** The I2C bus of a Firmata board, as several parts share it. Layer: device. */
import type { Firmata } from 'firmata-io';
import type { CancelTimer, Clock } from '../../clock.ts';

/** A part that has not answered by then is not there. */
const ANSWER_MS_MAX = 400;

export class I2cBus {
  readonly #io: Firmata;
  readonly #clock: Clock;
  #isOn = false;
  readonly #silent = new Map<number, CancelTimer>();
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
  watch(
    address: number,
    { register, count }: { readonly register: number; readonly count: number },
    listener: (bytes: readonly number[]) => void,
  ): void {
    this.#turnOn();
    this.#silent.set(
      address,
      this.#clock.after(ANSWER_MS_MAX, () => this.onSilent(address)),
    );
    this.#io.i2cRead(address, register, count, (bytes) => {
      this.#silent.get(address)?.();
      if (bytes.length === count) listener(bytes);
    });
  }

  release(): void {
    for (const cancel of this.#silent.values()) cancel();
  }

  #turnOn(): void {
    if (!this.#isOn) this.#io.i2cConfig(0);
    this.#isOn = true;
  }
}
