/** One recording that a page is sending: its file, and how far it has come. Layer: bridge/runs. */
import type { FileHandle } from 'node:fs/promises';
import { fail, ok, type Result } from '../../core/base/result.ts';
import type { RunsFaultCode } from '../../core/protocol/run-views.ts';
import { attempt, type RunFolder } from './run-folder.ts';

type Received = Result<{ readonly received: number }, RunsFaultCode>;

export interface OpenRecordingOptions {
  readonly id: string;
  readonly owner: string;
  /** All before it was confirmed to the page. */
  readonly heldFrom: number;
  readonly nowMs: () => number;
}

export class OpenRecording {
  readonly owner: string;
  /** Bytes that are on the disk. */
  size: number;
  lastAtMs: number;
  readonly #handle: FileHandle;
  readonly #nowMs: () => number;
  /** Pieces are written one after another, in the order in which they came. */
  #queue: Promise<Received> = Promise.resolve(ok({ received: 0 }));
  #isClosed = false;

  private constructor(handle: FileHandle, size: number, { owner, nowMs }: OpenRecordingOptions) {
    this.#handle = handle;
    this.size = size;
    this.owner = owner;
    this.#nowMs = nowMs;
    this.lastAtMs = nowMs();
  }

  /**
   * Why cut at `heldFrom`: what came after the last confirmed byte may have reached the disk in part when the power went, and the page
   * still has it. Errors: `runs.gap` where the file is shorter than what the page was told, `runs.folder-failed`.
   */
  static async open(folder: RunFolder, options: OpenRecordingOptions): Promise<Result<OpenRecording, RunsFaultCode>> {
    const size = await folder.sizeOf(options.id);
    if (options.heldFrom > size) return fail('runs.gap', { received: size });
    const handle = await folder.openForWriting(options.id);
    if (!handle.ok) return handle;
    const cut = await attempt(() => handle.value.truncate(options.heldFrom));
    if (!cut.ok) {
      await handle.value.close();
      return cut;
    }
    return ok(new OpenRecording(handle.value, options.heldFrom, options));
  }

  append(offset: number, bytes: Uint8Array): Promise<Received> {
    this.lastAtMs = this.#nowMs();
    this.#queue = this.#queue.then(() => this.#write(offset, bytes));
    return this.#queue;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#queue;
    await this.#handle.close().catch(() => {});
  }

  async #write(offset: number, bytes: Uint8Array): Promise<Received> {
    if (this.#isClosed) return fail('runs.gap', { received: this.size });
    if (offset > this.size) return fail('runs.gap', { received: this.size });
    const fresh = bytes.subarray(this.size - offset);
    if (fresh.length === 0) return ok({ received: this.size });
    const at = this.size;
    const written = await attempt(async () => {
      for (let done = 0; done < fresh.length;) done += (await this.#handle.write(fresh, done, fresh.length - done, at + done)).bytesWritten;
      await this.#handle.datasync();
    });
    if (!written.ok) return written;
    this.size += fresh.length;
    return ok({ received: this.size });
  }
}
