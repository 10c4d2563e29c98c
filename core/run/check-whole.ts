/**
 * Has a recording without a seal been damaged? Layer: run. By the checksums that MCAP itself has: they show accidents; only a seal shows intent.
 * Specification: mcap.dev/spec, "Data End" and "Footer".
 */
import { crc32 } from '../base/crc32.ts';
import { DATA_END_OPCODE, endsWithMagic, FOOTER_OPCODE, MCAP_MAGIC, recordSpans, type RecordSpan } from './mcap-records.ts';

export type Wholeness =
  | 'whole'
  /** It ends in the middle, as after a power cut. */
  | 'torn'
  | 'damaged';

const CRC_BYTES = 4;
const FOOTER_CONTENT_BYTES = 20;

const uint32At = (bytes: Uint8Array, at: number): number => new DataView(bytes.buffer, bytes.byteOffset).getUint32(at, true);

/** 0: the writer gave none. */
const agrees = (told: number, bytes: Uint8Array): boolean => told === 0 || told === crc32(bytes);

/** Never throws. */
export function checkWhole(bytes: Uint8Array): Wholeness {
  if (!endsWithMagic(bytes)) return 'torn';
  let dataEnd: RecordSpan | undefined;
  let last: RecordSpan | undefined;
  for (const span of recordSpans(bytes)) {
    if (span.opcode === DATA_END_OPCODE) dataEnd ??= span;
    last = span;
  }
  if (dataEnd === undefined || last?.opcode !== FOOTER_OPCODE || last.end + MCAP_MAGIC.length !== bytes.length) return 'damaged';
  if (dataEnd.end - dataEnd.contentStart < CRC_BYTES || last.end - last.contentStart !== FOOTER_CONTENT_BYTES) return 'damaged';
  const crcAt = last.end - CRC_BYTES;
  const isData = agrees(uint32At(bytes, dataEnd.contentStart), bytes.subarray(0, dataEnd.start));
  return isData && agrees(uint32At(bytes, crcAt), bytes.subarray(dataEnd.end, crcAt)) ? 'whole' : 'damaged';
}
