/**
 * Every instruction but jumps and calls, in full, on the fiber's own stack. Layer: vm. Meaning: bytecode.md §5.
 * execute.ts does the common cases of the common instructions itself and comes here for all else.
 */
import { pow } from '../base/deterministic-math.ts';
import { OP, OPCODE_NAMES, OPCODES } from '../bytecode/opcodes.ts';
import {
  add,
  compare,
  concatenate,
  looseEquals,
  NeedsGuest,
  strictEquals,
  toNumber,
  toPrimitive,
  truthy,
  usedBeforeSet,
  type Relation,
} from './conversion.ts';
import { enterClosure, givenOf, interrupt, pcAfter } from './enter-call.ts';
import type { Fiber } from './fiber.ts';
import { appendIterable, iterableOf, notIterable } from './iteration.ts';
import type { Machine } from './machine.ts';
import { ARRAY_BYTES, CELL_BYTES, CLOSURE_BYTES, ELEMENT_BYTES, ITERATOR_BYTES } from './memory.ts';
import { chargeElements } from './meter.ts';
import { CLASS_STEPS } from './class-steps.ts';
import { OBJECT_STEPS } from './object-steps.ts';
import { GuestThrow, ProgramError } from './program-error.ts';
import type { QuickBuiltin } from './quick-builtins.ts';
import type { QuickNative } from './quick-natives.ts';
import { Cell, Closure, emptyArray, NativeMethod, UNINITIALISED, ValueIterator, type Value } from './values.ts';

/** Carries out one instruction. */
export type Step = (machine: Machine, fiber: Fiber, opcode: number, pc: number) => void;
/** Operands stand at pc + 1 …; the instruction's weight is charged already. */
type Work = (machine: Machine, fiber: Fiber, pc: number) => void;

const RELATIONS: readonly (readonly [number, Relation])[] = [
  [OP.LT, '<'],
  [OP.LE, '<='],
  [OP.GT, '>'],
  [OP.GE, '>='],
];

const ARITHMETIC: readonly (readonly [number, (a: number, b: number) => number])[] = [
  [OP.SUB, (a, b) => a - b],
  [OP.MUL, (a, b) => a * b],
  [OP.DIV, (a, b) => a / b],
  [OP.MOD, (a, b) => a % b],
  [OP.POW, pow],
  [OP.BIT_AND, (a, b) => a & b],
  [OP.BIT_OR, (a, b) => a | b],
  [OP.BIT_XOR, (a, b) => a ^ b],
  [OP.SHL, (a, b) => a << b],
  [OP.SHR, (a, b) => a >> b],
  [OP.USHR, (a, b) => a >>> b],
];

const UNARY: readonly (readonly [number, (value: number) => number])[] = [
  [OP.NEG, (value) => -value],
  [OP.TO_NUMBER, (value) => value],
  [OP.INC, (value) => value + 1],
  [OP.DEC, (value) => value - 1],
  [OP.BIT_NOT, (value) => ~value],
];

function push(fiber: Fiber, value: Value): void {
  fiber.stack[fiber.sp++] = value;
}

function pop(fiber: Fiber): Value {
  return fiber.stack[--fiber.sp] as Value;
}

/** Operands stay on the stack while the work is done, so that a memory walk sees them. */
function binary(work: (a: Value, b: Value, machine: Machine) => Value): Work {
  return (machine, fiber) => {
    const result = work(fiber.stack[fiber.sp - 2] as Value, fiber.stack[fiber.sp - 1] as Value, machine);
    fiber.sp--;
    fiber.stack[fiber.sp - 1] = result;
  };
}

function unary(work: (value: Value, machine: Machine) => Value): Work {
  return (machine, fiber) => {
    fiber.stack[fiber.sp - 1] = work(fiber.stack[fiber.sp - 1] as Value, machine);
  };
}

function typeOf(value: Value): string {
  if (value === UNINITIALISED) throw usedBeforeSet('');
  return value instanceof Closure || value instanceof NativeMethod ? 'function' : typeof value;
}

function argumentsOf(fiber: Fiber, count: number): Value[] {
  return fiber.stack.slice(fiber.sp - count, fiber.sp) as Value[];
}

/** Replaces the top `taken` operands by `result`. */
function finish(fiber: Fiber, taken: number, result: Value): void {
  fiber.sp -= taken;
  push(fiber, result);
}

function makeClosure(machine: Machine, fiber: Fiber, pc: number): void {
  const fn = machine.flat.functions[machine.flat.plain[pc + 1]!]!;
  const { upvalues } = fn.source;
  machine.memory.reserve(CLOSURE_BYTES + upvalues.length * ELEMENT_BYTES);
  const maker = fiber.stack[fiber.base - 1] as Closure;
  const cells = upvalues.map(({ from, index }) => (from === 'local' ? (fiber.stack[fiber.base + index] as Cell) : maker.upvalues[index]!));
  push(fiber, new Closure(fn, cells));
}

