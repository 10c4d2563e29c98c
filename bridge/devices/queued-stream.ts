/**
 * What every ByteStream of the bridge has alike: bytes wait here, and the operating system gets only a few milliseconds of them at a time,
 * so that Stop overtakes the rest. Layer: bridge/devices. An adapter gives the hand-over and the closing.
 */
import { Emitter } from '../../core/base/emitter.ts';
import type { ByteStream, StreamEvent, StreamFault } from '../../core/device/byte-stream.ts';
import { OutgoingQueue } from '../../core/device/outgoing-queue.ts';

const DRAIN_MS_MAX = 500;

export interface Transport {
  /** Gives bytes to the operating system; calls back when it has taken them, or when that failed. */
  handOver(bytes: Uint8Array, done: () => void): void;
  resetBoard(): Promise<void>;
  close(): Promise<void>;
}

export class QueuedStream implements ByteStream {
  readonly events = new Emitter<StreamEvent>();
  readonly #transport: Transport;
  readonly #windowBytes: number;
  readonly #queue = new OutgoingQueue();
  #handingOver = false;
  #isOpen = true;
  #closing: Promise<void> | undefined;
  #onDrained: () => void = () => {};

  /** @param windowBytes most that the operating system holds at a time */
  constructor(transport: Transport, windowBytes: number) {
    this.#transport = transport;
    this.#windowBytes = windowBytes;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  get queuedBytes(): number {
    return this.#queue.length;
  }

  write(bytes: Uint8Array): void {
    if (!this.#isOpen) return;
    // A wire that is this far behind carries nothing any more.
    if (!this.#queue.push(bytes)) return this.ended({ code: 'device.vanished', params: {}, cause: 'the outgoing queue is full' });
    this.#next();
  }

  writeFirst(bytes: Uint8Array): void {
    if (!this.#isOpen) return;
    this.#queue.replace(bytes);
    this.#next();
  }

  resetBoard(): Promise<void> {
    return this.#isOpen ? this.#transport.resetBoard() : Promise.resolve();
  }

  /** Lets what is queued go out first: the last of it is what switches the motors off. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** From the adapter. */
  received(bytes: Uint8Array): void {
    if (this.#isOpen) this.events.emit({ kind: 'data', bytes });
  }

  /** From the adapter: the other end is gone. */
  ended(fault: StreamFault | undefined): void {
    if (!this.#isOpen) return;
    this.#closed(fault);
    this.#onDrained();
    this.#closing ??= this.#transport.close();
  }

  async #close(): Promise<void> {
    if (this.#isOpen && (this.#queue.length > 0 || this.#handingOver)) await this.#drained();
    this.#closed(undefined);
    await this.#transport.close();
  }

  #closed(fault: StreamFault | undefined): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#queue.clear();
    this.events.emit(fault === undefined ? { kind: 'closed' } : { kind: 'closed', fault });
  }

  /** Bounded: a wire that takes nothing must not keep anybody. */
  #drained(): Promise<void> {
    return new Promise((resolve) => {
      const deadline = setTimeout(resolve, DRAIN_MS_MAX);
      this.#onDrained = () => {
        clearTimeout(deadline);
        resolve();
      };
    });
  }

  #next(): void {
    if (this.#handingOver) return;
    if (this.#queue.length === 0) return this.#onDrained();
    this.#handingOver = true;
    this.#transport.handOver(this.#queue.take(this.#windowBytes), () => {
      this.#handingOver = false;
      if (this.#isOpen) this.#next();
      else this.#onDrained();
    });
  }
}
