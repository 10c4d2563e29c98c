/**
 * Reads a zip that a stranger may have made: every size is bounded before anything is inflated, and every entry's CRC-32 is checked.
 * Layer: project. Spec: PKWARE APPNOTE 6.3.10, methods 0 (stored) and 8 (deflate); no encryption, no zip64, no multi-disk.
 *
 * Why not `unzipSync`: it checks no CRC, so a flipped bit in a stored entry would pass as a student's text.
 */
import { inflateSync } from 'fflate';
import { fail, ok, type Result } from '../base/result.ts';

export interface ZipLimits {
  readonly entriesMax: number;
  readonly entryBytesMax: number;
  readonly totalBytesMax: number;
}

export type ZipFaultCode =
  | 'zip.damaged' // {what}
  | 'zip.too-large' // {limitBytes}
  | 'zip.bad-path'; // {path}

const END_SIGNATURE = 0x06054b50;
const CENTRAL_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_BYTES = 22;
const CENTRAL_BYTES = 46;
const LOCAL_BYTES = 30;
const COMMENT_BYTES_MAX = 65535;
const FLAG_ENCRYPTED = 1;
const DEFLATED = 8;

interface ZipEntry {
  readonly path: string;
  readonly method: number;
  readonly flags: number;
  readonly crc32: number;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly localOffset: number;
}

const damaged = (what: string, cause?: unknown) => fail('zip.damaged', { what }, cause);

/** Entries by path, folders left out. Errors: see `ZipFaultCode`. */
export function readZip(file: Uint8Array, limits: ZipLimits): Result<ReadonlyMap<string, Uint8Array>, ZipFaultCode> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const entries = readDirectory(view, limits);
  if (!entries.ok) return entries;
  const found = new Map<string, Uint8Array>();
  let totalBytes = 0;
  for (const entry of entries.value) {
    if (!isSafePath(entry.path)) return fail('zip.bad-path', { path: entry.path.slice(0, 100) });
    if (entry.path.endsWith('/')) continue;
    if (found.has(entry.path)) return damaged(`two entries ${entry.path}`);
    totalBytes += entry.bytes;
    if (entry.bytes > limits.entryBytesMax) return fail('zip.too-large', { limitBytes: limits.entryBytesMax });
    if (totalBytes > limits.totalBytesMax) return fail('zip.too-large', { limitBytes: limits.totalBytesMax });
    const content = readEntry(view, entry);
    if (!content.ok) return content;
    found.set(entry.path, content.value);
  }
  return ok(found);
}

function readDirectory(view: DataView, limits: ZipLimits): Result<readonly ZipEntry[], ZipFaultCode> {
  const end = findEnd(view);
  if (end === undefined) return damaged('end');
  const count = view.getUint16(end + 10, true);
  if (count > limits.entriesMax) return fail('zip.too-large', { limitBytes: limits.totalBytesMax });
  const entries: ZipEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < count; i++) {
    if (at + CENTRAL_BYTES > end || view.getUint32(at, true) !== CENTRAL_SIGNATURE) return damaged('directory');
    const nameBytes = view.getUint16(at + 28, true);
    const next = at + CENTRAL_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > end) return damaged('directory');
    entries.push({
      path: textOf(view, at + CENTRAL_BYTES, nameBytes),
      method: view.getUint16(at + 10, true),
      flags: view.getUint16(at + 8, true),
      crc32: view.getUint32(at + 16, true),
      packedBytes: view.getUint32(at + 20, true),
      bytes: view.getUint32(at + 24, true),
      localOffset: view.getUint32(at + 42, true),
    });
    at = next;
  }
  return ok(entries);
}

function findEnd(view: DataView): number | undefined {
  const first = Math.max(0, view.byteLength - END_BYTES - COMMENT_BYTES_MAX);
  for (let at = view.byteLength - END_BYTES; at >= first; at--) {
    if (view.getUint32(at, true) === END_SIGNATURE) return at;
  }
  return undefined;
}

function readEntry(view: DataView, entry: ZipEntry): Result<Uint8Array, ZipFaultCode> {
  const at = entry.localOffset;
  if (entry.flags & FLAG_ENCRYPTED) return damaged('encrypted');
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

function textOf(view: DataView, start: number, length: number): string {
  return new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + start, length));
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC_TABLE[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
