/**
 * Writes an MCAP file without ever waiting. Layer: run. Specification: mcap.dev/spec.
 * Why not McapWriter of @mcap/core: it is asynchronous, and a simulator that runs a thousand times faster than the clock would pile up
 * promises. The records themselves are built by @mcap/core.
 *
 * Order: magic, Header, Metadata, Schemas, Channels, then (Chunk, MessageIndexes) …, Metadata, DataEnd, summary, Footer, magic; with a seal
 * (a Metadata record) after the channels, after each chunk and before DataEnd where the file is sealed.
 */
import { McapRecordBuilder, type McapTypes } from '@mcap/core';
import { crc32, type Crc32 } from '../base/crc32.ts';
import { McapChunk } from './mcap-chunk.ts';
import type { RunSink } from './run-sink.ts';
import { SEAL_NAME, type SealChain } from './seal.ts';

export interface McapChannel {
  readonly topic: string;
  readonly messageEncoding: string;
  /** '' : no schema. */
  readonly schemaName: string;
  readonly schemaEncoding: string;
  readonly schema: string;
}

const NS_PER_MS = 1_000_000;
const SCHEMA_OPCODE = 0x03;
const CHANNEL_OPCODE = 0x04;
const CHUNK_INDEX_OPCODE = 0x08;
const STATISTICS_OPCODE = 0x0b;
const METADATA_INDEX_OPCODE = 0x0d;
const CRC_BYTES = 4;

export class McapFileWriter {
  readonly #sink: RunSink;
  readonly #records = new McapRecordBuilder();
  readonly #crc32: Crc32;
  readonly #chunk = new McapChunk();
  readonly #schemas: McapTypes.TypedMcapRecords['Schema'][] = [];
  readonly #channels: McapTypes.TypedMcapRecords['Channel'][] = [];
  readonly #chunkIndexes: McapTypes.ChunkIndex[] = [];
  readonly #metadataIndexes: McapTypes.MetadataIndex[] = [];
  /** Messages by channel. */
  readonly #counts: number[] = [];
  readonly #chain: SealChain | undefined;
  /** Of the data section; only where no seal watches over it. */
  #dataCrc = 0;
  #position = 0n;
  #firstNs = Infinity;
  #lastNs = 0;

  /** @param channels the index is the channel's id */
  constructor(sink: RunSink, library: string, chain?: SealChain) {
    this.#sink = sink;
    this.#crc32 = sink.crc32 ?? crc32;
    this.#chain = chain;
    this.#records.writeMagic();
    this.#records.writeHeader({ profile: '', library });
    this.#send();
  }

  /** Bytes of the open chunk. */
  get chunkLength(): number {
    return this.#chunk.byteLength;
  }

  #send(): void {
    const bytes = this.#records.buffer;
    if (this.#chain === undefined) this.#dataCrc = this.#crc32(bytes, this.#dataCrc);
    else this.#chain.add(bytes);
    this.#sink.write(bytes);
    this.#position += BigInt(bytes.length);
    this.#records.reset();
  }

  metadata(name: string, metadata: ReadonlyMap<string, string>): void {
    const offset = this.#position;
    this.#records.writeMetadata({ name, metadata: new Map(metadata) });
    this.#metadataIndexes.push({ name, offset, length: BigInt(this.#records.length) });
    this.#send();
  }

  /** @returns the channel's id */
  addChannel(channel: McapChannel): number {
    const id = this.#channels.length;
    let schemaId = 0;
    if (channel.schemaName !== '') {
      schemaId = this.#schemas.length + 1;
      const data = new TextEncoder().encode(channel.schema);
      this.#schemas.push({ type: 'Schema', id: schemaId, name: channel.schemaName, encoding: channel.schemaEncoding, data });
      this.#records.writeSchema(this.#schemas.at(-1)!);
    }
    const { topic, messageEncoding } = channel;
    this.#channels.push({ type: 'Channel', id, schemaId, topic, messageEncoding, metadata: new Map() });
    this.#records.writeChannel(this.#channels.at(-1)!);
    this.#counts.push(0);
    this.#chunk.addChannel();
    this.#send();
    return id;
  }

  /** @param data copied */
  message(channelId: number, atMs: number, data: Uint8Array): void {
    this.#chunk.message(channelId, this.#counts[channelId]!++, Math.round(atMs * NS_PER_MS), data);
  }

