/** Grows as it is written. Layer: run. Little-endian; varints are unsigned LEB128 of whole numbers up to 2^53 − 1. */
import type { PortValue } from '../robot/robot-port.ts';

const encoder = new TextEncoder();

/** Tags of a value; see docs/protocols/digest.md and run-file.md. */
export const VALUE_TAG = { false: 0, true: 1, float64: 2, string: 3, integer: 4 } as const;

const SMALL_MAX = 2 ** 31;

/** Of 32 bits. −0 is none: it would come back as 0. */
const isSmallInteger = (value: number): boolean => (value | 0) === value && (value !== 0 || 1 / value > 0);

export class ByteWriter {
  #bytes: Uint8Array;
  #view: DataView;
  length = 0;

  constructor(capacity = 1024) {
    this.#bytes = new Uint8Array(capacity);
    this.#view = new DataView(this.#bytes.buffer);
  }

  #reserve(count: number): void {
    if (this.length + count <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.length + count));
    grown.set(this.#bytes.subarray(0, this.length));
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.length++] = value;
  }

  varint(value: number): void {
    if (value < 0x80) return this.byte(value);
    this.#reserve(8);
    let rest = value;
    while (rest >= SMALL_MAX) {
      this.#bytes[this.length++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    for (; rest >= 0x80; rest >>= 7) this.#bytes[this.length++] = (rest & 0x7f) | 0x80;
    this.#bytes[this.length++] = rest;
  }

  /** A byte and two varints. Why together: nearly all fit into three bytes. */
  head(byte: number, one: number, two: number): void {
    if (one >= 0x80 || two >= 0x80) {
      this.byte(byte);
      this.varint(one);
      return this.varint(two);
    }
    this.#reserve(3);
    const bytes = this.#bytes;
    const at = this.length;
    bytes[at] = byte;
    bytes[at + 1] = one;
    bytes[at + 2] = two;
    this.length = at + 3;
  }

  float64(value: number): void {
    this.#reserve(8);
    this.#view.setFloat64(this.length, value, true);
    this.length += 8;
  }

  /** A byte and three numbers, as a pose is written. */
  record(kind: number, a: number, b: number, c: number): void {
    this.#reserve(25);
    const at = this.length;
    this.#bytes[at] = kind;
    this.#view.setFloat64(at + 1, a, true);
    this.#view.setFloat64(at + 9, b, true);
    this.#view.setFloat64(at + 17, c, true);
    this.length = at + 25;
  }

  /** UTF-8, its length in bytes before it. */
  text(value: string): void {
    const bytes = encoder.encode(value);
    this.varint(bytes.length);
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** Tag, then the value; NaN, the infinities and −0 survive. */
  value(value: PortValue): void {
    if (typeof value === 'boolean') this.byte(value ? VALUE_TAG.true : VALUE_TAG.false);
    else if (typeof value === 'number') {
      this.byte(VALUE_TAG.float64);
      // Why: NaN has many bit patterns; one is canonical.
      this.float64(value === value ? value : NaN);
    } else {
      this.byte(VALUE_TAG.string);
      this.text(value);
    }
  }

  /** As `value`, with small whole numbers in two or three bytes. */
  compactValue(value: PortValue): void {
    if (typeof value !== 'number') return this.value(value);
    if (isSmallInteger(value)) return this.#integer(value);
    this.#reserve(9);
    this.#bytes[this.length] = VALUE_TAG.float64;
    // Why: NaN has many bit patterns; one is canonical.
    this.#view.setFloat64(this.length + 1, value === value ? value : NaN, true);
    this.length += 9;
  }

  #integer(value: number): void {
    this.byte(VALUE_TAG.integer);
    this.varint(value < 0 ? -2 * value - 1 : 2 * value);
  }

  /** Borrowed: valid until the next write. */
  written(): Uint8Array {
    return this.#bytes.subarray(0, this.length);
  }

  reset(): void {
    this.length = 0;
  }
}
