/**
 * A compiled program in memory. Layer: bytecode. The file format and the meaning of each instruction: bytecode.md beside this file.
 *
 * `code` holds decoded words: an opcode (see opcodes.ts) followed by its operands, one int32 each. Jump operands are word
 * offsets into the same `code`, always at the start of an instruction.
 */

export const BYTECODE_VERSION = 3;

export type Constant = number | string;

/** Where a closure finds one captured variable when it is made: a cell in a local of the maker, or one of the maker's own upvalues. */
export interface UpvalueSource {
  readonly from: 'local' | 'upvalue';
  readonly index: number;
}

/** From word `pc` on, until the next entry, code belongs to this place. `statement`: a new statement begins here (Step halts at it). */
export interface CodePlace {
  readonly pc: number;
  /** UTF-16 offsets into the source text of `FunctionCode.file`. */
  readonly start: number;
  readonly end: number;
  readonly statement: boolean;
}

/** A named variable of the debugger: visible while `fromPc <= pc < toPc`. */
export interface LocalName {
  readonly name: string;
  readonly slot: number;
  readonly fromPc: number;
  readonly toPc: number;
}

/** How a function may be called, and what `new` does with it. */
export type FunctionKind =
  | typeof FUNCTION_PLAIN // no constructor
  | typeof FUNCTION_CLASS // `new` makes the object, then runs the code
  | typeof FUNCTION_DERIVED_CLASS; // `super(…)` makes the object: `thisLocal` starts with new.target

export const FUNCTION_PLAIN = 0 as const;
export const FUNCTION_CLASS = 1 as const;
export const FUNCTION_DERIVED_CLASS = 2 as const;

/** What is thrown while `from <= pc < to` goes on at `target`, with `depth` operands kept and the thrown value upon them. */
export interface ExceptionHandler {
  readonly from: number;
  readonly to: number;
  readonly target: number;
  readonly depth: number;
}

/** Private names of classes begin so as keys: no program can spell one, and nothing lists them. */
export const PRIVATE_KEY_PREFIX = '\0#';

export interface FunctionCode {
  /** '' where the source gives none. */
  readonly name: string;
  /** Index into `Program.files`; −1 for the prelude. */
  readonly file: number;
  /** Arguments land in locals 0 … paramCount − 1; missing ones are undefined, surplus ones are dropped. */
  readonly paramCount: number;
  /** The function's `length`: parameters before the first that has a default or takes the rest. */
  readonly expectedCount: number;
  /** The last parameter takes an array of the rest. */
  readonly hasRest: boolean;
  readonly kind: FunctionKind;
  /** The local that holds `this` when the function starts; −1 where it has no use for it. */
  readonly thisLocal: number;
  /** All locals, parameters included. */
  readonly localCount: number;
  /** The most operands on the stack at once; the verifier recomputes and compares it. */
  readonly stackMax: number;
  readonly upvalues: readonly UpvalueSource[];
  readonly upvalueNames: readonly string[];
  readonly code: Int32Array;
  /** Inner ones before the outer ones: the first that covers the place is taken. */
  readonly handlers: readonly ExceptionHandler[];
  /** Sorted by pc. */
  readonly places: readonly CodePlace[];
  readonly locals: readonly LocalName[];
}

export interface Program {
  readonly version: typeof BYTECODE_VERSION;
  readonly files: readonly string[];
  readonly constants: readonly Constant[];
  /** Names of top-level variables; the index is the operand of LOAD_GLOBAL. A name starting with '\0' belongs to the prelude and is hidden. */
  readonly globals: readonly string[];
  /** API table names that CALL_NATIVE refers to by index. */
  readonly natives: readonly string[];
  /** functions[0] is the program's top level; it takes no arguments and has no upvalues. */
  readonly functions: readonly FunctionCode[];
}
