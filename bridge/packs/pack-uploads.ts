/**
 * Packs on their way in, piece by piece, as files beside the library: on the same disk, so that installing is a rename. Layer: bridge/packs.
 * What is left from a bridge that ended is cleared at the next start.
 */
import { mkdir, open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ulid } from 'ulid';
import { fail, ok, type Result } from '../../core/base/result.ts';
import { PACK_BYTES_MAX } from '../../core/pack/pack-limits.ts';
import type { PackLibraryFaultCode } from '../../core/protocol/pack-views.ts';
import { notWritten } from './trusted-publishers.ts';

/** At one time; the oldest gives way, for nobody waits hours before a preview. */
const UPLOADS_MAX = 4;

interface Upload {
  readonly path: string;
  readonly bytes: number;
  received: number;
}

type UploadResult<T> = Result<T, PackLibraryFaultCode | 'pack.too-large'>;

export class PackUploads {
  readonly #folder: string;
  readonly #uploads = new Map<string, Upload>();

  /** @param folder its own: emptied at start */
  constructor(folder: string) {
    this.#folder = folder;
  }

  async clear(): Promise<void> {
    this.#uploads.clear();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async begin(bytes: number): Promise<UploadResult<string>> {
    if (bytes > PACK_BYTES_MAX) return fail('pack.too-large', { limitBytes: PACK_BYTES_MAX });
    for (const oldest of [...this.#uploads.keys()].slice(0, Math.max(0, this.#uploads.size - UPLOADS_MAX + 1))) await this.drop(oldest);
    const uploadId = ulid();
    const path = join(this.#folder, `${uploadId}.part`);
    try {
      await mkdir(this.#folder, { recursive: true });
      await (await open(path, 'wx')).close();
    } catch (cause) {
      return notWritten(cause);
    }
    this.#uploads.set(uploadId, { path, bytes, received: 0 });
    return ok(uploadId);
  }

  /** Pieces come in order, none twice: one page sends one after the other. Errors: `pack.upload-lost`, `pack.not-written`. */
  async append(uploadId: string, at: number, piece: Uint8Array): Promise<UploadResult<void>> {
    const upload = this.#uploads.get(uploadId);
    if (upload === undefined || at !== upload.received || at + piece.byteLength > upload.bytes) return fail('pack.upload-lost', {});
    upload.received += piece.byteLength;
    try {
      const file = await open(upload.path, 'r+');
      try {
        await file.write(piece, 0, piece.byteLength, at);
      } finally {
        await file.close();
      }
      return ok(undefined);
    } catch (cause) {
      await this.drop(uploadId);
      return notWritten(cause);
    }
  }

  /** The whole file's path. Errors: `pack.upload-lost`, also where pieces are missing. */
  async whole(uploadId: string): Promise<UploadResult<string>> {
    const upload = this.#uploads.get(uploadId);
    if (upload === undefined) return fail('pack.upload-lost', {});
    const size = await stat(upload.path).then(
      (found) => found.size,
      () => -1,
    );
    return size === upload.bytes ? ok(upload.path) : fail('pack.upload-lost', {});
  }

  async drop(uploadId: string): Promise<void> {
    const upload = this.#uploads.get(uploadId);
    this.#uploads.delete(uploadId);
    if (upload !== undefined) await rm(upload.path, { force: true });
  }
}
