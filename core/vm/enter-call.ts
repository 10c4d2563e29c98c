/** Calls in full: any callee, any number of arguments, `this`, growth of stack and frames, the depth limit. Layer: vm. Meaning: bytecode.md §5, §10. */
import { OPCODES, OPCODE_NAMES } from '../bytecode/opcodes.ts';
import { FUNCTION_DERIVED_CLASS, FUNCTION_PLAIN } from '../bytecode/program.ts';
import type { Fiber } from './fiber.ts';
import { OPERAND_COUNTS } from './flat-code.ts';
import type { Machine } from './machine.ts';
import { ARRAY_BYTES, OBJECT_BYTES } from './memory.ts';
import { callMethod } from './methods/call-method.ts';
import { chargeElements } from './meter.ts';
import { GuestObject } from './objects.ts';
import { ProgramError } from './program-error.ts';
import { notAClass, notAFunction } from './program-faults.ts';
import { Closure, emptyArray, NativeMethod, type Value } from './values.ts';

/** Places on one fiber's stack; reached only by deep recursion in functions with many variables. */
export const STACK_SLOTS_MAX = 65_536;

/**
 * What becomes of the result of a call that an instruction made in the middle of its work; stands on the stack beneath the callee. From 0 on
 * it is the stack place of an operand: the result takes its place and the instruction is done again. Such a frame's return position is ~pc
 * of that instruction.
 */
export const KEEP_TOP = -1; // a setter: the result is dropped, the top operand is the instruction's value
export const CALL_RESULT = -2; // a getter of a method: the result is called with the operands
export const PUT_BENEATH = -3; // a getter of GET_METHOD: the result goes beneath the receiver

/** The instruction after the one at `pc`. */
export function pcAfter(machine: Machine, pc: number): number {
  return pc + 1 + OPERAND_COUNTS[machine.flat.plain[pc]!]!;
}

/**
 * Afterwards the fiber stands at the callee's first instruction; its result will stand at `callBase − 1`.
 * Faults: `vm.call-depth-limit` {limit}.
 */
export function enterClosure(
  machine: Machine,
  fiber: Fiber,
  callee: Closure,
  self: Value,
  callBase: number,
  given: readonly Value[],
  returnPc: number,
): void {
  const { fn } = callee;
  const full = fiber.depth >= machine.limits.callDepth || callBase + fn.frameSize > STACK_SLOTS_MAX;
  if (full) throw new ProgramError('vm.call-depth-limit', { limit: machine.limits.callDepth });
  const rest = fn.hasRest ? restOf(given, fn.paramCount - 1, machine) : undefined;
  fiber.makeRoom(callBase + fn.frameSize);
  const { stack } = fiber;
  stack[callBase - 1] = callee;
  for (let i = 0; i < fn.localCount; i++) stack[callBase + i] = i < fn.paramCount ? given[i] : undefined;
  if (rest !== undefined) stack[callBase + fn.paramCount - 1] = rest;
  if (fn.thisLocal >= 0) stack[callBase + fn.thisLocal] = self;
  fiber.pushFrame(returnPc);
  fiber.base = callBase;
  fiber.sp = callBase + fn.localCount;
  fiber.pc = fn.entry;
}

function restOf(given: readonly Value[], from: number, machine: Machine): Value[] {
  const length = Math.max(0, given.length - from);
  machine.memory.reserve(ARRAY_BYTES);
  machine.memory.reserveElements(length);
  chargeElements(machine, length);
  const rest = emptyArray();
  for (let i = from; i < given.length; i++) rest.push(given[i]);
  return rest;
}

/** The top `count` operands, or, where it is undefined, the elements of the array on top. Borrowed in that case. */
export function givenOf(fiber: Fiber, count: number | undefined): readonly Value[] {
  return count === undefined ? (fiber.stack[fiber.sp - 1] as Value[]) : (fiber.stack.slice(fiber.sp - count, fiber.sp) as Value[]);
}

/**
 * Calls what the value is; `at` is the stack place of the result, and what stands there and above it are the call's operands.
 * A built-in method works at once. Faults: `program.not-a-function` {value}, `program.class-needs-new` {name}.
 */
