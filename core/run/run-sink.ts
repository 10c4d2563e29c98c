/** Where a recording's bytes go. Layer: run. The bridge has one that writes a file (bridge/runs/file-sink.ts). */
import type { Crc32 } from '../base/crc32.ts';
import type { Result } from '../base/result.ts';

export interface RunSink {
  /** The computer's own, where it has one that is quicker than ours. */
  readonly crc32?: Crc32;
  /** Appends; the bytes are borrowed. Never throws: what went wrong is said by `finish`. */
  write(bytes: Uint8Array): void;
  /** What was written so far must survive a crash of this process, and a power cut where the sink is durable. */
  flush(): void;
  /** Once, after the last write. Errors: of the sink. */
  finish(): Result<void>;
}

/** Keeps everything in memory: for pages and tests. */
export class MemorySink implements RunSink {
  #bytes = new Uint8Array(65_536);
  #length = 0;

  write(bytes: Uint8Array): void {
    if (this.#length + bytes.length > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + bytes.length));
      grown.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = grown;
    }
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  flush(): void {}

  finish(): Result<void> {
    return { ok: true, value: undefined };
  }

  /** A copy. */
  bytes(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }
}
