/**
 * Reads a zip that a stranger may have made: every size is bounded before anything is inflated, and every entry's CRC-32 is checked.
 * Layer: base. Spec: PKWARE APPNOTE 6.3.10, methods 0 (stored) and 8 (deflate); no encryption, no zip64, no multi-disk.
 *
 * Why not `unzipSync`: it checks no CRC, so a flipped bit in a stored entry would pass as a student's text.
 */
import { inflateSync } from 'fflate';
import { crc32 } from './crc32.ts';
import { fail, ok, type Result } from './result.ts';
import { readZipDirectory, type ZipDirectoryFaultCode, type ZipEntry } from './zip-directory.ts';

export interface ZipLimits {
  readonly entriesMax: number;
  readonly entryBytesMax: number;
  readonly totalBytesMax: number;
  /** An entry of more than `RATIO_FREE_BYTES` may unpack to at most so many times its packed size; undefined: to any. */
  readonly ratioMax?: number;
}

export type ZipFaultCode =
  | ZipDirectoryFaultCode
  | 'zip.too-large' // {limitBytes}
  | 'zip.bomb' // {path, ratioMax}
  | 'zip.bad-path' // {path}
  | 'zip.special-file' // {path}: a symlink, a device
  | 'zip.encrypted' // {path}
  | 'zip.duplicate' // {path}
  | 'zip.case-collision'; // {path, other}

const RATIO_FREE_BYTES = 100_000;
const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_BYTES = 30;
const FLAG_ENCRYPTED = 1;
const DEFLATED = 8;

/** POSIX file types in the upper half of the external attributes. */
const TYPE_MASK = 0o170000;
const TYPE_FOLDER = 0o040000;
const TYPE_FILE = 0o100000;
/** Windows' FILE_ATTRIBUTE_REPARSE_POINT, in the lower half. */
const REPARSE_POINT = 0x400;

const damaged = (what: string, cause?: unknown) => fail('zip.damaged', { what: shown(what) }, cause);
const shown = (path: string): string => path.slice(0, 100);

/** Entries by path, folders left out. Errors: see `ZipFaultCode`. */
export function readZip(file: Uint8Array, limits: ZipLimits): Result<ReadonlyMap<string, Uint8Array>, ZipFaultCode> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const entries = readZipDirectory(view, limits.entriesMax);
  if (!entries.ok) return entries;
  // Everything that the directory can tell is judged before a byte is unpacked.
  for (const judge of [judgeNames, judgeSizes, judgePlaces]) {
    const judged = judge(entries.value, limits);
    if (!judged.ok) return judged;
  }
  const found = new Map<string, Uint8Array>();
  for (const entry of entries.value) {
    if (entry.path.endsWith('/')) continue;
    const content = readEntry(view, entry);
    if (!content.ok) return content;
    found.set(entry.path, content.value);
  }
  return ok(found);
}

function judgeNames(entries: readonly ZipEntry[]): Result<void, ZipFaultCode> {
  const byFoldedPath = new Map<string, string>();
  for (const { path, flags, externalAttributes } of entries) {
    if (!isSafePath(path)) return fail('zip.bad-path', { path: shown(path) });
    const type = (externalAttributes >>> 16) & TYPE_MASK;
    const isOrdinary = type === 0 || type === TYPE_FILE || type === TYPE_FOLDER;
    if (!isOrdinary || externalAttributes & REPARSE_POINT) return fail('zip.special-file', { path: shown(path) });
    if (flags & FLAG_ENCRYPTED) return fail('zip.encrypted', { path: shown(path) });
    // Windows and macOS would make one file of `A.md` and `a.md`, and of two spellings of one accent.
    const folded = path.normalize('NFC').toLowerCase();
    const other = byFoldedPath.get(folded);
    if (other === path) return fail('zip.duplicate', { path: shown(path) });
    if (other !== undefined) return fail('zip.case-collision', { path: shown(path), other: shown(other) });
    byFoldedPath.set(folded, path);
  }
  return ok(undefined);
}

function judgeSizes(entries: readonly ZipEntry[], limits: ZipLimits): Result<void, ZipFaultCode> {
  const { entryBytesMax, totalBytesMax, ratioMax } = limits;
  let totalBytes = 0;
  for (const { path, bytes, packedBytes } of entries) {
    totalBytes += bytes;
    if (bytes > entryBytesMax) return fail('zip.too-large', { limitBytes: entryBytesMax });
    if (totalBytes > totalBytesMax) return fail('zip.too-large', { limitBytes: totalBytesMax });
    const isBomb = ratioMax !== undefined && bytes > RATIO_FREE_BYTES && bytes > ratioMax * packedBytes;
    if (isBomb) return fail('zip.bomb', { path: shown(path), ratioMax });
  }
  return ok(undefined);
}

/** Entries that share bytes are how a small file unpacks to a huge one with no entry that looks suspicious. */
function judgePlaces(entries: readonly ZipEntry[]): Result<void, ZipFaultCode> {
  let end = 0;
  for (const entry of [...entries].sort((a, b) => a.localOffset - b.localOffset)) {
    if (entry.localOffset < end) return damaged(entry.path);
    end = entry.localOffset + LOCAL_BYTES + entry.packedBytes;
  }
  return ok(undefined);
}

function readEntry(view: DataView, entry: ZipEntry): Result<Uint8Array, ZipFaultCode> {
  const at = entry.localOffset;
  if (at + LOCAL_BYTES > view.byteLength || view.getUint32(at, true) !== LOCAL_SIGNATURE) return damaged(entry.path);
  const start = at + LOCAL_BYTES + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  if (start + entry.packedBytes > view.byteLength) return damaged(entry.path);
  const packed = new Uint8Array(view.buffer, view.byteOffset + start, entry.packedBytes);
  const content = unpack(packed, entry);
  if (!content.ok) return content;
  return crc32(content.value) === entry.crc32 ? content : damaged(entry.path);
}

/** Never makes more than `entry.bytes`: the output's size is fixed before inflating, what lies beyond is dropped and fails the CRC. */
function unpack(packed: Uint8Array, entry: ZipEntry): Result<Uint8Array, ZipFaultCode> {
  if (entry.method === 0) return entry.packedBytes === entry.bytes ? ok(packed.slice()) : damaged(entry.path);
  if (entry.method !== DEFLATED) return damaged(`method ${entry.method}`);
  try {
    const content = inflateSync(packed, { out: new Uint8Array(entry.bytes) });
    return content.byteLength === entry.bytes ? ok(content) : damaged(entry.path);
  } catch (cause) {
    return damaged(entry.path, cause);
  }
}

function isSafePath(path: string): boolean {
  if (path === '' || path.startsWith('/') || path.includes('\\') || path.includes('\0') || /^[A-Za-z]:/.test(path)) return false;
  return !path.split('/').includes('..');
}
