/**
 * A ByteStream in the shape that firmata-io expects of a transport: an emitter of 'open', 'data' and 'close' with `write`. Layer: device.
 */
import type { Transport } from 'firmata-io';
import type { Unsubscribe } from '../../base/emitter.ts';
import type { ByteStream, StreamFault } from '../byte-stream.ts';

/** Ends a System Exclusive message that was cut in the middle; elsewhere the firmware ignores it. */
const END_SYSEX = 0xf7;
/** Twice the firmware's own limit for one message (MAX_DATA_BYTES 64); beyond it the message is rubbish. */
const MESSAGE_BYTES_MAX = 1024;

type Listener = (data?: unknown) => void;

export class FirmataTransport implements Transport {
  readonly #stream: ByteStream;
  readonly #listeners = new Map<string, Listener[]>();
  readonly #unsubscribe: Unsubscribe;
  /** Bytes written while `writeFirst` collects them. */
  #collected: number[] | undefined;

  constructor(stream: ByteStream, onClosed: (fault: StreamFault | undefined) => void) {
    this.#stream = stream;
    this.#unsubscribe = stream.events.subscribe((event) => {
      if (event.kind === 'data') this.#emit('data', event.bytes);
      else onClosed(event.fault);
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

  /** What `work` writes overtakes everything that is queued and replaces it. */
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

  #emit(event: string, data?: unknown): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(data);
  }
}
