/**
 * Judges a board's program as the board itself does before it runs one: one pass over the code, two bits of memory for each byte of it.
 * Layer: bytecode. The rules in words: ../compact.md §8. A program that passes reads and writes only its own stack, globals, arrays and texts, and
 * jumps only to instructions. What depends on values (an array's index, a stack that is full) is looked at as it runs.
 */
import { fail, ok, type Result } from '../../base/result.ts';
import type { BytecodeFaultCode } from '../faults.ts';
import { COMPACT_NATIVE_INFO } from './natives.ts';
import {
  C,
  COMPACT_BINARY,
  COMPACT_NAMES,
  COMPACT_OPCODES,
  COMPACT_UNARY,
  ELEMENT_BYTES,
  SHORT_CALL,
  SHORT_FLOAT,
  SHORT_INT,
  SHORT_LOAD,
  SHORT_LOAD_GLOBAL,
  SHORT_STORE,
  SHORT_STORE_GLOBAL,
  type CompactInfo,
  type CompactOperand,
} from './opcodes.ts';
import type { CompactFunction, CompactProgram } from './program.ts';
import { placesIn } from './texts.ts';

declare const verified: unique symbol;
/** Only `verifyCompact` makes one. */
export type VerifiedCompact = CompactProgram & { readonly [verified]: true };

export type CompactRule = 'function' | 'opcode' | 'operand' | 'stack' | 'jump' | 'end' | 'text' | 'top-level' | 'stack-size';

class Refused extends Error {
  readonly rule: CompactRule;
  readonly pc: number;
  constructor(rule: CompactRule, pc: number) {
    super(rule);
    this.rule = rule;
    this.pc = pc;
  }
}

const INFO: readonly CompactInfo[] = COMPACT_NAMES.map((name) => COMPACT_OPCODES[name]);
const OPERAND_BYTES: { readonly [K in CompactOperand]: number } = {
  ...{
    i8: 1,
    i16: 2,
    i32: 4,
    f32: 4,
    local: 1,
    global: 1,
    array: 1,
    function: 1,
    text: 1,
    native: 1,
    unary: 1,
    binary: 1,
    near: 1,
    far: 2,
  },
  ...{ count: 1, data: 0, functions: 0 },
};
/** After these nothing comes by itself. */
const ENDS: ReadonlySet<number> = new Set([C.JUMP, C.JUMP_FAR, C.RETURN, C.RETURN_VOID]);

class Pass {
  readonly #program: CompactProgram;
  readonly #code: Uint8Array;
  /** A bit a byte: an instruction starts here with nothing on the stack; somebody jumps here. */
  readonly #safe: Uint8Array;
  readonly #wanted: Uint8Array;
  #depth = 0;
  #peak = 0;
  #pc = 0;
  #end = 0;

  constructor(program: CompactProgram) {
    this.#program = program;
    this.#code = program.code;
    const bytes = (program.code.length + 7) >> 3;
    this.#safe = new Uint8Array(bytes);
    this.#wanted = new Uint8Array(bytes);
  }

