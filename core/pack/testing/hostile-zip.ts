/**
 * Zips as no honest tool writes them. Test support of layer pack. Spec: PKWARE APPNOTE 6.3.10; fields little-endian.
 * Each entry is stored as given, with its name as bytes, and its headers may lie.
 */
import { deflateSync } from 'fflate';
import { crc32 } from '../../base/crc32.ts';

export interface HostileEntry {
  readonly name: string | Uint8Array;
  readonly content: Uint8Array;
  readonly deflated?: boolean;
  readonly flags?: number;
  readonly externalAttributes?: number;
  /** What the headers say in place of the content's size. */
  readonly claimedBytes?: number;
}

export const SYMLINK_ATTRIBUTES = (0o120777 << 16) >>> 0;
export const ENCRYPTED_FLAG = 1;

const nameBytes = ({ name }: HostileEntry): Uint8Array => (typeof name === 'string' ? new TextEncoder().encode(name) : name);

function header(signature: number, length: number, fields: readonly (readonly [at: number, bytes: 2 | 4, value: number])[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(length));
  view.setUint32(0, signature, true);
  for (const [at, bytes, value] of fields) {
    if (bytes === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value >>> 0, true);
  }
  return new Uint8Array(view.buffer);
}

export function hostileZip(entries: readonly HostileEntry[]): Uint8Array {
  const locals: Uint8Array[] = [];
  const centrals: Uint8Array[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = nameBytes(entry);
    const packed = entry.deflated ? deflateSync(entry.content, { level: 9 }) : entry.content;
    const [method, bytes] = [entry.deflated ? 8 : 0, entry.claimedBytes ?? entry.content.byteLength];
    const [flags, crc] = [entry.flags ?? 0x800, crc32(entry.content)];
    const local = header(0x04034b50, 30, [
      [4, 2, 20],
      [6, 2, flags],
      [8, 2, method],
      [14, 4, crc],
      [18, 4, packed.byteLength],
      [22, 4, bytes],
      [26, 2, name.byteLength],
    ]);
    const central = header(0x02014b50, 46, [
      [4, 2, 0x0314],
      [6, 2, 20],
      [8, 2, flags],
      [10, 2, method],
      [16, 4, crc],
      [20, 4, packed.byteLength],
      [24, 4, bytes],
      [28, 2, name.byteLength],
      [38, 4, entry.externalAttributes ?? 0],
      [42, 4, offset],
    ]);
    locals.push(local, name, packed);
    centrals.push(central, name);
    offset += local.byteLength + name.byteLength + packed.byteLength;
  }
  const directoryBytes = centrals.reduce((sum, part) => sum + part.byteLength, 0);
  const end = header(0x06054b50, 22, [
    [8, 2, entries.length],
    [10, 2, entries.length],
    [12, 4, directoryBytes],
    [16, 4, offset],
  ]);
  return joined([...locals, ...centrals, end]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}
