/** Which sensors a robot has not heard of yet. Layer: device. It is not ready before the last of them. */
import type { Fault } from '../../base/result.ts';
import type { Clock } from '../clock.ts';
import type { DeviceFaultCode } from '../device-faults.ts';

/** From "ready" to the first sample of every sensor. */
const FIRST_SAMPLES_MS_MAX = 2000;

export class FirstSamples {
  readonly #clock: Clock;
  readonly #missing = new Set<number>();
  #onEnd: (fault?: Fault<DeviceFaultCode>) => void = () => {};

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @returns how many are missing now */
  expect(source: number): number {
    return this.#missing.add(source).size;
  }

  came(source: number): void {
    if (this.#missing.delete(source) && this.#missing.size === 0) this.#onEnd();
  }

  fail(fault: Fault<DeviceFaultCode>): void {
    this.#onEnd(fault);
  }

  /** undefined: all have come. */
  all(): Promise<Fault<DeviceFaultCode> | undefined> {
    return new Promise((resolve) => {
      const late = { code: 'device.no-firmata', params: { timeoutS: FIRST_SAMPLES_MS_MAX / 1000 } } as const;
      const cancel = this.#clock.after(FIRST_SAMPLES_MS_MAX, () => this.#onEnd(late));
      this.#onEnd = (fault) => {
        cancel();
        this.#onEnd = () => {};
        resolve(fault);
      };
      if (this.#missing.size === 0) this.#onEnd();
    });
  }
}
