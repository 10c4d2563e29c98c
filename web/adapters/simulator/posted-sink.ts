/** A recording that goes to the page as it is flushed: with each chunk, once a second. Layer: web/adapters/simulator. */
import { ok, type Result } from '../../../core/base/result.ts';
import type { RunSink } from '../../../core/run/run-sink.ts';

export class PostedSink implements RunSink {
  readonly #post: (bytes: Uint8Array) => void;
  #pieces: Uint8Array[] = [];

  constructor(post: (bytes: Uint8Array) => void) {
    this.#post = post;
  }

  write(bytes: Uint8Array): void {
    this.#pieces.push(bytes.slice());
  }

  flush(): void {
    const whole = new Uint8Array(this.#pieces.reduce((sum, piece) => sum + piece.length, 0));
    let at = 0;
    for (const piece of this.#pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    this.#pieces = [];
    if (whole.length > 0) this.#post(whole);
  }

  finish(): Result<void> {
    this.flush();
    return ok(undefined);
  }
}
