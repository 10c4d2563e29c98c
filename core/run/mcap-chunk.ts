/**
 * The messages of the chunk that is being written. Layer: run. Specification: mcap.dev/spec, Message (0x05) and Message Index (0x07).
 * Why not McapChunkBuilder of @mcap/core: its times are BigInts, of which a simulator would make thousands a second.
 *
 *     Message: 0 opcode · 1 length u64 · 9 channel u16 · 11 sequence u32 · 15 log time u64 · 23 publish time u64 · 31 data
 */
import type { McapTypes } from '@mcap/core';
import { assert } from '../base/assert.ts';

const MESSAGE_OPCODE = 0x05;
const OPCODE_BYTES = 1;
const LENGTH_BYTES = 8;
const HEAD_BYTES = 31;
const WORD = 2 ** 32;

interface ChannelIndex {
  /** By message: ns, and where its record begins in the chunk. */
  readonly times: number[];
  readonly offsets: number[];
}

export class McapChunk {
  #bytes = new Uint8Array(65_536);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;
  /** By channel. */
  readonly #indexes: ChannelIndex[] = [];
  /** ns, of all messages. */
  firstNs = 0;
  lastNs = 0;

  get byteLength(): number {
    return this.#length;
  }

  addChannel(): void {
    this.#indexes.push({ times: [], offsets: [] });
  }

  /** @param atNs a whole number below 2^53; @param data copied */
  message(channelId: number, sequence: number, atNs: number, data: Uint8Array): void {
    const index = this.#indexes[channelId];
    assert(index !== undefined, 'a message belongs to a channel');
    this.#reserve(HEAD_BYTES + data.length);
    const at = this.#length;
    const view = this.#view;
    view.setUint8(at, MESSAGE_OPCODE);
    this.#uint64(at + OPCODE_BYTES, HEAD_BYTES - OPCODE_BYTES - LENGTH_BYTES + data.length);
    view.setUint16(at + 9, channelId, true);
    view.setUint32(at + 11, sequence, true);
    this.#uint64(at + 15, atNs);
    this.#uint64(at + 23, atNs);
    this.#bytes.set(data, at + HEAD_BYTES);
    if (at === 0) this.firstNs = this.lastNs = atNs;
    this.firstNs = Math.min(this.firstNs, atNs);
    this.lastNs = Math.max(this.lastNs, atNs);
    index.times.push(atNs);
    index.offsets.push(at);
    this.#length = at + HEAD_BYTES + data.length;
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(2 * this.#bytes.length, this.#length + count));
    grown.set(this.#bytes);
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }

  #uint64(at: number, value: number): void {
    this.#view.setUint32(at, value >>> 0, true);
    this.#view.setUint32(at + 4, Math.floor(value / WORD), true);
  }

  /** Borrowed: valid until the next message. */
  records(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Of the channels that have messages in it. */
  indexes(): readonly McapTypes.MessageIndex[] {
    return this.#indexes.flatMap(({ times, offsets }, channelId) =>
      times.length === 0 ? [] : [{ channelId, records: times.map((ns, i): [bigint, bigint] => [BigInt(ns), BigInt(offsets[i]!)]) }],
    );
  }

  reset(): void {
    this.#length = 0;
    for (const index of this.#indexes) index.times.length = index.offsets.length = 0;
  }
}
