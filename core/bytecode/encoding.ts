/**
 * Bytecode as bytes: what crosses workers, wires and recordings. Layer: bytecode. Byte layout: bytecode.md §2.
 * `decodeProgram` believes nothing: every count is held against the bytes that remain before anything is allocated. What it returns
 * is well-formed but not yet safe to run: `verifyProgram` judges that.
 */
import { fail, ok, type Result } from '../base/result.ts';
import type { BytecodeFaultCode } from './faults.ts';
import { OPCODES, OPCODE_NAMES } from './opcodes.ts';
import {
  BYTECODE_VERSION,
  type CodePlace,
  type Constant,
  FUNCTION_DERIVED_CLASS,
  FUNCTION_PLAIN,
  type ExceptionHandler,
  type FunctionCode,
  type FunctionKind,
  type LocalName,
  type Program,
  type UpvalueSource,
} from './program.ts';

/** "GJBC", Guiji bytecode. */
const MAGIC = [0x47, 0x4a, 0x42, 0x43] as const;
const FLAG_DEBUG_TABLES = 1;
const TAG_FLOAT64 = 0;
const TAG_STRING = 1;
const FROM_LOCAL = 0;
const FROM_UPVALUE = 1;

/** Operand counts by opcode number. */
const OPERANDS = OPCODE_NAMES.map((name) => OPCODES[name].operands);

class ByteWriter {
  #bytes = new Uint8Array(1024);
  #length = 0;

  byte(value: number): void {
    if (this.#length === this.#bytes.length) {
      const grown = new Uint8Array(this.#bytes.length * 2);
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    this.#bytes[this.#length++] = value;
  }

  /** Unsigned LEB128 of a 32-bit number. */
  varint(value: number): void {
    let rest = value >>> 0;
    while (rest >= 0x80) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    this.byte(rest);
  }

  /** Zigzag, so that small negative numbers stay short. */
  signed(value: number): void {
    this.varint((value << 1) ^ (value >> 31));
  }

  float64(value: number): void {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setFloat64(0, value, true);
    for (const byte of bytes) this.byte(byte);
  }

  /** Code units, not code points: a JavaScript string may hold half a surrogate pair. */
  string(text: string): void {
    this.varint(text.length);
    for (let i = 0; i < text.length; i++) this.varint(text.charCodeAt(i));
  }

  list<T>(items: readonly T[], write: (item: T) => void): void {
    this.varint(items.length);
    for (const item of items) write(item);
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }
}

/** Thrown by ByteReader, caught by decodeProgram only: a decoder that returned a Result per byte would be unreadable. */
class Malformed extends Error {
  readonly at: number;
  constructor(at: number) {
    super('malformed');
    this.at = at;
  }
}

class ByteReader {
  readonly #bytes: Uint8Array;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get remaining(): number {
    return this.#bytes.length - this.at;
  }

  reject(): never {
    throw new Malformed(this.at);
  }

  byte(): number {
    const value = this.#bytes[this.at];
    if (value === undefined) this.reject();
    this.at++;
    return value;
  }

  varint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      if (shift === 28 && byte > 0x0f) this.reject();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
    return this.reject();
  }

  /** A varint that fits a signed 32-bit word. */
  index(): number {
    const value = this.varint();
    if (value > 0x7fffffff) this.reject();
    return value;
  }

  signed(): number {
    const value = this.varint();
    return (value >>> 1) ^ -(value & 1);
  }

  float64(): number {
    if (this.remaining < 8) this.reject();
    const view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset + this.at, 8);
    this.at += 8;
    return view.getFloat64(0, true);
  }

  string(): string {
    const length = this.varint();
    if (length > this.remaining) this.reject();
    const parts: string[] = [];
    for (let i = 0; i < length; i++) {
      const unit = this.varint();
      if (unit > 0xffff) this.reject();
      parts.push(String.fromCharCode(unit));
    }
    return parts.join('');
  }

  /** Each item takes at least one byte, so a count beyond the remaining bytes is a lie. */
  list<T>(read: () => T): T[] {
    const count = this.varint();
    if (count > this.remaining) this.reject();
    const items: T[] = [];
    for (let i = 0; i < count; i++) items.push(read());
    return items;
  }
}

