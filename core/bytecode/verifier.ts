/**
 * Judges whether a program is safe to run, whoever made it. Layer: bytecode. The rules in words: bytecode.md §4.
 *
 * A program that passes cannot read outside its stack, locals, constants, globals, natives or upvalues, cannot jump into the middle of an
 * instruction, finds the same stack at every join, and touches cells and iterators only where they are. Values themselves need no
 * rule: every instruction means something for every value, or is a fault of the program.
 */
import { fail, ok, type Result } from '../base/result.ts';
import { apiEntry, isApiName, type ApiAction } from '../robot/api-table.ts';
import { BUILTIN_FUNCTIONS, INTERNAL_FUNCTIONS } from './builtins.ts';
import type { BytecodeFaultCode } from './faults.ts';
import { OP, OPCODES, OPCODE_NAMES, type OperandKind } from './opcodes.ts';
import { checkFlow } from './flow.ts';
import { FUNCTION_PLAIN, type Constant, type FunctionCode, type Program } from './program.ts';
import { Unsafe } from './unsafe.ts';

declare const verified: unique symbol;

/** Only `verifyProgram` makes one; `stackMax` of its functions is computed, not believed. Borrowed: its code must not be changed after. */
export type VerifiedProgram = Program & { readonly [verified]: true };

/** Locals of one function; also bounds the verifier's own work. */
export const LOCALS_MAX = 1024;

/** `try` statements of one function, inner functions apart. */
const HANDLERS_MAX = 1024;

const OPERANDS_OF = OPCODE_NAMES.map((name) => OPCODES[name].operands as readonly OperandKind[]);

function inRange(kind: OperandKind, value: number, program: Program, fn: FunctionCode): boolean {
  switch (kind) {
    case 'int':
      return true;
    case 'constant':
      return value >= 0 && value < program.constants.length;
    case 'string':
      return typeof program.constants[value] === 'string';
    case 'local':
    case 'cell':
      return value >= 0 && value < fn.localCount;
    case 'global':
      return value >= 0 && value < program.globals.length;
    case 'upvalue':
      return value >= 0 && value < fn.upvalues.length;
    case 'function':
      return value >= 0 && value < program.functions.length;
    case 'native':
      return value >= 0 && value < program.natives.length;
    case 'jump':
    case 'count':
      return value >= 0;
  }
}

/** 1 at each word that starts an instruction. */
function instructionStarts(program: Program, fn: FunctionCode): Uint8Array {
  const { code } = fn;
  const starts = new Uint8Array(code.length);
  for (let pc = 0; pc < code.length;) {
    const kinds = OPERANDS_OF[code[pc]!];
    if (kinds === undefined || pc + kinds.length >= code.length) throw new Unsafe('opcode', pc);
    starts[pc] = 1;
    for (const [i, kind] of kinds.entries()) {
      if (!inRange(kind, code[pc + 1 + i]!, program, fn)) throw new Unsafe('operand', pc);
    }
    pc += 1 + kinds.length;
  }
  return starts;
}

function checkJumps(code: Int32Array, starts: Uint8Array): void {
  for (let pc = 0; pc < code.length; pc++) {
    if (starts[pc] !== 1) continue;
    const kinds = OPERANDS_OF[code[pc]!]!;
    if (kinds[0] === 'jump' && starts[code[pc + 1]!] !== 1) throw new Unsafe('jump', pc);
  }
}

function checkHandlers({ handlers, code }: FunctionCode, starts: Uint8Array): void {
  if (handlers.length > HANDLERS_MAX) throw new Unsafe('too-complex', 0);
  for (const { from, to, target } of handlers) {
    const whole = starts[from] === 1 && from < to && (starts[to] === 1 || to === code.length) && starts[target] === 1;
    if (!whole) throw new Unsafe('handler', Math.min(from, code.length));
  }
}

function checkNames(program: Program, code: Int32Array, starts: Uint8Array): void {
  for (let pc = 0; pc < code.length; pc++) {
    if (starts[pc] !== 1) continue;
    if (code[pc] === OP.CALL_BUILTIN && !isBuiltin(program.constants[code[pc + 1]!]!)) throw new Unsafe('builtin', pc);
    if (code[pc] === OP.CALL_NATIVE && !nativeAccepts(program.natives[code[pc + 1]!]!, code[pc + 2]!)) throw new Unsafe('native', pc);
  }
}

function isBuiltin(name: Constant): boolean {
  return Object.hasOwn(BUILTIN_FUNCTIONS, name) || Object.hasOwn(INTERNAL_FUNCTIONS, name);
}

/** Prelude functions are linked by the compiler; none is a native. */
const VM_CARRIES_OUT: ReadonlySet<ApiAction['by']> = new Set(['vm', 'input', 'output', 'profile']);

function nativeAccepts(name: string, argumentCount: number): boolean {
  if (!isApiName(name) || !VM_CARRIES_OUT.has(apiEntry(name).action.by)) return false;
  const { params } = apiEntry(name);
  const required = params.filter((param) => param.default === undefined && !param.rest).length;
  return argumentCount >= required && (params.some((param) => param.rest) || argumentCount <= params.length);
}

function checkTables(fn: FunctionCode, starts: Uint8Array): void {
  let last = -1;
  for (const place of fn.places) {
    const inside = starts[place.pc] === 1 || place.pc === fn.code.length;
    if (!inside || place.pc < last || place.start > place.end) throw new Unsafe('places', place.pc);
    last = place.pc;
  }
  for (const local of fn.locals) {
    if (local.slot >= fn.localCount || local.fromPc > local.toPc || local.toPc > fn.code.length) throw new Unsafe('places', local.fromPc);
  }
}

function checkFunction(program: Program, fn: FunctionCode): FunctionCode {
  const { paramCount, expectedCount, hasRest, localCount } = fn;
  if (localCount > LOCALS_MAX || paramCount > localCount || (hasRest && paramCount === 0)) throw new Unsafe('locals', 0);
  if (expectedCount > (hasRest ? paramCount - 1 : paramCount)) throw new Unsafe('locals', 0);
  if (fn.thisLocal < -1 || fn.thisLocal >= localCount || (fn.thisLocal >= 0 && fn.thisLocal < paramCount)) throw new Unsafe('locals', 0);
  if (fn.kind !== FUNCTION_PLAIN && fn.thisLocal < 0) throw new Unsafe('locals', 0);
  if (fn.file < -1 || fn.file >= program.files.length) throw new Unsafe('file', 0);
  const starts = instructionStarts(program, fn);
  checkJumps(fn.code, starts);
  checkHandlers(fn, starts);
  checkNames(program, fn.code, starts);
  checkTables(fn, starts);
  const stackMax = checkFlow(program, fn);
  if (fn.stackMax < stackMax) throw new Unsafe('stack-max', 0);
  return { ...fn, stackMax };
}

/** Errors: `bytecode.unsafe` {functionIndex, pc, rule}. */
export function verifyProgram(program: Program): Result<VerifiedProgram, BytecodeFaultCode> {
  const functions: FunctionCode[] = [];
  try {
    const top = program.functions[0];
    if (top === undefined || top.paramCount !== 0 || top.upvalues.length !== 0 || top.kind !== FUNCTION_PLAIN)
      throw new Unsafe('top-level', 0);
    for (const fn of program.functions) functions.push(checkFunction(program, fn));
    return ok({ ...program, functions } as Program as VerifiedProgram);
  } catch (cause) {
    if (!(cause instanceof Unsafe)) throw cause;
    return fail('bytecode.unsafe', { functionIndex: functions.length, pc: cause.pc, rule: cause.rule });
  }
}