  /** Seals all that was written since the last seal; nothing without a chain. */
  seal(): void {
    if (this.#chain !== undefined) this.metadata(SEAL_NAME, this.#chain.next());
  }

  /** Closes the open chunk, if it holds anything, seals and flushes it. */
  endChunk(): void {
    if (this.#chunk.byteLength === 0) return;
    const records = this.#chunk.records();
    const { firstNs, lastNs } = this.#chunk;
    this.#firstNs = Math.min(this.#firstNs, firstNs);
    this.#lastNs = Math.max(this.#lastNs, lastNs);
    const messageStartTime = BigInt(firstNs);
    const messageEndTime = BigInt(lastNs);
    const size = BigInt(records.length);
    const chunkStartOffset = this.#position;
    this.#records.writeChunk({
      messageStartTime,
      messageEndTime,
      uncompressedSize: size,
      uncompressedCrc: this.#crc32(records),
      compression: '',
      records,
    });
    const chunkLength = BigInt(this.#records.length);
    const messageIndexOffsets = new Map<number, bigint>();
    for (const index of this.#chunk.indexes()) {
      messageIndexOffsets.set(index.channelId, chunkStartOffset + BigInt(this.#records.length));
      this.#records.writeMessageIndex(index);
    }
    const messageIndexLength = BigInt(this.#records.length) - chunkLength;
    this.#chunkIndexes.push({
      ...{ messageStartTime, messageEndTime, chunkStartOffset, chunkLength, messageIndexOffsets, messageIndexLength },
      ...{ compression: '', compressedSize: size, uncompressedSize: size },
    });
    this.#send();
    this.#chunk.reset();
    this.seal();
    this.#sink.flush();
  }

  /** The last seal, data end, summary and footer; nothing may be written after. */
  finish(): void {
    this.endChunk();
    const tail = this.#chain === undefined ? this.#tail(this.#position) : this.#sealEnd(this.#chain);
    this.#sink.write(tail);
    this.#sink.flush();
  }

  /** @returns what the seal promises to follow it */
  #sealEnd(chain: SealChain): Uint8Array {
    // Why first a blank one: the tail holds places that come after the seal, and the seal holds the hash of the tail.
    this.#records.writeMetadata({ name: SEAL_NAME, metadata: new Map(chain.blank()) });
    const length = BigInt(this.#records.length);
    this.#records.reset();
    this.#metadataIndexes.push({ name: SEAL_NAME, offset: this.#position, length });
    const tail = this.#tail(this.#position + length);
    this.#records.writeMetadata({ name: SEAL_NAME, metadata: new Map(chain.next(tail)) });
    this.#send();
    return tail;
  }

  /** All that follows the data section. A copy. @param start where it begins in the file */
  #tail(start: bigint): Uint8Array {
    const records = this.#records;
    const position = (): bigint => start + BigInt(records.length);
    const group = (groupOpcode: number, write: () => void): McapTypes.SummaryOffset => {
      const groupStart = position();
      write();
      return { groupOpcode, groupStart, groupLength: position() - groupStart };
    };
    records.writeDataEnd({ dataSectionCrc: this.#chain === undefined ? this.#dataCrc : 0 });
    const summaryStart = position();
    const groups = [
      group(SCHEMA_OPCODE, () => this.#schemas.forEach((schema) => records.writeSchema(schema))),
      group(CHANNEL_OPCODE, () => this.#channels.forEach((channel) => records.writeChannel(channel))),
      group(STATISTICS_OPCODE, () => records.writeStatistics(this.#statistics())),
      group(METADATA_INDEX_OPCODE, () => this.#metadataIndexes.forEach((index) => records.writeMetadataIndex(index))),
      group(CHUNK_INDEX_OPCODE, () => this.#chunkIndexes.forEach((index) => records.writeChunkIndex(index))),
    ];
    const summaryOffsetStart = position();
    for (const offset of groups) if (offset.groupLength > 0n) records.writeSummaryOffset(offset);
    records.writeFooter({ summaryStart, summaryOffsetStart, summaryCrc: 0 });
    const crcAt = records.length - CRC_BYTES;
    records.writeMagic();
    const tail = records.buffer.slice();
    records.reset();
    new DataView(tail.buffer).setUint32(crcAt, this.#crc32(tail.subarray(Number(summaryStart - start), crcAt)), true);
    return tail;
  }

  #statistics(): McapTypes.Statistics {
    return {
      messageCount: BigInt(this.#counts.reduce((sum, count) => sum + count, 0)),
      schemaCount: this.#schemas.length,
      channelCount: this.#channels.length,
      attachmentCount: 0,
      metadataCount: this.#metadataIndexes.length,
      chunkCount: this.#chunkIndexes.length,
      messageStartTime: BigInt(this.#firstNs === Infinity ? 0 : this.#firstNs),
      messageEndTime: BigInt(this.#lastNs),
      channelMessageCounts: new Map(this.#counts.map((count, id) => [id, BigInt(count)])),
    };
  }
}
