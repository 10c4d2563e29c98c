/**
 * What an MCAP file holds, from the front up to the first thing that is not whole. Layer: run. Specification: mcap.dev/spec.
 * Why not McapStreamReader of @mcap/core: it copies every message and makes big integers of every time, which took most of the time in
 * which a page opens a run; and it keeps nothing of a chunk it cannot read to its end.
 */
import { crc32 } from '../base/crc32.ts';
import {
  CHANNEL_OPCODE,
  CHUNK_OPCODE,
  DATA_END_OPCODE,
  MESSAGE_OPCODE,
  METADATA_OPCODE,
  readMetadata,
  recordSpans,
  recordsWithin,
  uint64At,
  viewOf,
  type RecordSpan,
} from './mcap-records.ts';

export interface McapVisitor {
  metadata(name: string, entries: ReadonlyMap<string, string>): void;
  channel(id: number, topic: string): void;
  /** @param data borrowed from the file */
  message(channelId: number, atMs: number, data: Uint8Array): void;
}

const NS_PER_MS = 1e6;
/** Content of a Message before its data: channel 2, sequence 4, log time 8, publish time 8. */
const MESSAGE_HEAD_BYTES = 22;
const LOG_TIME_AT = 6;
/** Content of a Chunk before the name of its compression: two times and a size of 8, CRC 4, length of the name 4. */
const CHUNK_HEAD_BYTES = 32;
const CHUNK_CRC_AT = 24;
const CHUNK_COMPRESSION_AT = 28;
const SIZE_BYTES = 8;

const decoder = new TextDecoder();

class Reading {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #visitor: McapVisitor;

  constructor(bytes: Uint8Array, visitor: McapVisitor) {
    this.#bytes = bytes;
    this.#view = viewOf(bytes);
    this.#visitor = visitor;
  }

  /** @returns is it whole? */
  record(span: RecordSpan): boolean {
    switch (span.opcode) {
      case METADATA_OPCODE: {
        const metadata = readMetadata(this.#bytes, span);
        if (metadata !== undefined) this.#visitor.metadata(metadata.name, metadata.entries);
        return metadata !== undefined;
      }
      case CHANNEL_OPCODE:
        return this.#channel(span);
      case MESSAGE_OPCODE:
        return this.#message(span);
      case CHUNK_OPCODE:
        return this.#chunk(span);
      default:
        return true;
    }
  }

  #channel({ contentStart, end }: RecordSpan): boolean {
    if (contentStart + 8 > end) return false;
    const topicEnd = contentStart + 8 + this.#view.getUint32(contentStart + 4, true);
    if (topicEnd > end) return false;
    this.#visitor.channel(this.#view.getUint16(contentStart, true), decoder.decode(this.#bytes.subarray(contentStart + 8, topicEnd)));
    return true;
  }

  #message({ contentStart, end }: RecordSpan): boolean {
    const dataStart = contentStart + MESSAGE_HEAD_BYTES;
    if (dataStart > end) return false;
    const atMs = uint64At(this.#view, contentStart + LOG_TIME_AT) / NS_PER_MS;
    this.#visitor.message(this.#view.getUint16(contentStart, true), atMs, this.#bytes.subarray(dataStart, end));
    return true;
  }

  /** Ours are not compressed. */
  #chunk({ contentStart, end }: RecordSpan): boolean {
    const recordsStart = contentStart + CHUNK_HEAD_BYTES + SIZE_BYTES;
    if (recordsStart > end || this.#view.getUint32(contentStart + CHUNK_COMPRESSION_AT, true) !== 0) return false;
    const recordsEnd = recordsStart + uint64At(this.#view, recordsStart - SIZE_BYTES);
    if (recordsEnd !== end) return false;
    const crc = this.#view.getUint32(contentStart + CHUNK_CRC_AT, true);
    if (crc !== 0 && crc !== crc32(this.#bytes.subarray(recordsStart, recordsEnd))) return false;
    for (const span of recordsWithin(this.#bytes, recordsStart, recordsEnd)) {
      if (span.opcode === CHUNK_OPCODE || !this.record(span)) return false;
    }
    return true;
  }
}

/** Never throws, whatever the bytes are. */
export function readMcap(bytes: Uint8Array, visitor: McapVisitor): void {
  const reading = new Reading(bytes, visitor);
  for (const span of recordSpans(bytes)) if (span.opcode === DATA_END_OPCODE || !reading.record(span)) return;
}
