/** A call in full: any callee, any number of arguments, growth of stack and frames, the depth limit. Layer: vm. Meaning: bytecode.md §5. */
import type { Fiber } from './fiber.ts';
import type { Machine } from './machine.ts';
import { ARRAY_BYTES } from './memory.ts';
import { chargeElements } from './meter.ts';
import { ProgramError } from './program-error.ts';
import { Closure, emptyArray, type Value } from './values.ts';
import { notAFunction } from './vm-natives.ts';

/** Places on one fiber's stack; reached only by deep recursion in functions with many variables. */
export const STACK_SLOTS_MAX = 65_536;

const CALL_WORDS = 2;
const CALL_SPREAD_WORDS = 1;

/**
 * Stack before: callee, then `count` arguments, or one array of them where `count` is undefined. Afterwards the fiber stands at the
 * callee's first instruction. Faults: `program.not-a-function` {value}, `vm.call-depth-limit` {limit}.
 */
export function enterCall(machine: Machine, fiber: Fiber, count: number | undefined): void {
  const spread = count === undefined ? (fiber.stack[fiber.sp - 1] as Value[]) : undefined;
  const callBase = fiber.sp - (count ?? 1);
  const callee = fiber.stack[callBase - 1] as Value;
  if (!(callee instanceof Closure)) throw notAFunction(callee);
  const { fn } = callee;
  const full = fiber.depth >= machine.limits.callDepth || callBase + fn.frameSize > STACK_SLOTS_MAX;
  if (full) throw new ProgramError('vm.call-depth-limit', { limit: machine.limits.callDepth });
  const given = spread ?? (fiber.stack.slice(callBase, fiber.sp) as Value[]);
  const rest = fn.hasRest ? restOf(given, fn.paramCount - 1, machine) : undefined;
  fiber.makeRoom(callBase + fn.frameSize);
  for (let i = 0; i < fn.localCount; i++) fiber.stack[callBase + i] = i < fn.paramCount ? given[i] : undefined;
  if (rest !== undefined) fiber.stack[callBase + fn.paramCount - 1] = rest;
  fiber.pushFrame(fiber.pc + (spread === undefined ? CALL_WORDS : CALL_SPREAD_WORDS));
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
