/**
 * A board's program: what its bytes mean, how they are written and read. Layer: bytecode. Byte layout: ../compact.md §4.
 * `decodeCompact` checks form only; `verifyCompact` judges whether the code may run.
 */
import { fail, ok, type Result } from '../../base/result.ts';
import type { BytecodeFaultCode } from '../faults.ts';

const COMPACT_VERSION = 1;
/** "GC" */
const MAGIC = [0x47, 0x43] as const;
const HEADER_BYTES = 12;
const ARRAY_RECORD_BYTES = 2;
const FUNCTION_RECORD_BYTES = 5;
const RETURNS_FLAG = 0x80;
const BYTE_MAX = 0xff;
const ELEMENT_KINDS = 4;
/** UTF-8 of one text. */
export const TEXT_BYTES_MAX = 255;
/** All of the code; also bounds the verifier's memory, two bits a byte. */
export const CODE_BYTES_MAX = 4096;

export interface CompactArray {
  readonly length: number;
  /** See ELEMENT_BYTES. */
  readonly element: number;
}

export interface CompactFunction {
  /** Byte offset in the code; each function reaches to the next one's. */
  readonly entry: number;
  readonly params: number;
  /** Parameters included. */
  readonly locals: number;
  /** Operands at once. */
  readonly stackMax: number;
  readonly returns: boolean;
}

export interface CompactProgram {
  /** Four bytes each. */
  readonly globals: number;
  readonly arrays: readonly CompactArray[];
  /** The first is the top level. */
  readonly functions: readonly CompactFunction[];
  /** UTF-8 with place holders, see ../compact.md §7. */
  readonly texts: readonly Uint8Array[];
  /** At once, beside the first. */
  readonly fibers: number;
  /** Places on the first fiber's stack and on each other's. */
  readonly mainStack: number;
  readonly fiberStack: number;
  readonly code: Uint8Array;
}

/** Bytes of everything but the texts. */
export function codeBytesOf({ arrays, functions, code }: CompactProgram): number {
  return HEADER_BYTES + arrays.length * ARRAY_RECORD_BYTES + functions.length * FUNCTION_RECORD_BYTES + code.length;
}

export function textBytesOf({ texts }: CompactProgram): number {
  return texts.reduce((sum, text) => sum + 1 + text.length, 0);
}

export function encodeCompact(program: CompactProgram): Uint8Array {
  const { globals, arrays, functions, texts, fibers, mainStack, fiberStack, code } = program;
  const bytes: number[] = [
    ...MAGIC,
    COMPACT_VERSION,
    globals,
    arrays.length,
    functions.length,
    texts.length,
    fibers,
    mainStack,
    fiberStack,
  ];
  bytes.push(code.length & BYTE_MAX, code.length >> 8);
  for (const { length, element } of arrays) bytes.push(length, element);
  for (const { entry, params, locals, stackMax, returns } of functions)
    bytes.push(entry & BYTE_MAX, entry >> 8, params | (returns ? RETURNS_FLAG : 0), locals, stackMax);
  bytes.push(...code);
  for (const text of texts) bytes.push(text.length, ...text);
  return Uint8Array.from(bytes);
}

/** Errors: `bytecode.newer-version` {version}; `bytecode.malformed` {at}. */
export function decodeCompact(bytes: Uint8Array): Result<CompactProgram, BytecodeFaultCode> {
  const malformed = (at: number): Result<never, BytecodeFaultCode> => fail('bytecode.malformed', { at });
  if (bytes.length < HEADER_BYTES || bytes[0] !== MAGIC[0] || bytes[1] !== MAGIC[1]) return malformed(0);
  const [version, globals, arrayCount, functionCount, textCount, fibers, mainStack, fiberStack] = bytes.subarray(2) as unknown as number[];
  if (version! > COMPACT_VERSION) return fail('bytecode.newer-version', { version: version! });
  const codeLength = bytes[10]! | (bytes[11]! << 8);
  const codeAt = HEADER_BYTES + arrayCount! * ARRAY_RECORD_BYTES + functionCount! * FUNCTION_RECORD_BYTES;
  let at = codeAt + codeLength;
  if (version! < 1 || codeLength > CODE_BYTES_MAX || at > bytes.length) return malformed(2);
  const arrays: CompactArray[] = [];
  for (let i = 0; i < arrayCount!; i++) {
    const record = HEADER_BYTES + i * ARRAY_RECORD_BYTES;
    if (bytes[record + 1]! >= ELEMENT_KINDS) return malformed(record + 1);
    arrays.push({ length: bytes[record]!, element: bytes[record + 1]! });
  }
  const functions = Array.from({ length: functionCount! }, (_, i): CompactFunction => {
    const record = HEADER_BYTES + arrayCount! * ARRAY_RECORD_BYTES + i * FUNCTION_RECORD_BYTES;
    const flags = bytes[record + 2]!;
    return {
      ...{ entry: bytes[record]! | (bytes[record + 1]! << 8), params: flags & ~RETURNS_FLAG, returns: flags >= RETURNS_FLAG },
      ...{ locals: bytes[record + 3]!, stackMax: bytes[record + 4]! },
    };
  });
  const texts: Uint8Array[] = [];
  for (let i = 0; i < textCount!; i++) {
    const length = bytes[at];
    if (length === undefined || at + 1 + length > bytes.length) return malformed(at);
    texts.push(bytes.slice(at + 1, at + 1 + length));
    at += 1 + length;
  }
  if (at !== bytes.length) return malformed(at);
  const code = bytes.slice(codeAt, codeAt + codeLength);
  return ok({
    ...{ globals: globals!, arrays, functions, texts },
    ...{ fibers: fibers!, mainStack: mainStack!, fiberStack: fiberStack!, code },
  });
}
