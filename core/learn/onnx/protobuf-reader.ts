/**
 * Protocol Buffers, read from a file that a stranger may have made. Layer: learn/onnx. Spec: protobuf.dev, "Encoding".
 * Every length is checked against what is left, and a message may have only so many fields.
 */
import { fail, ok, type Result } from '../../base/result.ts';

/** A number (wire type 0) or the bytes of a text, a message or packed numbers (wire type 2), borrowed from the file. */
export interface ProtobufField {
  readonly field: number;
  readonly value: number | Uint8Array;
}

export type ProtobufFaultCode = 'protobuf.damaged'; // {at}

/** Ours have 20 at most; names of 4096 inputs are one text. */
const FIELDS_MAX = 64;
const VARINT_BYTES_MAX = 8;

/** The fields of one message, in order. Wire types 1 and 5 are refused: nothing that we write has them. */
export function readFields(bytes: Uint8Array): Result<readonly ProtobufField[], ProtobufFaultCode> {
  const fields: ProtobufField[] = [];
  const cursor = { at: 0 };
  while (cursor.at < bytes.byteLength) {
    const tag = readVarint(bytes, cursor);
    if (tag === undefined || fields.length >= FIELDS_MAX) return fail('protobuf.damaged', { at: cursor.at });
    const value = readValue(bytes, cursor, tag % 8);
    if (value === undefined) return fail('protobuf.damaged', { at: cursor.at });
    fields.push({ field: Math.floor(tag / 8), value });
  }
  return ok(fields);
}

function readValue(bytes: Uint8Array, cursor: { at: number }, wireType: number): number | Uint8Array | undefined {
  const number = readVarint(bytes, cursor);
  if (number === undefined || wireType === 0) return number;
  if (wireType !== 2 || number > bytes.byteLength - cursor.at) return undefined;
  const start = cursor.at;
  cursor.at += number;
  return bytes.subarray(start, cursor.at);
}

/** Numbers packed into one field; undefined where they are damaged or more than `countMax`. */
export function readPacked(bytes: Uint8Array, countMax: number): readonly number[] | undefined {
  const values: number[] = [];
  const cursor = { at: 0 };
  while (cursor.at < bytes.byteLength) {
    const value = readVarint(bytes, cursor);
    if (value === undefined || values.length >= countMax) return undefined;
    values.push(value);
  }
  return values;
}

/** undefined where it is cut off or beyond 2^53 − 1. */
function readVarint(bytes: Uint8Array, cursor: { at: number }): number | undefined {
  let value = 0;
  let place = 1;
  for (let i = 0; i < VARINT_BYTES_MAX && cursor.at < bytes.byteLength; i++) {
    const byte = bytes[cursor.at++]!;
    value += (byte % 128) * place;
    if (byte < 128) return Number.isSafeInteger(value) ? value : undefined;
    place *= 128;
  }
  return undefined;
}
