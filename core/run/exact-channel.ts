/**
 * The exact record of what passed between a program and its robot, by instruction count. Layer: run.
 * Byte layout: docs/protocols/run-file.md, "exact". Each message stands alone; within one, an unchanged value and an entry that
 * repeats itself take a byte or two.
 */
import { fail, ok, type Result } from '../base/result.ts';
import type { InputId, OutputId, PortValue } from '../robot/robot-port.ts';
import { ByteWriter, VALUE_TAG } from './byte-writer.ts';
import { INPUT_CODE, inputOfCode, OUTPUT_CODE, outputOfCode } from './io-codes.ts';

const KIND = { read: 0, readSame: 1, write: 2, writeSame: 3, clock: 4, clockSame: 5, turn: 6, repeat: 7 } as const;
const CODE_BITS = 5;
const CODE_MASK = (1 << CODE_BITS) - 1;
/** In place of an output code: every motor off. */
const STOP_ALL = CODE_MASK;
const ENTRIES_MAX = 10_000_000;

export type ExactEntry =
  | { readonly kind: 'read'; readonly at: number; readonly input: InputId; readonly index: number; readonly value: PortValue }
  | { readonly kind: 'write'; readonly at: number; readonly output: OutputId; readonly values: readonly PortValue[] }
  | { readonly kind: 'stop-all'; readonly at: number }
  | { readonly kind: 'clock'; readonly at: number; readonly nowMs: number }
  /** The VM was given a turn of so many weighted instructions. */
  | { readonly kind: 'turn'; readonly at: number; readonly budget: number };

const sameValues = (a: readonly PortValue[] | undefined, b: readonly PortValue[]): boolean =>
  a !== undefined && a.length === b.length && a.every((value, i) => Object.is(value, b[i]));

export class ExactEncoder {
  readonly #out = new ByteWriter(8192);
  readonly #reads = new Map<number, PortValue>();
  readonly #writes = new Map<number, readonly PortValue[]>();
  #clockMs: number | undefined;
  #at = 0;
  /** The last entry, where it may repeat: header, index or budget, and distance. */
  #last: readonly [number, number, number] = [-1, 0, 0];
  #repeats = 0;

  get length(): number {
    return this.#out.length + (this.#repeats > 0 ? 2 : 0);
  }

  #begin(at: number): void {
    if (this.#out.length > 0) return;
    this.#out.varint(at);
    this.#at = at;
  }

  #flushRepeats(): void {
    if (this.#repeats === 0) return;
    this.#out.byte(KIND.repeat << CODE_BITS);
    this.#out.varint(this.#repeats);
    this.#repeats = 0;
  }