  run(): void {
    const { functions, code } = this.#program;
    if (functions.length === 0 || functions[0]!.entry !== 0 || functions[0]!.params !== 0) throw new Refused('top-level', 0);
    functions.forEach((fn, index) => this.#function(fn, functions[index + 1]?.entry ?? code.length));
    this.#wanted.forEach((bits, i) => {
      if ((bits & ~this.#safe[i]!) !== 0) throw new Refused('jump', i << 3);
    });
  }

  #function(fn: CompactFunction, end: number): void {
    if (fn.entry >= end || end > this.#code.length || fn.params > fn.locals) throw new Refused('function', fn.entry);
    this.#pc = fn.entry;
    this.#end = end;
    this.#depth = 0;
    let ended = true;
    while (this.#pc < end) {
      if (this.#depth === 0) this.#safe[this.#pc >> 3]! |= 1 << (this.#pc & 7);
      ended = this.#instruction(fn);
    }
    if (!ended || this.#pc !== end) throw new Refused('end', end);
  }

  /** True where control never goes on to the next one. */
  #instruction(fn: CompactFunction): boolean {
    const at = this.#pc;
    const opcode = this.#code[at]!;
    this.#peak = this.#depth;
    if (opcode >= SHORT_LOAD) this.#short(opcode, fn);
    else {
      const info = INFO[opcode];
      if (info === undefined) throw new Refused('opcode', at);
      this.#plain(opcode, info, fn);
    }
    if (this.#depth > fn.stackMax || this.#peak > fn.stackMax) throw new Refused('stack', at);
    if (!ENDS.has(opcode)) return false;
    if (opcode === C.RETURN && !fn.returns) throw new Refused('operand', at);
    if (opcode === C.RETURN_VOID && fn.returns) throw new Refused('operand', at);
    this.#depth = 0;
    return true;
  }

  #short(opcode: number, fn: CompactFunction): void {
    const low = opcode & 0x0f;
    this.#pc += 1;
    if (opcode >= SHORT_CALL) return this.#call(low);
    if (opcode >= SHORT_FLOAT || opcode >= SHORT_INT) return this.#stack(0, 1);
    const isGlobal = opcode >= SHORT_LOAD_GLOBAL;
    if (low >= (isGlobal ? this.#program.globals : fn.locals)) throw new Refused('operand', this.#pc - 1);
    const isStore = isGlobal ? opcode >= SHORT_STORE_GLOBAL : opcode >= SHORT_STORE;
    this.#stack(isStore ? 1 : 0, isStore ? 0 : 1);
  }

  #stack(pops: number, pushes: number): void {
    if (this.#depth < pops) throw new Refused('stack', this.#pc);
    this.#depth += pushes - pops;
    this.#peak = Math.max(this.#peak, this.#depth);
  }

  #call(index: number): void {
    const callee = this.#program.functions[index];
    if (callee === undefined) throw new Refused('operand', this.#pc);
    this.#stack(callee.params, callee.returns ? 1 : 0);
  }

  #plain(opcode: number, info: CompactInfo, fn: CompactFunction): void {
    const at = this.#pc;
    let next = at + 1;
    for (const kind of info.operands) next += OPERAND_BYTES[kind];
    const first = this.#code[at + 1]!;
    if (next > this.#end) throw new Refused('operand', at);
    this.#pc = next;
    for (let i = 0, from = at + 1; i < info.operands.length; i++) {
      this.#operand(info.operands[i]!, from, fn, at);
      from += OPERAND_BYTES[info.operands[i]!];
    }
    this.#effect(opcode, info, first);
    if (info.operands[0] === 'near') this.#jump(this.#pc + ((first << 24) >> 24), fn, at);
    if (info.operands[0] === 'far') this.#jump(first | (this.#code[at + 2]! << 8), fn, at);
  }

  #operand(kind: CompactOperand, from: number, fn: CompactFunction, at: number): void {
    const value = this.#code[from]!;
    const { globals, arrays, functions, texts } = this.#program;
    const limit = {
      ...{ local: fn.locals, global: globals, array: arrays.length, function: functions.length, text: texts.length },
      ...{ native: COMPACT_NATIVE_INFO.length, unary: COMPACT_UNARY.length, binary: COMPACT_BINARY.length },
    }[kind as string];
    if (limit !== undefined && value >= limit) throw new Refused('operand', at);
    if (kind === 'data') {
      const { length, element } = arrays[this.#code[from - 1]!]!;
      this.#pc += length * ELEMENT_BYTES[element as 0]!;
    } else if (kind === 'functions') {
      const count = this.#code[from - 1]!;
      for (let i = 0; i < count; i++) this.#body(this.#code[from + i], at);
      this.#pc += count;
    }
    if (this.#pc > this.#end) throw new Refused('operand', at);
  }

  /** A fiber begins without arguments. */
  #body(index: number | undefined, at: number): void {
    const fn = this.#program.functions[index ?? -1];
    if (fn === undefined || fn.params !== 0) throw new Refused('operand', at);
  }

  #effect(opcode: number, info: CompactInfo, first: number): void {
    const at = this.#pc;
    switch (opcode) {
      case C.CALL:
        return this.#call(first);
      case C.FOREVER:
        return this.#body(first, at);
      case C.NATIVE:
      case C.NATIVE_TEXT: {
        const { params, taken, result } = COMPACT_NATIVE_INFO[first]!;
        const hasText = taken !== params.length;
        if (hasText !== (opcode === C.NATIVE_TEXT)) throw new Refused('operand', at);
        if (hasText && placesIn(this.#program.texts[this.#code[at - 1]!]!) !== 0) throw new Refused('text', at);
        return this.#stack(taken, result === undefined ? 0 : 1);
      }
      case C.FILL:
        return this.#stack(this.#program.arrays[first]!.length, 0);
      case C.LOG: {
        const places = placesIn(this.#program.texts[first]!);
        if (places < 0) throw new Refused('text', at);
        return this.#stack(places, 0);
      }
      case C.PLOT:
        if (placesIn(this.#program.texts[first]!) !== 0) throw new Refused('text', at);
        return this.#stack(1, 0);
      default:
        return this.#stack(info.pops, info.pushes);
    }
  }

  #jump(target: number, fn: CompactFunction, at: number): void {
    if (this.#depth !== 0 || target < fn.entry || target >= this.#end) throw new Refused('jump', at);
    this.#wanted[target >> 3]! |= 1 << (target & 7);
  }
}

/** Errors: `bytecode.unsafe` {functionIndex: −1, pc: byte in the code, rule}. */
export function verifyCompact(program: CompactProgram): Result<VerifiedCompact, BytecodeFaultCode> {
  try {
    new Pass(program).run();
    const { functions, mainStack, fibers, fiberStack } = program;
    const [top] = functions;
    if (mainStack < 1 || (fibers > 0 && fiberStack < 1)) throw new Refused('stack-size', 0);
    if (top!.locals + top!.stackMax > mainStack) throw new Refused('stack-size', 0);
    return ok(program as VerifiedCompact);
  } catch (cause) {
    if (!(cause instanceof Refused)) throw cause;
    return fail('bytecode.unsafe', { functionIndex: -1, pc: cause.pc, rule: cause.rule });
  }
}
