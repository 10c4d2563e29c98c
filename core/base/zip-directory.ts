/**
 * The central directory of a zip: what its entries claim, nothing unpacked. Layer: base.
 * Spec: PKWARE APPNOTE 6.3.10, sections 4.3.12 and 4.3.16; little-endian.
 */
import { fail, ok, type Result } from './result.ts';

export interface ZipEntry {
  readonly path: string;
  readonly method: number;
  readonly flags: number;
  readonly crc32: number;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly localOffset: number;
  /** Upper half: POSIX mode where the writer knew one. Lower half: DOS attributes. */
  readonly externalAttributes: number;
}

export type ZipDirectoryFaultCode =
  | 'zip.damaged' // {what}
  | 'zip.too-many' // {limit}
  | 'zip.name-not-utf8'; // {name}: as far as it is ASCII

const END_SIGNATURE = 0x06054b50;
const CENTRAL_SIGNATURE = 0x02014b50;
const END_BYTES = 22;
const CENTRAL_BYTES = 46;
const COMMENT_BYTES_MAX = 65535;

const damaged = (what: string) => fail('zip.damaged', { what });

/** Errors: see `ZipDirectoryFaultCode`. */
export function readZipDirectory(view: DataView, entriesMax: number): Result<readonly ZipEntry[], ZipDirectoryFaultCode> {
  const end = findEnd(view);
  if (end === undefined) return damaged('end');
  const count = view.getUint16(end + 10, true);
  if (count > entriesMax) return fail('zip.too-many', { limit: entriesMax });
  const entries: ZipEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < count; i++) {
    if (at + CENTRAL_BYTES > end || view.getUint32(at, true) !== CENTRAL_SIGNATURE) return damaged('directory');
    const nameBytes = view.getUint16(at + 28, true);
    const next = at + CENTRAL_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > end) return damaged('directory');
    const path = nameOf(view, at + CENTRAL_BYTES, nameBytes);
    if (!path.ok) return path;
    entries.push({
      path: path.value,
      method: view.getUint16(at + 10, true),
      flags: view.getUint16(at + 8, true),
      crc32: view.getUint32(at + 16, true),
      packedBytes: view.getUint32(at + 20, true),
      bytes: view.getUint32(at + 24, true),
      localOffset: view.getUint32(at + 42, true),
      externalAttributes: view.getUint32(at + 38, true),
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

/** Old Chinese zips have names in GBK; a guess would give a child's file a wrong name, so nothing is guessed. */
function nameOf(view: DataView, start: number, length: number): Result<string, ZipDirectoryFaultCode> {
  const bytes = new Uint8Array(view.buffer, view.byteOffset + start, length);
  try {
    return ok(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    const readable = Array.from(bytes.subarray(0, 100), (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '?')).join('');
    return fail('zip.name-not-utf8', { name: readable });
  }
}