  /** @returns false where the entry is the last one again and nothing more has to be written */
  #head(kind: number, code: number, at: number, detail: number, mayRepeat: boolean): boolean {
    this.#begin(at);
    const head = (kind << CODE_BITS) | code;
    const distance = at - this.#at;
    this.#at = at;
    const [lastHead, lastDetail, lastDistance] = this.#last;
    if (mayRepeat && head === lastHead && detail === lastDetail && distance === lastDistance) {
      this.#repeats++;
      return false;
    }
    this.#flushRepeats();
    this.#last = mayRepeat ? [head, detail, distance] : [-1, 0, 0];
    this.#out.byte(head);
    this.#out.varint(distance);
    return true;
  }

  read(at: number, input: InputId, index: number, value: PortValue): void {
    const code = INPUT_CODE[input];
    const key = index * 32 + code;
    const isSame = this.#reads.has(key) && Object.is(this.#reads.get(key), value);
    if (!this.#head(isSame ? KIND.readSame : KIND.read, code, at, index, isSame)) return;
    this.#out.varint(index);
    if (isSame) return;
    this.#out.compactValue(value);
    this.#reads.set(key, value);
  }

  write(at: number, output: OutputId, values: readonly PortValue[]): void {
    const code = OUTPUT_CODE[output];
    const isSame = sameValues(this.#writes.get(code), values);
    if (!this.#head(isSame ? KIND.writeSame : KIND.write, code, at, 0, isSame) || isSame) return;
    this.#out.byte(values.length);
    for (const value of values) this.#out.compactValue(value);
    this.#writes.set(code, [...values]);
  }

  stopAll(at: number): void {
    this.#head(KIND.write, STOP_ALL, at, 0, false);
  }

  clock(at: number, nowMs: number): void {
    const isSame = Object.is(nowMs, this.#clockMs);
    if (!this.#head(isSame ? KIND.clockSame : KIND.clock, 0, at, 0, isSame) || isSame) return;
    this.#out.compactValue(nowMs);
    this.#clockMs = nowMs;
  }

  turn(at: number, budget: number): void {
    if (this.#head(KIND.turn, 0, at, budget, true)) this.#out.varint(budget);
  }

  /** The message so far, a copy; the next entry begins another. */
  take(): Uint8Array {
    this.#flushRepeats();
    const message = this.#out.written().slice();
    this.#out.reset();
    this.#reads.clear();
    this.#writes.clear();
    this.#clockMs = undefined;
    this.#last = [-1, 0, 0];
    return message;
  }
}

class Malformed extends Error {}

class ExactReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get isAtEnd(): boolean {
    return this.at >= this.#bytes.length;
  }

  byte(): number {
    const value = this.#bytes[this.at++];
    if (value === undefined) throw new Malformed();
    return value;
  }

  varint(): number {
    let value = 0;
    for (let scale = 1; scale < 2 ** 53; scale *= 0x80) {
      const byte = this.byte();
      value += (byte % 0x80) * scale;
      if (byte < 0x80) return value;
    }
    throw new Malformed();
  }

  float64(): number {
    if (this.at + 8 > this.#bytes.length) throw new Malformed();
    this.at += 8;
    return this.#view.getFloat64(this.at - 8, true);
  }

  number(): number {
    const value = this.value();
    if (typeof value !== 'number') throw new Malformed();
    return value;
  }

  value(): PortValue {
    const tag = this.byte();
    if (tag === VALUE_TAG.integer) {
      const zigzag = this.varint();
      return zigzag % 2 === 1 ? -(zigzag + 1) / 2 : zigzag / 2;
    }
    if (tag === VALUE_TAG.false || tag === VALUE_TAG.true) return tag === VALUE_TAG.true;
    if (tag === VALUE_TAG.float64) return this.float64();
    if (tag !== VALUE_TAG.string) throw new Malformed();
    const length = this.varint();
    if (this.at + length > this.#bytes.length) throw new Malformed();
    this.at += length;
    return new TextDecoder().decode(this.#bytes.subarray(this.at - length, this.at));
  }
}

class ExactDecoder {
  readonly entries: ExactEntry[] = [];
  readonly #in: ExactReader;
  readonly #reads = new Map<number, PortValue>();
  readonly #writes = new Map<number, readonly PortValue[]>();
  #clockMs: number | undefined;
  #at: number;
  #distance = 0;

  constructor(bytes: Uint8Array) {
    this.#in = new ExactReader(bytes);
    this.#at = this.#in.varint();
    while (!this.#in.isAtEnd) this.#entry();
  }

  #entry(): void {
    const head = this.#in.byte();
    const kind = head >> CODE_BITS;
    if (kind === KIND.repeat) return this.#repeat(this.#in.varint());
    this.#distance = this.#in.varint();
    this.#at += this.#distance;
    this.entries.push(this.#body(kind, head & CODE_MASK));
  }

  #repeat(count: number): void {
    const last = this.entries.at(-1);
    if (last === undefined || this.entries.length + count > ENTRIES_MAX) throw new Malformed();
    for (let i = 0; i < count; i++) {
      this.#at += this.#distance;
      this.entries.push({ ...last, at: this.#at });
    }
  }

  #body(kind: number, code: number): ExactEntry {
    const at = this.#at;
    if (kind === KIND.turn) return { kind: 'turn', at, budget: this.#in.varint() };
    if (kind === KIND.clock || kind === KIND.clockSame) {
      if (kind === KIND.clock) this.#clockMs = this.#in.number();
      return { kind: 'clock', at, nowMs: this.#known(this.#clockMs) };
    }
    if (kind === KIND.read || kind === KIND.readSame) return this.#read(at, code, kind === KIND.read);
    if (code === STOP_ALL) return { kind: 'stop-all', at };
    const output = this.#known(outputOfCode(code));
    if (kind === KIND.write)
      this.#writes.set(
        code,
        Array.from({ length: this.#in.byte() }, () => this.#in.value()),
      );
    return { kind: 'write', at, output, values: this.#known(this.#writes.get(code)) };
  }

  #read(at: number, code: number, isNew: boolean): ExactEntry {
    const input = this.#known(inputOfCode(code));
    const index = this.#in.varint();
    const key = index * 32 + code;
    if (isNew) this.#reads.set(key, this.#in.value());
    return { kind: 'read', at, input, index, value: this.#known(this.#reads.get(key)) };
  }

  #known<T>(value: T | undefined): T {
    if (value === undefined) throw new Malformed();
    return value;
  }
}

export type ExactFaultCode = 'run-file.malformed-exact';

/** Entries of one message, oldest first. Errors: `run-file.malformed-exact`. */
export function decodeExact(message: Uint8Array): Result<readonly ExactEntry[], ExactFaultCode> {
  try {
    return ok(new ExactDecoder(message).entries);
  } catch (cause) {
    if (cause instanceof Malformed) return fail('run-file.malformed-exact', {});
    throw cause;
  }
}
