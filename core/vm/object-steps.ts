/** The instructions of objects, classes and methods. Layer: vm. Meaning: bytecode.md §5. */
import { MEMBER_ENUMERABLE, MEMBER_GETTER, MEMBER_SETTER, OP } from '../bytecode/opcodes.ts';
import { toKey, usedBeforeSet } from './conversion.ts';
import { CALL_RESULT, callValue, enterClosure, givenOf, interrupt, pcAfter, PUT_BENEATH } from './enter-call.ts';
import type { Fiber } from './fiber.ts';
import { firstOf, listOf, taken, walkOver } from './iteration.ts';
import type { Machine } from './machine.ts';
import { ELEMENT_BYTES, ITERATOR_BYTES, OBJECT_BYTES } from './memory.ts';
import { chargeElements } from './meter.ts';
import { callMethod, type MethodsOfName } from './methods/call-method.ts';
import { noSuchMethod } from './methods/string-methods.ts';
import { ACCESSOR, Accessor, ENUMERABLE, GuestObject, type PropertySlot } from './objects.ts';
import { ProgramError } from './program-error.ts';
import { remember } from './property-cache.ts';
import { notAClass, notAnObject, nullAccess } from './program-faults.ts';
import {
  defineOwn,
  deleteProperty,
  getIndex,
  getLength,
  hasProperty,
  lookUp,
  namesOf,
  ownNames,
  setIndex,
  setProperty,
} from './properties.ts';
import { finish, give, operand, settle, targetOf, top, type Work } from './step-operands.ts';
import { Closure, NameList, NativeMethod, typeNameOf, UNINITIALISED, ValueIterator, type Value } from './values.ts';

function nameAt(machine: Machine, pc: number): string {
  return machine.constants[operand(machine, pc)] as string;
}

function getProp(machine: Machine, fiber: Fiber, pc: number): void {
  const self = top(fiber);
  const name = nameAt(machine, pc);
  const found = lookUp(self, name);
  remember(machine.propertyCaches, fiber, self, name, false);
  give(machine, fiber, 1, found, self);
}

function setProp(machine: Machine, fiber: Fiber, pc: number): void {
  const self = top(fiber, 2);
  const name = nameAt(machine, pc);
  const setter = setProperty(self, name, top(fiber), true, machine);
  remember(machine.propertyCaches, fiber, self, name, false);
  settle(machine, fiber, 2, setter, self);
}

function checkSet(value: Value): Value {
  if (value === UNINITIALISED) throw usedBeforeSet('');
  return value;
}

function defineMember(machine: Machine, fiber: Fiber, pc: number): void {
  const target = targetOf(top(fiber, 3), machine);
  const name = toKey(top(fiber, 2), machine);
  const given = top(fiber);
  if (!(given instanceof Closure)) throw notAnObject(given);
  const kind = operand(machine, pc);
  given.home = target;
  if (given.fn.name === '') given.givenName = name;
  const isGetter = (kind & MEMBER_GETTER) !== 0;
  const isSetter = (kind & MEMBER_SETTER) !== 0;
  const before = target.slotOf(name);
  const other = before instanceof Accessor ? before : undefined;
  const member = isGetter ? new Accessor(given, other?.set) : isSetter ? new Accessor(other?.get, given) : given;
  const flags = ((kind & MEMBER_ENUMERABLE) !== 0 ? ENUMERABLE : 0) | (member instanceof Accessor ? ACCESSOR : 0);
  // A name from the text stands as a constant: it may have a shape. A computed one is rare.
  defineOwn(target, name, member, flags, true, machine);
  fiber.sp -= 2;
}

/** Own enumerable properties of `source` onto `target`. False, with nothing done, where one must be computed. */
function copyOwn(target: GuestObject, source: Value, without: ReadonlySet<string>, machine: Machine): boolean {
  const names = ownNames(source).filter((name) => !without.has(name));
  chargeElements(machine, names.length);
  const own = source instanceof Closure ? source.properties : source;
  if (own instanceof GuestObject && names.some((name) => own.slotOf(name) instanceof Accessor)) return false;
  for (const name of names) {
    const value = own instanceof GuestObject ? own.slotOf(name) : getIndex(source, name, machine);
    defineOwn(target, name, value, ENUMERABLE, false, machine);
  }
  return true;
}

