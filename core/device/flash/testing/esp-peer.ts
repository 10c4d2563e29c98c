/**
 * An ESP32's ROM, and the stub that is loaded into it, as a script: no ESP chip is emulated. It knows the commands that esptool-js uses.
 * Layer: tests of core/device/flash.
 */
import { md5 } from '@noble/hashes/legacy.js';
import { inflateSync } from 'node:zlib';
import { Emitter } from '../../../base/emitter.ts';
import { ok } from '../../../base/result.ts';
import type { ByteStream, ByteStreamOpener, StreamEvent } from '../../byte-stream.ts';

const [END, ESC, ESC_END, ESC_ESC] = [0xc0, 0xdb, 0xdc, 0xdd] as const;
const MAGIC_REGISTER = 0x40001000;
const ESP32_MAGIC = 0x00f01d83;
const FLASH_BYTES = 262_144;
const OP = {
  memEnd: 0x06,
  sync: 0x08,
  readReg: 0x0a,
  changeBaud: 0x0f,
  deflBegin: 0x10,
  deflData: 0x11,
  md5: 0x13,
  securityInfo: 0x14,
} as const;
const INVALID_MESSAGE = 0x05;

export class EspPeer {
  readonly flash = new Uint8Array(FLASH_BYTES).fill(0xff);
  magic = ESP32_MAGIC;
  /** IO0 is pulled low by nobody: the firmware starts instead of the ROM. */
  isDeaf = false;
  /** A memory that keeps another byte than was written. */
  isWornOut = false;
  /** Cable out after so many commands of data. */
  cutAfterBlocks = Infinity;
  readonly bauds: number[] = [];
  /** Each change of the two lines. */
  readonly lines: object[] = [];
  readonly opener: ByteStreamOpener = { open: ({ baud }) => Promise.resolve(ok(this.#open(baud))) };
  #isStub = false;
  #begun = { address: 0 };
  #blocks: number[] = [];
  #blockCount = 0;
  #pending: number[] = [];

  #open(baud: number): ByteStream {
    this.bauds.push(baud);
    const events = new Emitter<StreamEvent>();
    const stream = {
      events,
      isOpen: true,
      queuedBytes: 0,
      write: (bytes: Uint8Array) => {
        if (!stream.isOpen) return;
        for (const answer of this.#hear(bytes)) queueMicrotask(() => events.emit({ kind: 'data', bytes: slip(answer) }));
        if (this.#blockCount < this.cutAfterBlocks) return;
        stream.isOpen = false;
        events.emit({ kind: 'closed', fault: { code: 'device.vanished', params: {} } });
      },
      writeFirst: (bytes: Uint8Array) => stream.write(bytes),
      resetBoard: () => Promise.resolve(),
      setLines: (lines: object) => {
        this.lines.push(lines);
        return Promise.resolve();
      },
      close: () => {
        stream.isOpen = false;
        return Promise.resolve();
      },
    };
    return stream;
  }

  #hear(bytes: Uint8Array): readonly Uint8Array[] {
    const answers: Uint8Array[] = [];
    for (const byte of bytes) {
      if (byte !== END) this.#pending.push(byte);
      else if (this.#pending.length > 0) answers.push(...this.#obey(unslip(this.#pending.splice(0))));
    }
    return this.isDeaf ? [] : answers;
  }

  #obey(packet: Uint8Array): readonly Uint8Array[] {
    const op = packet[1]!;
    const word = (at: number): number => new DataView(packet.buffer, packet.byteOffset).getUint32(8 + at, true);
    // The ROM answers eight times, with a value that is not 0.
    if (op === OP.sync) return Array.from({ length: 8 }, () => this.#answer(op, 0x20120707));
    if (op === OP.readReg) return [this.#answer(op, word(0) === MAGIC_REGISTER ? this.magic : 0)];
    if (op === OP.securityInfo) return [this.#answer(op, 0, [], [1, INVALID_MESSAGE])];
    if (op === OP.memEnd) {
      this.#isStub = true;
      return [this.#answer(op, 0), new TextEncoder().encode('OHAI')];
    }
    if (op === OP.deflBegin) {
      this.#begun = { address: word(12) };
      this.#blocks = [];
    }
    if (op === OP.deflData) this.#store(packet.subarray(8 + 16, 8 + 16 + word(0)));
    if (op === OP.md5) return [this.#answer(op, 0, [...md5(this.flash.subarray(word(0), word(0) + word(4)))])];
    return [this.#answer(op, 0)];
  }

  /** What is whole so far; the last block makes it all. */
  #store(block: Uint8Array): void {
    this.#blockCount++;
    this.#blocks.push(...block);
    try {
      const bytes = inflateSync(Uint8Array.from(this.#blocks));
      this.flash.set(bytes, this.#begun.address);
      if (this.isWornOut) this.flash[this.#begun.address + 7]! ^= 1;
    } catch {
      // More blocks are to come.
    }
  }

  #answer(op: number, value: number, data: readonly number[] = [], status: readonly number[] = [0, 0]): Uint8Array {
    // The ROM sends four bytes of status, the stub two.
    const tail = this.#isStub ? status : [...status, 0, 0];
    const body = [...data, ...tail];
    return Uint8Array.of(
      1,
      op,
      body.length & 255,
      body.length >> 8,
      value & 255,
      (value >> 8) & 255,
      (value >> 16) & 255,
      value >>> 24,
      ...body,
    );
  }
}

function slip(packet: Uint8Array): Uint8Array {
  const escaped = [...packet].flatMap((byte) => (byte === END ? [ESC, ESC_END] : byte === ESC ? [ESC, ESC_ESC] : [byte]));
  return Uint8Array.of(END, ...escaped, END);
}

function unslip(bytes: readonly number[]): Uint8Array {
  const packet: number[] = [];
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] !== ESC) packet.push(bytes[at]!);
    else packet.push(bytes[++at] === ESC_END ? END : ESC);
  }
  return Uint8Array.from(packet);
}
