/** The folder of recordings: one file a run, named by its id. Layer: bridge/runs. */
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../core/base/result.ts';
import type { RunsFaultCode } from '../../core/protocol/run-views.ts';

const RUN_FILE = /^([0-9A-HJKMNP-TV-Z]{26})\.mcap$/;
/** What was being sealed when the bridge went. */
const LEFT_OVER = /\.mcap\.sealed$/;
/** mcap.dev/spec, "Magic": the last bytes of a file that was finished. */
const MAGIC = Uint8Array.of(0x89, 0x4d, 0x43, 0x41, 0x50, 0x30, 0x0d, 0x0a);

export class RunFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  fileOf(id: string): string {
    return join(this.path, `${id}.mcap`);
  }

  /** Where the sealed copy of a run is made before it takes the run's place. */
  sealedFileOf(id: string): string {
    return join(this.path, `${id}.mcap.sealed`);
  }

  /** Ids of the recordings there are. What a bridge that was killed left half made is removed. */
  async ids(): Promise<readonly string[]> {
    await mkdir(this.path, { recursive: true });
    const names = await readdir(this.path);
    for (const name of names) if (LEFT_OVER.test(name)) await rm(join(this.path, name), { force: true });
    return names.flatMap((name) => RUN_FILE.exec(name)?.[1] ?? []).sort();
  }

  /** For writing at any place; an absent file is made. */
  async openForWriting(id: string): Promise<Result<FileHandle, RunsFaultCode>> {
    return await attempt(async () => open(this.fileOf(id), 'r+').catch(() => open(this.fileOf(id), 'w+')));
  }

  /** 0 where there is none. */
  async sizeOf(id: string): Promise<number> {
    return (await stat(this.fileOf(id)).catch(() => undefined))?.size ?? 0;
  }

  /** The bytes from there on that are there. */
  async read(id: string, offset: number, length: number): Promise<Result<{ bytes: Uint8Array; totalBytes: number }, RunsFaultCode>> {
    return await attempt(async () => {
      const handle = await open(this.fileOf(id), 'r');
      try {
        const { size } = await handle.stat();
        const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
        const { bytesRead } = await handle.read(bytes, 0, bytes.length, offset);
        return { bytes: bytes.subarray(0, bytesRead), totalBytes: size };
      } finally {
        await handle.close();
      }
    });
  }

  /** Its writer came to the end: the last bytes say so. */
  async isEnded(id: string): Promise<boolean> {
    const size = await this.sizeOf(id);
    if (size < MAGIC.length) return false;
    const end = await this.read(id, size - MAGIC.length, MAGIC.length);
    return end.ok && end.value.bytes.every((byte, at) => byte === MAGIC[at]);
  }

  async takeSealed(id: string): Promise<Result<number, RunsFaultCode>> {
    return await attempt(async () => {
      await rename(this.sealedFileOf(id), this.fileOf(id));
      return await this.sizeOf(id);
    });
  }

  async remove(id: string): Promise<Result<void, RunsFaultCode>> {
    return await attempt(async () => {
      await rm(this.fileOf(id), { force: true });
      await rm(this.sealedFileOf(id), { force: true });
    });
  }
}

/** Errors: `runs.folder-failed` {what}. */
export async function attempt<T>(action: () => Promise<T>): Promise<Result<T, RunsFaultCode>> {
  try {
    return ok(await action());
  } catch (cause) {
    const what = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : String(cause);
    return fail('runs.folder-failed', { what }, cause);
  }
}
