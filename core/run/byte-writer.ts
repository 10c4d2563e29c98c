/** Grows as it is written. Layer: run. Little-endian; varints are unsigned LEB128 of whole numbers up to 2^53 − 1. */
import type { PortValue } from '../robot/robot-port.ts';

const encoder = new TextEncoder();

/** Tags of a value; see docs/protocols/digest.md and run-file.md. */
export const VALUE_TAG = { false: 0, true: 1, float64: 2, string: 3, integer: 4 } as const;

const SMALL_MAX = 2 ** 31;

/** −0 is none: it would come back as 0. */
const isSmallInteger = (value: number): boolean =>
  Number.isInteger(value) && value > -SMALL_MAX && value < SMALL_MAX && !Object.is(value, -0);

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
    while (rest >= 0x80) {
      this.#bytes[this.length++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.#bytes[this.length++] = rest;
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
    if (typeof value !== 'number' || !isSmallInteger(value)) return this.value(value);
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
