/**
 * What a program sets faster than its wire carries: of each output only the newest goes out, as soon as there is room. Layer: device.
 * Why: else a program without a `wait` drives its car by what it wanted seconds ago, and fills the queue until the robot is given up.
 */
import type { OutputId, PortValue } from '../../robot/robot-port.ts';
import type { ByteStream } from '../byte-stream.ts';
import type { CancelTimer, Clock } from '../clock.ts';

/** Bytes that may wait before the wire counts as full: 4 ms at 115200 baud. */
const ROOM_BYTES = 48;
const LOOK_AGAIN_MS = 2;

export interface NewestWritesOptions {
  readonly stream: Pick<ByteStream, 'queuedBytes'>;
  readonly clock: Clock;
  readonly send: (output: OutputId, values: readonly PortValue[]) => void;
}

export class NewestWrites {
  readonly #options: NewestWritesOptions;
  readonly #waiting = new Map<OutputId, readonly PortValue[]>();
  #cancel: CancelTimer = () => {};

  constructor(options: NewestWritesOptions) {
    this.#options = options;
  }

  get isEmpty(): boolean {
    return this.#waiting.size === 0;
  }

  write(output: OutputId, values: readonly PortValue[]): void {
    if (this.isEmpty && this.#hasRoom) return this.#options.send(output, values);
    if (this.isEmpty) this.#lookAgain();
    this.#waiting.set(output, values);
  }

  /** What waits is not sent any more. */
  clear(): void {
    this.#waiting.clear();
    this.#cancel();
  }

  get #hasRoom(): boolean {
    return this.#options.stream.queuedBytes <= ROOM_BYTES;
  }

  /** The one that has waited longest first. */
  #send(): void {
    for (const [output, values] of this.#waiting) {
      if (!this.#hasRoom) break;
      this.#waiting.delete(output);
      this.#options.send(output, values);
    }
    if (!this.isEmpty) this.#lookAgain();
  }

  #lookAgain(): void {
    this.#cancel = this.#options.clock.after(LOOK_AGAIN_MS, () => this.#send());
  }
}
