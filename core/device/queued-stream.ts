/**
 * What every ByteStream over a wire has alike: bytes wait here, and what is beneath gets only a few milliseconds of them at a time, so that
 * Stop overtakes the rest. Layer: device. An adapter gives the hand-over and the closing.
 *
 * Why by the clock and not by asking whether the port has drained: on a computer with eight boards each such question holds a thread of the
 * few that Node has, and a board that takes nothing would hold it for ever, and with it every file and every other board.
 */
import { Emitter } from '../base/emitter.ts';
import type { ByteStream, StreamEvent, StreamFault } from './byte-stream.ts';
import type { CancelTimer, Clock } from './clock.ts';
import { OutgoingQueue } from './outgoing-queue.ts';

/** What is beneath may hold this much: Stop waits no longer for the wire. */
const WINDOW_MS = 4;
const DRAIN_MS_MAX = 500;
const BITS_PER_BYTE = 10;
const MS_PER_S = 1000;

export interface Transport {
  /** Gives bytes to what is beneath; calls back when it has taken them, or when that failed. */
  handOver(bytes: Uint8Array, done: () => void): void;
  resetBoard(): Promise<void>;
  setLines?: ByteStream['setLines'];
  close(): Promise<void>;
}

export interface WireOptions {
  readonly clock: Clock;
  /** Bits per second that the wire carries, 10 a byte. */
  readonly baud: number;
}

export class QueuedStream implements ByteStream {
  readonly events = new Emitter<StreamEvent>();
  readonly #transport: Transport;
  readonly #clock: Clock;
  readonly #msPerByte: number;
  readonly #queue = new OutgoingQueue();
  /** When the last byte that was handed over will have left. */
  #wireFreeAtMs = -Infinity;
  #cancelTimer: CancelTimer | undefined;
  #handingOver = false;
  #isOpen = true;
  #closing: Promise<void> | undefined;
  #onDrained: (() => void) | undefined;

  constructor(transport: Transport, { clock, baud }: WireOptions) {
    this.#transport = transport;
    this.#clock = clock;
    this.#msPerByte = (BITS_PER_BYTE * MS_PER_S) / baud;
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

  async setLines(lines: { readonly dtr?: boolean; readonly rts?: boolean }): Promise<void> {
    if (this.#isOpen) await this.#transport.setLines?.(lines);
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
    this.#closing ??= this.#transport.close();
  }

  async #close(): Promise<void> {
    if (this.#isOpen && !this.#isDrained) await this.#drained();
    this.#closed(undefined);
    await this.#transport.close();
  }

  #closed(fault: StreamFault | undefined): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#queue.clear();
    this.#cancelTimer?.();
    this.#onDrained?.();
    this.events.emit(fault === undefined ? { kind: 'closed' } : { kind: 'closed', fault });
  }

  get #isDrained(): boolean {
    return this.#queue.length === 0 && !this.#handingOver && this.#clock.nowMs() >= this.#wireFreeAtMs;
  }

  /** Bounded: a wire that takes nothing must not keep anybody. */
  #drained(): Promise<void> {
    return new Promise((resolve) => {
      const cancelDeadline = this.#clock.after(DRAIN_MS_MAX, () => this.#onDrained?.());
      this.#onDrained = () => {
        this.#onDrained = undefined;
        cancelDeadline();
        resolve();
      };
      this.#next();
    });
  }

  #next(): void {
    if (this.#handingOver || this.#cancelTimer !== undefined) return;
    const nowMs = this.#clock.nowMs();
    const waits = this.#queue.length > 0;
    if (!waits && (this.#onDrained === undefined || nowMs >= this.#wireFreeAtMs)) return this.#onDrained?.();
    const heldMs = Math.max(0, this.#wireFreeAtMs - nowMs);
    const bytesMax = Math.floor((WINDOW_MS - heldMs) / this.#msPerByte);
    if (!waits || bytesMax <= 0) return this.#lookAgain(waits ? this.#msPerByte : heldMs);
    const bytes = this.#queue.take(bytesMax);
    this.#wireFreeAtMs = nowMs + heldMs + bytes.length * this.#msPerByte;
    this.#handingOver = true;
    this.#transport.handOver(bytes, () => {
      this.#handingOver = false;
      if (this.#isOpen) this.#next();
    });
  }

  #lookAgain(afterMs: number): void {
    this.#cancelTimer = this.#clock.after(afterMs, () => {
      this.#cancelTimer = undefined;
      this.#next();
    });
  }
}