function writeCode(out: ByteWriter, code: Int32Array): void {
  out.varint(code.length);
  for (let pc = 0; pc < code.length;) {
    const opcode = code[pc]!;
    out.byte(opcode);
    const kinds = OPERANDS[opcode] ?? [];
    kinds.forEach((kind, i) => (kind === 'int' ? out.signed(code[pc + 1 + i]!) : out.varint(code[pc + 1 + i]!)));
    pc += 1 + kinds.length;
  }
}

function readCode(input: ByteReader): Int32Array {
  const words = input.varint();
  // Each word takes at least one byte.
  if (words > input.remaining) input.reject();
  const code = new Int32Array(words);
  for (let pc = 0; pc < words;) {
    const opcode = input.byte();
    const kinds = OPERANDS[opcode];
    if (kinds === undefined || pc + 1 + kinds.length > words) input.reject();
    code[pc++] = opcode;
    for (const kind of kinds) code[pc++] = kind === 'int' ? input.signed() : input.index();
  }
  return code;
}

function writeDebugTables(out: ByteWriter, fn: FunctionCode): void {
  out.list(fn.upvalueNames, (name) => out.string(name));
  out.list(fn.places, (place) => {
    out.varint(place.pc);
    out.varint(place.start);
    out.varint(place.end);
    out.byte(place.statement ? 1 : 0);
  });
  out.list(fn.locals, (local) => {
    out.string(local.name);
    out.varint(local.slot);
    out.varint(local.fromPc);
    out.varint(local.toPc);
  });
}

function flag(input: ByteReader): boolean {
  const value = input.byte();
  if (value > 1) input.reject();
  return value === 1;
}

const readPlace = (input: ByteReader): CodePlace => ({
  pc: input.index(),
  start: input.index(),
  end: input.index(),
  statement: flag(input),
});

const readLocal = (input: ByteReader): LocalName => ({
  name: input.string(),
  slot: input.index(),
  fromPc: input.index(),
  toPc: input.index(),
});

function writeFunction(out: ByteWriter, fn: FunctionCode, withDebugTables: boolean): void {
  out.string(fn.name);
  out.signed(fn.file);
  out.varint(fn.paramCount);
  out.varint(fn.expectedCount);
  out.byte(fn.hasRest ? 1 : 0);
  out.byte(fn.kind);
  out.signed(fn.thisLocal);
  out.varint(fn.localCount);
  out.varint(fn.stackMax);
  out.list(fn.upvalues, (source) => {
    out.byte(source.from === 'local' ? FROM_LOCAL : FROM_UPVALUE);
    out.varint(source.index);
  });
  writeCode(out, fn.code);
  out.list(fn.handlers, (handler) => {
    out.varint(handler.from);
    out.varint(handler.to);
    out.varint(handler.target);
    out.varint(handler.depth);
  });
  if (withDebugTables) writeDebugTables(out, fn);
}

function readUpvalue(input: ByteReader): UpvalueSource {
  const from = input.byte();
  if (from !== FROM_LOCAL && from !== FROM_UPVALUE) input.reject();
  return { from: from === FROM_LOCAL ? 'local' : 'upvalue', index: input.index() };
}

const readHandler = (input: ByteReader): ExceptionHandler => ({
  from: input.index(),
  to: input.index(),
  target: input.index(),
  depth: input.index(),
});

function readKind(input: ByteReader): FunctionKind {
  const kind = input.byte();
  return kind <= FUNCTION_DERIVED_CLASS ? (kind as FunctionKind) : input.reject();
}