/** Calls a function of the prelude in place of the instruction; the top `taken` operands give way to its result. */
function redirect(machine: Machine, fiber: Fiber, name: string, taken: number, given: readonly Value[]): void {
  const callee = machine.preludeFunction(name);
  if (callee === undefined) throw new ProgramError('program.bad-argument', { name: '{ … }', value: 'get' });
  enterClosure(machine, fiber, callee, undefined, fiber.sp - taken + 1, given, pcAfter(machine, fiber.pc));
}

function spreadObject(machine: Machine, fiber: Fiber): void {
  const target = targetOf(top(fiber, 2), machine);
  const source = checkSet(top(fiber));
  if (!copyOwn(target, source, new Set(), machine)) return redirect(machine, fiber, 'object_spread', 2, [target, source]);
  fiber.sp--;
}

function restObject(machine: Machine, fiber: Fiber, pc: number): void {
  const count = operand(machine, pc);
  const source = checkSet(top(fiber, count + 1));
  if (source === null || source === undefined) throw nullAccess('...', source);
  const keys = givenOf(fiber, count).map((key) => toKey(key, machine));
  machine.memory.reserve(OBJECT_BYTES);
  const target = new GuestObject(machine.rootShape);
  const done = copyOwn(target, source, new Set(keys), machine);
  if (!done) return redirect(machine, fiber, 'object_rest', count + 1, [source, keys]);
  finish(fiber, count + 1, target);
}

function instanceOf(value: Value, maker: Value): boolean {
  if (!(maker instanceof Closure)) throw notAClass(maker);
  const { prototype } = maker;
  if (prototype === undefined || !(value instanceof GuestObject)) return false;
  for (let at = value.proto; at !== null; at = at.proto) if (at === prototype) return true;
  return false;
}

/** What a call `self.name(…)` calls. A method of the prelude is found by name where its type has no other. */
function methodNamed(machine: Machine, self: Value, methods: MethodsOfName): PropertySlot {
  const found = lookUp(self, methods.name);
  return found === undefined && machine.preludeMethod(methods, self) !== undefined ? new NativeMethod(methods) : found;
}

function getMethod(machine: Machine, fiber: Fiber, pc: number): void {
  const self = top(fiber);
  const found = methodNamed(machine, self, machine.methods[operand(machine, pc)]!);
  if (found instanceof Accessor && found.get !== undefined) return interrupt(machine, fiber, PUT_BENEATH, found.get, self, []);
  fiber.stack[fiber.sp - 1] = found instanceof Accessor ? undefined : found;
  fiber.stack[fiber.sp++] = self;
}

function callMethodStep(machine: Machine, fiber: Fiber, pc: number, count: number | undefined): void {
  const methods = machine.methods[operand(machine, pc)]!;
  const at = fiber.sp - (count ?? 1) - 1;
  const self = fiber.stack[at] as Value;
  const given = givenOf(fiber, count);
  if (!(self instanceof GuestObject) && !(self instanceof Closure)) return callBuiltIn(machine, fiber, methods, self, at, given);
  const found = lookUp(self, methods.name);
  if (found instanceof Accessor) {
    if (found.get === undefined) throw noSuchMethod(methods.name, typeNameOf(self));
    return interrupt(machine, fiber, CALL_RESULT, found.get, self, []);
  }
  if (found === undefined) throw noSuchMethod(methods.name, typeNameOf(self));
  if (count !== undefined) remember(machine.propertyCaches, fiber, self, methods.name, true);
  callValue(machine, fiber, found, self, at, given);
}

function callBuiltIn(machine: Machine, fiber: Fiber, methods: MethodsOfName, self: Value, at: number, given: readonly Value[]): void {
  const prelude = machine.preludeMethod(methods, self);
  if (prelude !== undefined) {
    return enterClosure(machine, fiber, prelude, undefined, at + 1, [self, ...given], pcAfter(machine, fiber.pc));
  }
  finish(fiber, fiber.sp - at, callMethod(methods, self, given, machine));
}

function toKeyStep(machine: Machine, fiber: Fiber): void {
  const key = checkSet(top(fiber));
  if (typeof key !== 'number') finish(fiber, 1, toKey(key, machine));
}

function forIn(machine: Machine, fiber: Fiber): void {
  const object = checkSet(top(fiber));
  const names = namesOf(object);
  machine.memory.reserve(ITERATOR_BYTES + names.length * ELEMENT_BYTES);
  chargeElements(machine, names.length);
  fiber.stack[fiber.sp - 1] = new ValueIterator(new NameList(object, names));
}