function iterate(machine: Machine, fiber: Fiber): void {
  const value = fiber.stack[fiber.sp - 1] as Value;
  const source = iterableOf(value);
  if (source === undefined) throw notIterable(value);
  machine.memory.reserve(ITERATOR_BYTES);
  fiber.stack[fiber.sp - 1] = new ValueIterator(source);
}

function appendAll(machine: Machine, fiber: Fiber): void {
  appendIterable(fiber.stack[fiber.sp - 2] as Value[], fiber.stack[fiber.sp - 1] as Value, machine);
  fiber.sp--;
}

function newArray(machine: Machine, fiber: Fiber, pc: number): void {
  const count = machine.flat.plain[pc + 1]!;
  machine.memory.reserve(ARRAY_BYTES);
  machine.memory.reserveElements(count);
  chargeElements(machine, count);
  const items = emptyArray();
  for (let at = fiber.sp - count; at < fiber.sp; at++) items.push(fiber.stack[at] as Value);
  finish(fiber, count, items);
}

/** The call on the numbers on the stack; false where there is no quick way, and nothing has happened. */
function callQuickly(machine: Machine, fiber: Fiber, quick: QuickBuiltin | QuickNative | undefined, count: number): boolean {
  if (quick?.params !== count) return false;
  const first = fiber.sp - count;
  const a = count > 0 ? fiber.stack[first] : 0;
  const b = count > 1 ? fiber.stack[first + 1] : 0;
  if (typeof a !== 'number' || typeof b !== 'number') return false;
  machine.left -= quick.weight;
  fiber.stack[first] = quick.call(a, b);
  fiber.sp = first + 1;
  return true;
}

function callNative(machine: Machine, fiber: Fiber, pc: number): void {
  const index = machine.flat.plain[pc + 1]!;
  const count = machine.flat.plain[pc + 2]!;
  if (callQuickly(machine, fiber, machine.quickNatives[index], count)) return;
  finish(fiber, count, machine.natives[index]!(argumentsOf(fiber, count)));
}

function callBuiltin(machine: Machine, fiber: Fiber, pc: number): void {
  const index = machine.flat.plain[pc + 1]!;
  const count = machine.flat.plain[pc + 2]!;
  if (callQuickly(machine, fiber, machine.quickBuiltins[index], count)) return;
  finish(fiber, count, machine.builtins[index]!(argumentsOf(fiber, count), machine.builtinContext));
}

const OTHERS: readonly (readonly [number, Work])[] = [
  [OP.TRUE, (_machine, fiber) => push(fiber, true)],
  [OP.FALSE, (_machine, fiber) => push(fiber, false)],
  [OP.NULL, (_machine, fiber) => push(fiber, null)],
  [OP.UNDEFINED, (_machine, fiber) => push(fiber, undefined)],
  [OP.UNINITIALISED, (_machine, fiber) => push(fiber, UNINITIALISED)],
  [
    OP.DUP2,
    (_machine, fiber) => {
      fiber.stack[fiber.sp] = fiber.stack[fiber.sp - 2];
      fiber.stack[fiber.sp + 1] = fiber.stack[fiber.sp - 1];
      fiber.sp += 2;
    },
  ],
  [
    OP.SWAP,
    (_machine, { stack, sp }) => {
      [stack[sp - 2], stack[sp - 1]] = [stack[sp - 1], stack[sp - 2]];
    },
  ],
  [OP.ROT3, (_machine, fiber) => rotate(fiber, 3)],
  [OP.ROT4, (_machine, fiber) => rotate(fiber, 4)],
  [
    OP.NEW_CELL,
    (machine, fiber, pc) => {
      machine.memory.reserve(CELL_BYTES);
      const at = fiber.base + machine.flat.plain[pc + 1]!;
      fiber.stack[at] = new Cell(pop(fiber));
    },
  ],
  [
    OP.CHECK_INIT,
    (machine, fiber, pc) => {
      if (fiber.stack[fiber.sp - 1] === UNINITIALISED) throw usedBeforeSet(String(machine.constants[machine.flat.plain[pc + 1]!]));
    },
  ],
  [OP.ADD, binary(add)],
  [OP.EQ, binary(strictEquals)],
  [OP.NE, binary((a, b, machine) => !strictEquals(a, b, machine))],
  [OP.LOOSE_EQ, binary(looseEquals)],
  [OP.LOOSE_NE, binary((a, b, machine) => !looseEquals(a, b, machine))],
  [OP.NOT, unary((value) => !truthy(value))],
  [OP.TYPEOF, unary(typeOf)],
  [
    OP.CONCAT,
    (machine, fiber, pc) => {
      const count = machine.flat.plain[pc + 1]!;
      finish(fiber, count, concatenate(argumentsOf(fiber, count), machine));
    },
  ],
  [OP.CLOSURE, makeClosure],
  [OP.CALL_NATIVE, callNative],
  [OP.CALL_BUILTIN, callBuiltin],
  [OP.NEW_ARRAY, newArray],
  [OP.ITERATE, iterate],
  [
    OP.APPEND,
    (machine, fiber) => {
      machine.memory.reserveElements(1);
      (fiber.stack[fiber.sp - 2] as Value[]).push(pop(fiber));
    },
  ],
  [OP.APPEND_ALL, appendAll],
  [
    OP.THROW,
    (_machine, fiber) => {
      const value = fiber.stack[fiber.sp - 1] as Value;
      if (value === UNINITIALISED) throw usedBeforeSet('');
      throw new GuestThrow(value);
    },
  ],
];