/** Version 1 had neither classes nor `this` nor handlers. */
const VERSION_WITH_OBJECTS = 2;
/** Earlier, a function's `length` counted every parameter but the rest. */
const VERSION_WITH_EXPECTED_COUNT = 3;

function readParameters(input: ByteReader, version: number): Pick<FunctionCode, 'paramCount' | 'expectedCount' | 'hasRest'> {
  const paramCount = input.index();
  const expectedCount = version >= VERSION_WITH_EXPECTED_COUNT ? input.index() : undefined;
  const hasRest = flag(input);
  return { paramCount, expectedCount: expectedCount ?? (hasRest ? Math.max(0, paramCount - 1) : paramCount), hasRest };
}

function readFunction(input: ByteReader, version: number, withDebugTables: boolean): FunctionCode {
  const withObjects = version >= VERSION_WITH_OBJECTS;
  return {
    name: input.string(),
    file: input.signed(),
    ...readParameters(input, version),
    kind: withObjects ? readKind(input) : FUNCTION_PLAIN,
    thisLocal: withObjects ? input.signed() : -1,
    localCount: input.index(),
    stackMax: input.index(),
    upvalues: input.list(() => readUpvalue(input)),
    code: readCode(input),
    handlers: withObjects ? input.list(() => readHandler(input)) : [],
    upvalueNames: withDebugTables ? input.list(() => input.string()) : [],
    places: withDebugTables ? input.list(() => readPlace(input)) : [],
    locals: withDebugTables ? input.list(() => readLocal(input)) : [],
  };
}

function writeConstant(out: ByteWriter, constant: Constant): void {
  out.byte(typeof constant === 'number' ? TAG_FLOAT64 : TAG_STRING);
  if (typeof constant === 'number') out.float64(constant);
  else out.string(constant);
}

function readConstant(input: ByteReader): Constant {
  const tag = input.byte();
  if (tag === TAG_FLOAT64) return input.float64();
  return tag === TAG_STRING ? input.string() : input.reject();
}

/**
 * @param options.debugTables false leaves out places and names (for a board); faults then have no place in the text.
 */
export function encodeProgram(program: Program, options: { readonly debugTables: boolean } = { debugTables: true }): Uint8Array {
  const out = new ByteWriter();
  for (const byte of MAGIC) out.byte(byte);
  out.varint(BYTECODE_VERSION);
  out.varint(options.debugTables ? FLAG_DEBUG_TABLES : 0);
  out.list(program.files, (file) => out.string(file));
  out.list(program.constants, (constant) => writeConstant(out, constant));
  out.list(program.globals, (name) => out.string(name));
  out.list(program.natives, (name) => out.string(name));
  out.list(program.functions, (fn) => writeFunction(out, fn, options.debugTables));
  return out.finish();
}

function readProgram(input: ByteReader, version: number): Program {
  const flags = input.varint();
  if (flags > FLAG_DEBUG_TABLES) input.reject();
  const program: Program = {
    version: BYTECODE_VERSION,
    files: input.list(() => input.string()),
    constants: input.list(() => readConstant(input)),
    globals: input.list(() => input.string()),
    natives: input.list(() => input.string()),
    functions: input.list(() => readFunction(input, version, flags === FLAG_DEBUG_TABLES)),
  };
  if (input.remaining > 0) input.reject();
  return program;
}

/** Errors: `bytecode.newer-version` {version}; `bytecode.malformed` {at}. */
export function decodeProgram(bytes: Uint8Array): Result<Program, BytecodeFaultCode> {
  const input = new ByteReader(bytes);
  try {
    for (const expected of MAGIC) if (input.byte() !== expected) input.reject();
    const version = input.varint();
    if (version > BYTECODE_VERSION) return fail('bytecode.newer-version', { version });
    if (version < 1) input.reject();
    return ok(readProgram(input, version));
  } catch (cause) {
    if (cause instanceof Malformed) return fail('bytecode.malformed', { at: cause.at });
    throw cause;
  }
}