function isObject(value: Value): boolean {
  return typeof checkSet(value) === 'object' && value !== null;
}

function lengthOf(machine: Machine, fiber: Fiber): void {
  const self = top(fiber);
  if (self instanceof GuestObject || self instanceof Closure) return give(machine, fiber, 1, lookUp(self, 'length'), self);
  finish(fiber, 1, getLength(self));
}

export const OBJECT_STEPS: readonly (readonly [number, Work])[] = [
  [OP.GET_PROP, getProp],
  [OP.SET_PROP, setProp],
  [
    OP.GET_INDEX,
    (machine, fiber) => {
      const self = top(fiber, 2);
      give(machine, fiber, 2, getIndex(self, top(fiber), machine), self);
    },
  ],
  [
    OP.SET_INDEX,
    (machine, fiber) => {
      const self = top(fiber, 3);
      settle(machine, fiber, 3, setIndex(self, top(fiber, 2), top(fiber), machine), self);
    },
  ],
  [OP.GET_LENGTH, lengthOf],
  [
    OP.SET_LENGTH,
    (machine, fiber) => {
      const self = top(fiber, 2);
      settle(machine, fiber, 2, setProperty(self, 'length', top(fiber), true, machine), self);
    },
  ],
  [
    OP.NEW_OBJECT,
    (machine, fiber) => {
      machine.memory.reserve(OBJECT_BYTES);
      fiber.stack[fiber.sp++] = new GuestObject(machine.rootShape);
    },
  ],
  [
    OP.DEFINE_PROP,
    (machine, fiber, pc) => {
      defineOwn(targetOf(top(fiber, 2), machine), nameAt(machine, pc), checkSet(top(fiber)), ENUMERABLE, true, machine);
      fiber.sp--;
    },
  ],
  [
    OP.DEFINE_INDEX,
    (machine, fiber) => {
      defineOwn(targetOf(top(fiber, 3), machine), toKey(top(fiber, 2), machine), checkSet(top(fiber)), ENUMERABLE, false, machine);
      fiber.sp -= 2;
    },
  ],
  [OP.DEFINE_MEMBER, defineMember],
  [OP.SPREAD_OBJECT, spreadObject],
  [OP.REST_OBJECT, restObject],
  [OP.DELETE, (machine, fiber) => finish(fiber, 2, deleteProperty(top(fiber, 2), top(fiber), machine))],
  [OP.IN, (machine, fiber) => finish(fiber, 2, hasProperty(top(fiber), top(fiber, 2), machine))],
  [OP.INSTANCEOF, (_machine, fiber) => finish(fiber, 2, instanceOf(checkSet(top(fiber, 2)), top(fiber)))],
  [OP.GET_METHOD, getMethod],
  [OP.CALL_METHOD, (machine, fiber, pc) => callMethodStep(machine, fiber, pc, machine.flat.plain[pc + 2]!)],
  [OP.CALL_METHOD_SPREAD, (machine, fiber, pc) => callMethodStep(machine, fiber, pc, undefined)],
  [OP.CALL_THIS, (machine, fiber, pc) => callThis(machine, fiber, operand(machine, pc))],
  [OP.CALL_THIS_SPREAD, (machine, fiber) => callThis(machine, fiber, undefined)],
  [OP.TO_LIST, (machine, fiber) => finish(fiber, 1, listOf(checkSet(top(fiber)), machine))],
  [OP.TAKE_LIST, (machine, fiber, pc) => finish(fiber, 1, firstOf(checkSet(top(fiber)), operand(machine, pc), machine))],
  [OP.WALK, (machine, fiber) => finish(fiber, 1, walkOver(checkSet(top(fiber)), machine))],
  [OP.TAKE, (machine, fiber) => finish(fiber, 1, taken(top(fiber), machine))],
  [OP.TO_KEY, toKeyStep],
  [OP.FOR_IN, forIn],
  [OP.IS_OBJECT, (_machine, fiber) => finish(fiber, 1, isObject(top(fiber)))],
];

function callThis(machine: Machine, fiber: Fiber, count: number | undefined): void {
  const at = fiber.sp - (count ?? 1) - 2;
  callValue(machine, fiber, fiber.stack[at] as Value, fiber.stack[at + 1] as Value, at, givenOf(fiber, count));
}
