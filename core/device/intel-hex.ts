/**
 * Intel HEX images (Intel, "Hexadecimal Object File Format Specification", rev. A, 1988): records 00, 01, 02, 03, 04 and 05. Layer: device.
 *
 * One record a line: `:` count(1) address(2, big-endian) type(1) data(count) checksum(1), all in hexadecimal; all bytes add up to 0 modulo 256.
 */
import { fail, ok, type Result } from '../base/result.ts';

export type IntelHexFaultCode = 'firmware.bad-image';

export interface HexSegment {
  readonly address: number;
  readonly bytes: Uint8Array;
}

const TYPE_DATA = 0;
const TYPE_END = 1;
const TYPE_SEGMENT_ADDRESS = 2;
const TYPE_START_SEGMENT = 3;
const TYPE_LINEAR_ADDRESS = 4;
const TYPE_START_LINEAR = 5;
const TEXT_MAX = 4_000_000;

interface HexRecord {
  readonly type: number;
  readonly address: number;
  readonly data: Uint8Array;
}

function parseRecord(line: string): HexRecord | undefined {
  if (!/^:(?:[0-9a-f]{2}){5,260}$/i.test(line)) return undefined;
  const bytes = new Uint8Array((line.length - 1) / 2);
  let sum = 0;
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = Number.parseInt(line.slice(1 + 2 * i, 3 + 2 * i), 16);
    sum += bytes[i]!;
  }
  if (bytes[0] !== bytes.length - 5 || sum % 256 !== 0) return undefined;
  return { type: bytes[3]!, address: bytes[1]! * 256 + bytes[2]!, data: bytes.subarray(4, -1) };
}

/** Segments in the file's order, up to its end record. Errors: `firmware.bad-image` {line, from 1}. */
export function parseIntelHex(text: string): Result<readonly HexSegment[], IntelHexFaultCode> {
  if (text.length > TEXT_MAX) return fail('firmware.bad-image', { line: 0 });
  const segments: HexSegment[] = [];
  let base = 0;
  const lines = text.split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const record = parseRecord(line.trim());
    if (record === undefined) return fail('firmware.bad-image', { line: index + 1 });
    const word = (record.data[0] ?? 0) * 256 + (record.data[1] ?? 0);
    if (record.type === TYPE_END) return ok(segments);
    if (record.type === TYPE_DATA) segments.push({ address: base + record.address, bytes: record.data });
    else if (record.type === TYPE_SEGMENT_ADDRESS) base = word * 16;
    else if (record.type === TYPE_LINEAR_ADDRESS) base = word * 65536;
    else if (record.type !== TYPE_START_SEGMENT && record.type !== TYPE_START_LINEAR)
      return fail('firmware.bad-image', { line: index + 1 });
  }
  return fail('firmware.bad-image', { line: lines.length });
}

/** Writes the segments into a memory. Errors: `firmware.bad-image` {address} where one does not fit. */
export function placeSegments(segments: readonly HexSegment[], memory: Uint8Array): Result<void, IntelHexFaultCode> {
  for (const { address, bytes } of segments) {
    if (address + bytes.length > memory.length) return fail('firmware.bad-image', { address });
  }
  for (const { address, bytes } of segments) memory.set(bytes, address);
  return ok(undefined);
}