/** Moves the top operand beneath the `depth − 1` below it. */
function rotate({ stack, sp }: Fiber, depth: number): void {
  const top = stack[sp - 1];
  for (let at = sp - 1; at > sp - depth; at--) stack[at] = stack[at - 1];
  stack[sp - depth] = top;
}

/** ToInt32 and its like are what the host's operators do to numbers. */
const STEPS: readonly (Work | undefined)[] = (() => {
  const steps: (Work | undefined)[] = OPCODE_NAMES.map(() => undefined);
  for (const [opcode, relation] of RELATIONS) steps[opcode] = binary((a, b, machine) => compare(relation, a, b, machine));
  for (const [opcode, work] of ARITHMETIC) {
    // Both become primitives before either becomes a number, as ECMA-262 has it: the charges come in this order too.
    steps[opcode] = binary((a, b, machine) => {
      const left = toPrimitive(a, machine);
      const right = toPrimitive(b, machine);
      return work(toNumber(left, machine), toNumber(right, machine));
    });
  }
  for (const [opcode, work] of UNARY) steps[opcode] = unary((value, machine) => work(toNumber(value, machine)));
  for (const [opcode, step] of [...OTHERS, ...OBJECT_STEPS, ...CLASS_STEPS]) steps[opcode] = step;
  return steps;
})();

/**
 * Where the fiber's pc has changed afterwards, a call has begun, and the fiber stands at the callee's first instruction; else the instruction is done.
 * Throws ProgramError and GuestThrow; asserts where execute.ts sent an instruction that it must do itself.
 */
export function slowStep(machine: Machine, fiber: Fiber, opcode: number, pc: number): void {
  try {
    STEPS[opcode]!(machine, fiber, pc);
  } catch (cause) {
    if (!(cause instanceof NeedsGuest)) throw cause;
    convertFirst(machine, fiber, opcode, pc, cause);
  }
}

/** Has the program's own code find a primitive for an operand, which takes its place; then the instruction is done again. */
function convertFirst(machine: Machine, fiber: Fiber, opcode: number, pc: number, { value, preferred }: NeedsGuest): void {
  const taken = operandsOf(machine, opcode, pc);
  const receiver = RECEIVES.has(opcode) ? fiber.sp - taken : -1;
  for (let at = fiber.sp - taken; at < fiber.sp; at++) {
    if (fiber.stack[at] !== value || at === receiver) continue;
    return interrupt(machine, fiber, at, converter(machine, 'guest_primitive'), undefined, [value, preferred]);
  }
  convertWhole(machine, fiber, opcode, pc, value, taken);
}

/** What is to be converted is no operand of its own: the receiver of `join`, or an argument within the array of a spread call. */
function convertWhole(machine: Machine, fiber: Fiber, opcode: number, pc: number, value: Value, taken: number): void {
  const at = fiber.sp - taken;
  const self = fiber.stack[at] as Value;
  if (RECEIVES.has(opcode) && self === value && Array.isArray(self)) {
    const count = opcode === OP.CALL_METHOD ? taken - 1 : undefined;
    const [separator] = machine.methods[machine.flat.plain[pc + 1]!]!.name === 'join' ? givenOf(fiber, count) : [];
    const given = [self, separator === undefined ? ',' : separator];
    return enterClosure(machine, fiber, converter(machine, 'guest_join'), undefined, at + 1, given, pcAfter(machine, pc));
  }
  const last = fiber.sp - 1;
  const list = fiber.stack[last] as Value;
  if (!Array.isArray(list)) throw notPrimitive();
  interrupt(machine, fiber, last, converter(machine, 'guest_primitives'), undefined, [list]);
}

/** Instructions whose first operand is the receiver of a method. */
const RECEIVES: ReadonlySet<number> = new Set([OP.CALL_METHOD, OP.CALL_METHOD_SPREAD]);

function operandsOf(machine: Machine, opcode: number, pc: number): number {
  const { plain } = machine.flat;
  const { pops } = OPCODES[OPCODE_NAMES[opcode]!];
  if (pops >= 0) return pops;
  if (opcode === OP.CALL_METHOD) return plain[pc + 2]! + 1;
  if (opcode === OP.CALL_NATIVE || opcode === OP.CALL_BUILTIN) return plain[pc + 2]!;
  if (opcode === OP.CALL_THIS) return plain[pc + 1]! + 2;
  return opcode === OP.CONCAT ? plain[pc + 1]! : plain[pc + 1]! + 1;
}

function notPrimitive(): ProgramError {
  return new ProgramError('program.not-primitive', {});
}

/** Faults: `program.not-primitive` where the program was made without it. */
function converter(machine: Machine, name: string): Closure {
  const closure = machine.preludeFunction(name);
  if (closure === undefined) throw notPrimitive();
  return closure;
}
