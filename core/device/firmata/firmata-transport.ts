/**
 * A ByteStream in the shape that firmata-io expects of a transport: an emitter of 'open', 'data' and 'close' with `write`. Layer: device.
 */
import type { Transport } from 'firmata-io';
import type { Unsubscribe } from '../../base/emitter.ts';
import type { ByteStream, StreamFault } from '../byte-stream.ts';
import { END_SYSEX, GUIJI_SYSEX, START_SYSEX } from './guiji/sysex.ts';

/** Twice the firmware's own limit for one message (MAX_DATA_BYTES 64); beyond it the message is rubbish. */
const MESSAGE_BYTES_MAX = 1024;

type Listener = (data?: unknown) => void;

export class FirmataTransport implements Transport {
  readonly #stream: ByteStream;
  readonly #listeners = new Map<string, Listener[]>();
  readonly #unsubscribe: Unsubscribe;
  /** Bytes written while `writeFirst` collects them. */
  #collected: number[] | undefined;
  /** What of a message of our firmware has come, without its first two bytes; undefined outside of one. */
  #guiji: number[] | undefined;
  /** The last byte began a System Exclusive message. */
  #hasBegun = false;
  /** A message of our own firmware: its sub and what follows. firmata-io never sees it. */
  onGuiji: (message: readonly number[]) => void = () => {};
  /** Anything at all has come. */
  onHeard: () => void = () => {};

  constructor(stream: ByteStream, onClosed: (fault: StreamFault | undefined) => void) {
    this.#stream = stream;
    this.#unsubscribe = stream.events.subscribe((event) => {
      if (event.kind === 'closed') return onClosed(event.fault);
      this.onHeard();
      this.#emit('data', this.#withoutGuiji(event.bytes));
    });
  }

  on(event: string, listener: Listener): this {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
    return this;
  }

  /** Tells firmata-io that the stream is open; it waits for that before anything else. */
  announceOpen(): void {
    this.#emit('open');
  }

  write(bytes: Uint8Array, done?: () => void): void {
    if (this.#collected !== undefined) this.#collected.push(...bytes);
    else this.#stream.write(bytes);
    done?.();
  }

  /** What `work` writes overtakes everything that is queued and replaces it. Its first byte ends a message that was cut in the middle. */
  writeFirst(work: () => void): void {
    this.#collected = [END_SYSEX];
    try {
      work();
    } finally {
      const bytes = Uint8Array.from(this.#collected);
      this.#collected = undefined;
      this.#stream.writeFirst(bytes);
    }
  }

  /**
   * firmata-io throws on some malformed messages and keeps an endless one for ever; a broken board must do neither to us.
   * @param message firmata-io's buffer of the message that is coming in.
   */
  guardAgainstRubbish(message: { length: number }): void {
    const [parse] = this.#listeners.get('data') ?? [];
    this.#listeners.set('data', [
      (data) => {
        try {
          parse?.(data);
        } catch {
          message.length = 0;
        }
        if (message.length > MESSAGE_BYTES_MAX) message.length = 0;
      },
    ]);
  }

  detach(): void {
    this.#unsubscribe();
    this.#listeners.clear();
  }

  /**
   * Why aside: our sensors report up to 200 times a second, and firmata-io's table of handlers is one for all boards of a process.
   * @returns the other bytes, borrowed where all of them are
   */
  #withoutGuiji(bytes: Uint8Array): Uint8Array {
    if (this.#guiji === undefined && !this.#hasBegun && !bytes.includes(START_SYSEX)) return bytes;
    const others: number[] = [];
    for (const byte of bytes) {
      if (this.#guiji !== undefined) this.#takeGuiji(byte, others);
      else if (this.#hasBegun && byte === GUIJI_SYSEX) this.#guiji = [];
      else {
        if (this.#hasBegun) others.push(START_SYSEX);
        if (byte !== START_SYSEX) others.push(byte);
      }
      this.#hasBegun = byte === START_SYSEX;
    }
    return Uint8Array.from(others);
  }

  /** A byte with the top bit set ends it; any but END_SYSEX means that it was cut. */
  #takeGuiji(byte: number, others: number[]): void {
    const message = this.#guiji!;
    if (byte < 0x80) {
      if (message.length < MESSAGE_BYTES_MAX) message.push(byte);
      return;
    }
    this.#guiji = undefined;
    if (byte === END_SYSEX) this.onGuiji(message);
    else if (byte !== START_SYSEX) others.push(byte);
  }

  #emit(event: string, data?: unknown): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(data);
  }
}