export function callValue(machine: Machine, fiber: Fiber, callee: Value, self: Value, at: number, given: readonly Value[]): void {
  if (callee instanceof Closure) {
    if (callee.fn.kind !== FUNCTION_PLAIN) throw new ProgramError('program.class-needs-new', { name: callee.fn.name });
    return enterClosure(machine, fiber, callee, self, at + 1, given, pcAfter(machine, fiber.pc));
  }
  if (!(callee instanceof NativeMethod)) throw notAFunction(callee);
  const prelude = machine.preludeMethod(callee.methods, self);
  if (prelude !== undefined) {
    return enterClosure(machine, fiber, prelude, undefined, at + 1, [self, ...given], pcAfter(machine, fiber.pc));
  }
  const result = callMethod(callee.methods, self, given, machine);
  fiber.stack[at] = result;
  fiber.sp = at + 1;
}

/** CALL and CALL_SPREAD. Stack before: callee, then `count` arguments, or one array of them where `count` is undefined. */
export function enterCall(machine: Machine, fiber: Fiber, count: number | undefined): void {
  const at = fiber.sp - (count ?? 1) - 1;
  callValue(machine, fiber, fiber.stack[at] as Value, undefined, at, givenOf(fiber, count));
}

/**
 * `new`: `maker` is the class whose code runs, `target` the one that was asked for; a base class's object is made here.
 * Faults: `program.not-a-class` {value}.
 */
export function construct(machine: Machine, fiber: Fiber, maker: Value, target: Value, at: number, given: readonly Value[]): void {
  if (!(maker instanceof Closure) || maker.prototype === undefined) throw notAClass(maker);
  if (!(target instanceof Closure) || target.prototype === undefined) throw notAClass(target);
  let self: Value = target;
  if (maker.fn.kind !== FUNCTION_DERIVED_CLASS) {
    machine.memory.reserve(OBJECT_BYTES);
    self = new GuestObject(target.prototype.childShape());
  }
  enterClosure(machine, fiber, maker, self, at + 1, given, pcAfter(machine, fiber.pc));
}

/** Calls `callee` in the middle of the instruction at `pc`; its result goes where `place` says. */
export function interrupt(machine: Machine, fiber: Fiber, place: number, callee: Closure, self: Value, given: readonly Value[]): void {
  const { pc, sp } = fiber;
  fiber.makeRoom(sp + 2);
  fiber.stack[sp] = place;
  enterClosure(machine, fiber, callee, self, sp + 2, given, ~pc);
}

/** A call made by `interrupt` has returned: the result lies on top, what it is for beneath it. The fiber's pc is ~pc of the instruction. */
export function resume(machine: Machine, fiber: Fiber): void {
  const { stack } = fiber;
  const result = stack[fiber.sp - 1] as Value;
  const place = stack[fiber.sp - 2] as number;
  const pc = ~fiber.pc;
  fiber.sp -= 2;
  fiber.pc = pc;
  if (place >= 0) {
    stack[place] = result;
    return;
  }
  if (place === CALL_RESULT) return callResult(machine, fiber, result);
  fiber.pc = pcAfter(machine, pc);
  const top = stack[fiber.sp - 1] as Value;
  if (place === PUT_BENEATH) {
    stack[fiber.sp - 1] = result;
    stack[fiber.sp++] = top;
    return;
  }
  fiber.sp -= POPS[machine.flat.plain[pc]!]!;
  stack[fiber.sp++] = top;
}

const POPS: readonly number[] = OPCODE_NAMES.map((name) => OPCODES[name].pops);
const SPREADS: readonly boolean[] = OPCODE_NAMES.map((name) => name.endsWith('_SPREAD'));

/** Operands: receiver, then arguments or their array. */
function callResult(machine: Machine, fiber: Fiber, callee: Value): void {
  const count = SPREADS[machine.flat.plain[fiber.pc]!] === true ? undefined : machine.flat.plain[fiber.pc + 2]!;
  const at = fiber.sp - (count ?? 1) - 1;
  const before = fiber.pc;
  callValue(machine, fiber, callee, fiber.stack[at] as Value, at, givenOf(fiber, count));
  // A built-in method is done already.
  if (fiber.pc === before) fiber.pc = pcAfter(machine, before);
}
