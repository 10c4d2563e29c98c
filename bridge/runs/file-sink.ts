/**
 * A recording as a file that grows. Layer: bridge/runs. Written under its own name from the start: `openRun` reads a torn file as far as
 * it is whole, so nothing has to be renamed after a crash.
 */
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { fail, ok, type Result } from '../../core/base/result.ts';
import type { RunSink } from '../../core/run/run-sink.ts';

class FileSink implements RunSink {
  readonly crc32 = crc32;
  readonly #path: string;
  readonly #file: number;
  readonly #isDurable: boolean;
  #failure: unknown;

  constructor(path: string, file: number, isDurable: boolean) {
    this.#path = path;
    this.#file = file;
    this.#isDurable = isDurable;
  }

  #attempt(action: () => void): void {
    if (this.#failure !== undefined) return;
    try {
      action();
    } catch (cause) {
      this.#failure = cause;
    }
  }

  write(bytes: Uint8Array): void {
    this.#attempt(() => {
      for (let at = 0; at < bytes.length;) at += writeSync(this.#file, bytes, at);
    });
  }

  flush(): void {
    if (this.#isDurable) this.#attempt(() => fsyncSync(this.#file));
  }

  finish(): Result<void> {
    this.#attempt(() => fsyncSync(this.#file));
    try {
      closeSync(this.#file);
    } catch (cause) {
      this.#failure ??= cause;
    }
    return this.#failure === undefined ? ok(undefined) : fail('cli.file-not-writable', { file: this.#path }, this.#failure);
  }
}

/**
 * Replaces a file of that name.
 * @param options.durable each flush reaches the disk: for live runs. Without it only the end does, and a crash of this process loses nothing.
 * Errors: `cli.file-not-writable` {file}.
 */
export function openFileSink(path: string, options: { readonly durable: boolean }): Result<RunSink> {
  try {
    return ok(new FileSink(path, openSync(path, 'w'), options.durable));
  } catch (cause) {
    return fail('cli.file-not-writable', { file: path }, cause);
  }
}
