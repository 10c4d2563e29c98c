/** Protocol Buffers, the writing half that ONNX needs. Layer: learn/onnx. Spec: protobuf.dev, "Encoding" (wire types 0, 2 and 5). */
import { assert } from '../../base/assert.ts';

export class ProtobufWriter {
  readonly #chunks: Uint8Array[] = [];

  /** @param value a whole number, 0 … 2^53 − 1. */
  int(field: number, value: number): this {
    this.#tag(field, 0);
    this.#varint(value);
    return this;
  }

  text(field: number, text: string): this {
    return this.bytes(field, new TextEncoder().encode(text));
  }

  /** Borrows `bytes` until `finish`. */
  bytes(field: number, bytes: Uint8Array): this {
    this.#tag(field, 2);
    this.#varint(bytes.byteLength);
    this.#chunks.push(bytes);
    return this;
  }

  message(field: number, message: ProtobufWriter): this {
    return this.bytes(field, message.finish());
  }

  packed(field: number, values: readonly number[]): this {
    const inside = new ProtobufWriter();
    for (const value of values) inside.#varint(value);
    return this.bytes(field, inside.finish());
  }

  finish(): Uint8Array {
    const all = new Uint8Array(this.#chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0));
    let at = 0;
    for (const chunk of this.#chunks) {
      all.set(chunk, at);
      at += chunk.byteLength;
    }
    return all;
  }

  #tag(field: number, wireType: number): void {
    this.#varint(field * 8 + wireType);
  }

  #varint(value: number): void {
    assert(Number.isSafeInteger(value) && value >= 0, 'a varint is a whole number from 0');
    const bytes: number[] = [];
    let rest = value;
    do {
      const low = rest % 128;
      rest = Math.floor(rest / 128);
      bytes.push(rest > 0 ? low + 128 : low);
    } while (rest > 0);
    this.#chunks.push(Uint8Array.from(bytes));
  }
}
