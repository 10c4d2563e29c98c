/**
 * Bytes that wait to go out, so that what is beneath holds only a few milliseconds of them and Stop can overtake the rest. Layer: device.
 */

/** Enough for 20 s at 57600 baud; a sender that gets this far ahead of the wire has lost its robot anyway. */
export const QUEUED_BYTES_MAX = 131_072;

export class OutgoingQueue {
  #chunks: Uint8Array[] = [];
  #length = 0;

  /** Bytes. */
  get length(): number {
    return this.#length;
  }

  /** Queues a copy. False where the queue is full: nothing was queued then. */
  push(bytes: Uint8Array): boolean {
    if (this.#length + bytes.length > QUEUED_BYTES_MAX) return false;
    if (bytes.length > 0) this.#chunks.push(bytes.slice());
    this.#length += bytes.length;
    return true;
  }

  /** Throws away what is queued; `bytes` go next. */
  replace(bytes: Uint8Array): void {
    this.clear();
    this.push(bytes);
  }

  clear(): void {
    this.#chunks = [];
    this.#length = 0;
  }

  /** The oldest bytes, at most `bytesMax`; empty where nothing waits. */
  take(bytesMax: number): Uint8Array {
    const taken = new Uint8Array(Math.max(0, Math.min(bytesMax, this.#length)));
    let at = 0;
    while (at < taken.length) {
      const first = this.#chunks[0]!;
      const part = first.subarray(0, taken.length - at);
      taken.set(part, at);
      at += part.length;
      if (part.length === first.length) this.#chunks.shift();
      else this.#chunks[0] = first.subarray(part.length);
    }
    this.#length -= taken.length;
    return taken;
  }
}

/** Bytes that a line of this speed carries in a time; 10 bits a byte (start, 8 data, stop). */
export function bytesInMs(baud: number, ms: number): number {
  return Math.ceil((baud * ms) / 10_000);
}
