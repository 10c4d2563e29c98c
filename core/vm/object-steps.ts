/** The instructions of objects, classes and methods. Layer: vm. Meaning: bytecode.md §5. */
import { MEMBER_ENUMERABLE, MEMBER_GETTER, MEMBER_SETTER, OP } from '../bytecode/opcodes.ts';
import { FUNCTION_PLAIN } from '../bytecode/program.ts';
import { toKey, usedBeforeSet } from './conversion.ts';
import { CALL_RESULT, callValue, construct, enterClosure, givenOf, interrupt, KEEP_TOP, pcAfter, PUT_BENEATH } from './enter-call.ts';
import type { Fiber } from './fiber.ts';
import { listOf } from './iteration.ts';
import type { Machine } from './machine.ts';
import { ELEMENT_BYTES, ITERATOR_BYTES, OBJECT_BYTES } from './memory.ts';
import { chargeElements } from './meter.ts';
import { callMethod, type MethodsOfName } from './methods/call-method.ts';
import { noSuchMethod } from './methods/string-methods.ts';
import { ACCESSOR, Accessor, ENUMERABLE, GuestObject, holderOf, PROTOTYPE_CHAIN_MAX, type PropertySlot } from './objects.ts';
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
  propertiesOf,
  setIndex,
  setProperty,
} from './properties.ts';
import { Closure, NameList, NativeMethod, typeNameOf, UNINITIALISED, ValueIterator, type Value } from './values.ts';

type Work = (machine: Machine, fiber: Fiber, pc: number) => void;

function top(fiber: Fiber, down = 1): Value {
  return fiber.stack[fiber.sp - down] as Value;
}

/** Replaces the top `taken` operands by `result`. */
function finish(fiber: Fiber, taken: number, result: Value): void {
  fiber.sp -= taken;
  fiber.stack[fiber.sp++] = result;
}

function operand(machine: Machine, pc: number): number {
  return machine.flat.plain[pc + 1]!;
}

function nameAt(machine: Machine, pc: number): string {
  return machine.constants[operand(machine, pc)] as string;
}

/** The instruction's result is what was found: a value, or what the getter gives. */
function give(machine: Machine, fiber: Fiber, taken: number, found: PropertySlot, self: Value): void {
  if (!(found instanceof Accessor)) return finish(fiber, taken, found);
  if (found.get === undefined) return finish(fiber, taken, undefined);
  enterClosure(machine, fiber, found.get, self, fiber.sp - taken + 1, [], pcAfter(machine, fiber.pc));
}

/** The instruction's result is the top operand, once the setter, where there is one, has run. */
function settle(machine: Machine, fiber: Fiber, taken: number, setter: Closure | undefined, self: Value): void {
  const value = top(fiber);
  if (setter === undefined) return finish(fiber, taken, value);
  interrupt(machine, fiber, KEEP_TOP, setter, self, [value]);
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

/** What literals and classes define things on. */
function targetOf(value: Value, machine: Machine): GuestObject {
  if (value instanceof GuestObject) return value;
  if (value instanceof Closure) return propertiesOf(value, machine);
  throw notAnObject(value);
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
export function copyOwn(target: GuestObject, source: Value, without: ReadonlySet<string>, machine: Machine): boolean {
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

/** `constructor → constructor prototype`. */
function makeClass(machine: Machine, fiber: Fiber, maker: Value, parent: Closure | undefined): void {
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
  fiber.stack[fiber.sp - 1] = maker;
  fiber.stack[fiber.sp++] = prototype;
}

function classExtends(machine: Machine, fiber: Fiber): void {
  const parent = top(fiber, 2);
  const maker = top(fiber);
  if (!(parent instanceof Closure) || parent.prototype === undefined) throw notAClass(parent);
  let depth = 0;
  for (let at: GuestObject | null = parent.prototype; at !== null; at = at.proto) depth++;
  if (depth >= PROTOTYPE_CHAIN_MAX) throw new ProgramError('vm.call-depth-limit', { limit: PROTOTYPE_CHAIN_MAX });
  fiber.sp--;
  makeClass(machine, fiber, maker, parent);
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
  [OP.NEW, (machine, fiber, pc) => newStep(machine, fiber, operand(machine, pc))],
  [OP.NEW_SPREAD, (machine, fiber) => newStep(machine, fiber, undefined)],
  [OP.CLASS, (machine, fiber) => makeClass(machine, fiber, top(fiber), undefined)],
  [OP.CLASS_EXTENDS, classExtends],
  [OP.SET_FIELDS, setFields],
  [OP.RUN_FIELDS, runFields],
  [OP.SUPER_BASE, (_machine, fiber) => void (fiber.stack[fiber.sp++] = running(fiber).home?.proto ?? null)],
  [OP.SUPER_CONSTRUCT, (machine, fiber, pc) => superConstruct(machine, fiber, operand(machine, pc))],
  [OP.SUPER_CONSTRUCT_SPREAD, (machine, fiber) => superConstruct(machine, fiber, undefined)],
  [OP.GET_SUPER, getSuper],
  [OP.SET_SUPER, setSuper],
  [OP.TO_LIST, (machine, fiber) => finish(fiber, 1, listOf(checkSet(top(fiber)), machine))],
  [OP.FOR_IN, forIn],
  [OP.IS_OBJECT, (_machine, fiber) => finish(fiber, 1, isObject(top(fiber)))],
];

function callThis(machine: Machine, fiber: Fiber, count: number | undefined): void {
  const at = fiber.sp - (count ?? 1) - 2;
  callValue(machine, fiber, fiber.stack[at] as Value, fiber.stack[at + 1] as Value, at, givenOf(fiber, count));
}

function newStep(machine: Machine, fiber: Fiber, count: number | undefined): void {
  const at = fiber.sp - (count ?? 1) - 1;
  const maker = fiber.stack[at] as Value;
  construct(machine, fiber, maker, maker, at, givenOf(fiber, count));
}
