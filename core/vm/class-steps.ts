/** The instructions of classes: making them, their objects, and `super`. Layer: vm. Meaning: bytecode.md §5, §10. */
import { OP } from '../bytecode/opcodes.ts';
import { FUNCTION_PLAIN } from '../bytecode/program.ts';
import { toKey } from './conversion.ts';
import { construct, enterClosure, givenOf, pcAfter } from './enter-call.ts';
import type { Fiber } from './fiber.ts';
import type { Machine } from './machine.ts';
import { OBJECT_BYTES } from './memory.ts';
import { Accessor, ENUMERABLE, GuestObject, holderOf, PROTOTYPE_CHAIN_MAX, type PropertySlot } from './objects.ts';
import { ProgramError } from './program-error.ts';
import { notAClass } from './program-faults.ts';
import { defineOwn, lookUp, propertiesOf } from './properties.ts';
import { finish, give, operand, settle, targetOf, top, type Work } from './step-operands.ts';
import { Closure, UNINITIALISED, type Value } from './values.ts';

/** Makes a class of its constructor. @returns the prototype, which belongs above the constructor on the stack once nothing can fail any more */
function makeClass(machine: Machine, maker: Value, parent: Closure | undefined): GuestObject {
  if (!(maker instanceof Closure) || maker.fn.kind === FUNCTION_PLAIN) throw notAClass(maker);
  machine.memory.reserve(OBJECT_BYTES + OBJECT_BYTES);
  const shape = parent === undefined ? machine.rootShape : parent.prototype!.childShape();
  const prototype = new GuestObject(shape);
  maker.prototype = prototype;
  maker.home = prototype;
  if (parent !== undefined) {
    maker.parent = parent;
    maker.properties = new GuestObject(propertiesOf(parent, machine).childShape());
  }
  defineOwn(prototype, 'constructor', maker, 0, true, machine);
  return prototype;
}

function plainClass(machine: Machine, fiber: Fiber): void {
  fiber.stack[fiber.sp] = makeClass(machine, top(fiber), undefined);
  fiber.sp++;
}

function classExtends(machine: Machine, fiber: Fiber): void {
  const parent = top(fiber, 2);
  const maker = top(fiber);
  if (!(parent instanceof Closure) || parent.prototype === undefined) throw notAClass(parent);
  let depth = 0;
  for (let at: GuestObject | null = parent.prototype; at !== null; at = at.proto) depth++;
  if (depth >= PROTOTYPE_CHAIN_MAX) throw new ProgramError('vm.call-depth-limit', { limit: PROTOTYPE_CHAIN_MAX });
  const prototype = makeClass(machine, maker, parent);
  fiber.stack[fiber.sp - 2] = maker;
  fiber.stack[fiber.sp - 1] = prototype;
}

function running(fiber: Fiber): Closure {
  return fiber.stack[fiber.base - 1] as Closure;
}

function setFields(_machine: Machine, fiber: Fiber): void {
  const maker = top(fiber, 2);
  const fields = top(fiber);
  if (!(maker instanceof Closure) || !(fields instanceof Closure) || fields.fn.kind !== FUNCTION_PLAIN) throw notAClass(maker);
  maker.fields = fields;
  fields.home = maker.prototype;
  fiber.sp--;
}

function runFields(machine: Machine, fiber: Fiber, pc: number): void {
  const { fields } = running(fiber);
  const self = top(fiber);
  if (fields === undefined) return finish(fiber, 1, undefined);
  enterClosure(machine, fiber, fields, self, fiber.sp, [], pcAfter(machine, pc));
}

function superConstruct(machine: Machine, fiber: Fiber, count: number | undefined): void {
  const at = fiber.sp - (count ?? 1) - 1;
  construct(machine, fiber, running(fiber).parent, fiber.stack[at] as Value, at, givenOf(fiber, count));
}

function checkUnset(_machine: Machine, fiber: Fiber): void {
  if (top(fiber) !== UNINITIALISED) throw new ProgramError('program.super-twice', {});
  fiber.sp--;
}

function superSlot(base: Value, name: string): PropertySlot {
  return base instanceof GuestObject ? holderOf(base, name)?.slotOf(name) : undefined;
}

function getSuper(machine: Machine, fiber: Fiber): void {
  const self = top(fiber, 3);
  const name = toKey(top(fiber), machine);
  const found = superSlot(top(fiber, 2), name);
  give(machine, fiber, 3, found ?? (self instanceof GuestObject ? lookUp(new GuestObject(machine.rootShape), name) : undefined), self);
}

function setSuper(machine: Machine, fiber: Fiber): void {
  const self = top(fiber, 4);
  const name = toKey(top(fiber, 2), machine);
  const found = superSlot(top(fiber, 3), name);
  if (found instanceof Accessor && found.set !== undefined) return settle(machine, fiber, 4, found.set, self);
  defineOwn(targetOf(self, machine), name, top(fiber), ENUMERABLE, false, machine);
  finish(fiber, 4, top(fiber));
}

function newStep(machine: Machine, fiber: Fiber, count: number | undefined): void {
  const at = fiber.sp - (count ?? 1) - 1;
  const maker = fiber.stack[at] as Value;
  construct(machine, fiber, maker, maker, at, givenOf(fiber, count));
}

export const CLASS_STEPS: readonly (readonly [number, Work])[] = [
  [OP.NEW, (machine, fiber, pc) => newStep(machine, fiber, operand(machine, pc))],
  [OP.NEW_SPREAD, (machine, fiber) => newStep(machine, fiber, undefined)],
  [OP.CLASS, plainClass],
  [OP.CLASS_EXTENDS, classExtends],
  [OP.SET_FIELDS, setFields],
  [OP.RUN_FIELDS, runFields],
  [OP.SUPER_BASE, (_machine, fiber) => void (fiber.stack[fiber.sp++] = running(fiber).home?.proto ?? null)],
  [OP.SUPER_CONSTRUCT, (machine, fiber, pc) => superConstruct(machine, fiber, operand(machine, pc))],
  [OP.SUPER_CONSTRUCT_SPREAD, (machine, fiber) => superConstruct(machine, fiber, undefined)],
  [OP.CHECK_UNSET, checkUnset],
  [OP.GET_SUPER, getSuper],
  [OP.SET_SUPER, setSuper],
];
