/** What the steps of objects and classes share: their operands, and giving or storing what was found. Layer: vm. */
import { enterClosure, interrupt, KEEP_TOP, pcAfter } from './enter-call.ts';
import type { Fiber } from './fiber.ts';
import type { Machine } from './machine.ts';
import { Accessor, GuestObject, type PropertySlot } from './objects.ts';
import { notAnObject } from './program-faults.ts';
import { propertiesOf } from './properties.ts';
import { Closure, type Value } from './values.ts';

export type Work = (machine: Machine, fiber: Fiber, pc: number) => void;

export function top(fiber: Fiber, down = 1): Value {
  return fiber.stack[fiber.sp - down] as Value;
}

/** Replaces the top `taken` operands by `result`. */
export function finish(fiber: Fiber, taken: number, result: Value): void {
  fiber.sp -= taken;
  fiber.stack[fiber.sp++] = result;
}

export function operand(machine: Machine, pc: number): number {
  return machine.flat.plain[pc + 1]!;
}

/** The instruction's result is what was found: a value, or what the getter gives. */
export function give(machine: Machine, fiber: Fiber, taken: number, found: PropertySlot, self: Value): void {
  if (!(found instanceof Accessor)) return finish(fiber, taken, found);
  if (found.get === undefined) return finish(fiber, taken, undefined);
  enterClosure(machine, fiber, found.get, self, fiber.sp - taken + 1, [], pcAfter(machine, fiber.pc));
}

/** The instruction's result is the top operand, once the setter, where there is one, has run. */
export function settle(machine: Machine, fiber: Fiber, taken: number, setter: Closure | undefined, self: Value): void {
  const value = top(fiber);
  if (setter === undefined) return finish(fiber, taken, value);
  interrupt(machine, fiber, KEEP_TOP, setter, self, [value]);
}

/** What literals and classes define things on. */
export function targetOf(value: Value, machine: Machine): GuestObject {
  if (value instanceof GuestObject) return value;
  if (value instanceof Closure) return propertiesOf(value, machine);
  throw notAnObject(value);
}
