/** Firmware files that are handed over in pieces: for a board, or with a kit. Layer: bridge/kits. Kept in memory until they are taken. */
import { fail, ok, type Result } from '../../core/base/result.ts';
import { FIRMWARE_BYTES_MAX } from '../../core/device/flash/ready-image.ts';
import type { FirmwarePiece } from '../server/robots.ts';

/** Beyond it the oldest goes: a page that was closed never takes its own. */
const FILES_MAX = 3;

export class FirmwareFiles {
  readonly #files = new Map<string, Uint8Array>();

  /** A piece at 0 begins anew. Errors: `board.file-incomplete`, `board.file-too-large` {limitBytes}. */
  add({ fileId, at, bytes }: FirmwarePiece): Result<void> {
    const before = at === 0 ? new Uint8Array(0) : this.#files.get(fileId);
    if (before?.length !== at) return fail('board.file-incomplete');
    if (at + bytes.length > FIRMWARE_BYTES_MAX) return fail('board.file-too-large', { limitBytes: FIRMWARE_BYTES_MAX });
    const whole = new Uint8Array(at + bytes.length);
    whole.set(before);
    whole.set(bytes, at);
    this.#files.delete(fileId);
    this.#files.set(fileId, whole);
    const [oldest] = this.#files.keys();
    if (this.#files.size > FILES_MAX) this.#files.delete(oldest!);
    return ok(undefined);
  }

  /** Errors: `board.file-incomplete`. */
  take(fileId: string): Result<Uint8Array> {
    const file = this.#files.get(fileId);
    this.#files.delete(fileId);
    return file === undefined ? fail('board.file-incomplete') : ok(file);
  }
}
