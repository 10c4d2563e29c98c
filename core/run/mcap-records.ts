/**
 * Where each record of an MCAP file lies, nothing unpacked. Layer: run. Specification: mcap.dev/spec, "Format Description".
 * A record is an opcode (1 byte), the length of its content (8 bytes, little-endian) and the content.
 */

export const MCAP_MAGIC = Uint8Array.of(0x89, 0x4d, 0x43, 0x41, 0x50, 0x30, 0x0d, 0x0a);
export const CHANNEL_OPCODE = 0x04;
export const MESSAGE_OPCODE = 0x05;
export const METADATA_OPCODE = 0x0c;
export const CHUNK_OPCODE = 0x06;
export const DATA_END_OPCODE = 0x0f;
export const FOOTER_OPCODE = 0x02;

const HEAD_BYTES = 9;
const NS_PER_MS = 1e6;

export interface RecordSpan {
  readonly opcode: number;
  /** Offsets in the file: of the opcode, of the content, and behind the content. */
  readonly start: number;
  readonly contentStart: number;
  readonly end: number;
}

export const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function hasMagicAt(bytes: Uint8Array, at: number): boolean {
  return at >= 0 && MCAP_MAGIC.every((byte, i) => bytes[at + i] === byte);
}

const startsWithMagic = (bytes: Uint8Array): boolean => hasMagicAt(bytes, 0);

/** Only a finished file ends so. */
export const endsWithMagic = (bytes: Uint8Array): boolean =>
  bytes.length > MCAP_MAGIC.length && hasMagicAt(bytes, bytes.length - MCAP_MAGIC.length);

/** Exact up to 2^53; what is beyond is beyond any file. */
export const uint64At = (view: DataView, at: number): number => view.getUint32(at + 4, true) * 2 ** 32 + view.getUint32(at, true);

/** Whole records from `from` on, up to the first that does not fit before `to`. */
export function* recordsWithin(bytes: Uint8Array, from: number, to: number): Generator<RecordSpan> {
  const view = viewOf(bytes);
  for (let start = from; start + HEAD_BYTES <= to;) {
    const opcode = bytes[start]!;
    const end = start + HEAD_BYTES + uint64At(view, start + 1);
    if (opcode === 0 || end > to) return;
    yield { opcode, start, contentStart: start + HEAD_BYTES, end };
    start = end;
  }
}

/** Those of the file itself, the insides of chunks left out. */
export function* recordSpans(bytes: Uint8Array): Generator<RecordSpan> {
  if (startsWithMagic(bytes)) yield* recordsWithin(bytes, MCAP_MAGIC.length, bytes.length);
}

/** undefined where the content is not that of a Metadata record. */
export function readMetadata(
  bytes: Uint8Array,
  { contentStart, end }: RecordSpan,
): { readonly name: string; readonly entries: ReadonlyMap<string, string> } | undefined {
  const view = viewOf(bytes);
  const decoder = new TextDecoder();
  let at = contentStart;
  const text = (): string | undefined => {
    if (at + 4 > end) return undefined;
    const length = view.getUint32(at, true);
    if (at + 4 + length > end) return undefined;
    at += 4 + length;
    return decoder.decode(bytes.subarray(at - length, at));
  };
  const name = text();
  if (name === undefined || at + 4 > end || at + 4 + view.getUint32(at, true) !== end) return undefined;
  at += 4;
  const entries = new Map<string, string>();
  while (at < end) {
    const key = text();
    const value = text();
    if (key === undefined || value === undefined) return undefined;
    entries.set(key, value);
  }
  return { name, entries };
}

/** Log time of a chunk's last message, ms. */
export function chunkEndMs(bytes: Uint8Array, { contentStart, end }: RecordSpan): number {
  return contentStart + 16 > end ? 0 : uint64At(viewOf(bytes), contentStart + 8) / NS_PER_MS;
}
