/** Object.*, and what the compiler and the prelude call for classes, Map, Set and Errors. Layer: vm. ECMA-262 §20.1.2. */
import type { BuiltinName, InternalName } from '../bytecode/builtins.ts';
import type { Builtin } from './builtins.ts';
import { GuestIterator, GuestMap, GuestSet } from './collections.ts';
import { toKey, toText } from './conversion.ts';
import { hostLockOf, isHostLocked, lockHost } from './host-locks.ts';
import { parseJson, quoteJson } from './json.ts';
import { iterableOf, nextOf, notIterable } from './iteration.ts';
import { COLLECTION_BYTES, ELEMENT_BYTES, ENTRY_BYTES, OBJECT_BYTES, STRING_BYTES } from './memory.ts';
import { chargeElements, type Meter } from './meter.ts';
import { CLOSED, ENUMERABLE, EXTENSIBLE, FROZEN, GuestObject, PROTOTYPE_CHAIN_MAX, SEALED } from './objects.ts';
import { ProgramError } from './program-error.ts';
import { notAnObject, nullAccess } from './program-faults.ts';
import { defineOwn, getIndex, ownNames, propertiesOf } from './properties.ts';
import { Closure, emptyArray, NativeMethod, type Value } from './values.ts';

/** An own object to look at; undefined where the value has none. */
function ownOf(value: Value): GuestObject | undefined {
  if (value === null || value === undefined) throw nullAccess('Object', value);
  return value instanceof Closure ? value.properties : value instanceof GuestObject ? value : undefined;
}

function listOfNames(names: readonly string[], meter: Meter): Value[] {
  meter.memory.reserve(names.length * (ELEMENT_BYTES + STRING_BYTES));
  chargeElements(meter, names.length);
  const list = emptyArray();
  for (const name of names) list.push(name);
  return list;
}

const lockAs =
  (lock: GuestObject['lock']): Builtin =>
  ([value], { meter }) => {
    if (isHostLocked(value)) lockHost(value, lock);
    const own = value instanceof Closure ? propertiesOf(value, meter) : value instanceof GuestObject ? value : undefined;
    if (own !== undefined && own.lock < lock) own.lock = lock;
    return value;
  };

/** What is no object cannot be changed anyway. */
const isLocked =
  (lock: GuestObject['lock']): Builtin =>
  ([value]) => {
    if (isHostLocked(value)) return hostLockOf(value) >= lock;
    const own = ownOf(value);
    if (own === undefined) return !(value instanceof Closure) && typeof value !== 'object';
    return own.lock >= lock || (own.lock >= CLOSED && own.size === 0);
  };

function create([proto]: readonly Value[], meter: Meter): GuestObject {
  meter.memory.reserve(OBJECT_BYTES);
  if (proto === null) return new GuestObject(meter.rootShape);
  if (!(proto instanceof GuestObject)) throw notAnObject(proto);
  let depth = 0;
  for (let at: GuestObject | null = proto; at !== null; at = at.proto) depth++;
  if (depth >= PROTOTYPE_CHAIN_MAX) throw new ProgramError('vm.call-depth-limit', { limit: PROTOTYPE_CHAIN_MAX });
  return new GuestObject(proto.childShape());
}

/** Fills a new Map or Set with what the iterable gives. */
function fill<T extends GuestMap | GuestSet>(made: T, source: Value, meter: Meter, add: (item: Value) => void): T {
  meter.memory.reserve(COLLECTION_BYTES);
  if (source === null || source === undefined) return made;
  const iterable = iterableOf(source);
  if (iterable === undefined) throw notIterable(source);
  const iterator = iterable instanceof GuestIterator ? iterable : new GuestIterator(iterable, 'values');
  for (let { done, value } = nextOf(iterator, meter); !done; { done, value } = nextOf(iterator, meter)) {
    meter.memory.reserve(ENTRY_BYTES);
    meter.charge(1);
    add(value);
  }
  return made;
}

function newMap([source]: readonly Value[], meter: Meter): GuestMap {
  const made = new GuestMap();
  return fill(made, source, meter, (item) => {
    if (typeof item !== 'object' || item === null) throw notAnObject(item);
    const [key, value] = [0, 1].map((index) => getIndex(item, index, meter) as Value);
    made.set(key, value);
  });
}

function newSet([source]: readonly Value[], meter: Meter): GuestSet {
  const made = new GuestSet();
  return fill(made, source, meter, (item) => made.set(item, undefined));
}

function getPrototypeOf([value]: readonly Value[]): Value {
  if (value instanceof Closure) return value.parent ?? null;
  return ownOf(value)?.proto ?? null;
}

function hasOwn([value, key]: readonly Value[], meter: Meter): boolean {
  const name = toKey(key, meter);
  if (Array.isArray(value) || typeof value === 'string') return name === 'length' || ownNames(value).includes(name);
  return ownOf(value)?.has(name) === true;
}

function hide([object, name, value]: readonly Value[], meter: Meter): undefined {
  if (!(object instanceof GuestObject)) throw notAnObject(object);
  defineOwn(object, toKey(name, meter), value, 0, true, meter);
  return undefined;
}

function isObject(value: Value): boolean {
  return typeof value === 'object' && value !== null;
}

function isFunction(value: Value): boolean {
  return value instanceof Closure || value instanceof NativeMethod;
}

type ObjectBuiltinName = Extract<BuiltinName, `Object.${string}`> | InternalName;

export const OBJECT_BUILTINS: { readonly [N in ObjectBuiltinName]: Builtin } = {
  'Object.keys': ([value], { meter }) => {
    ownOf(value);
    return listOfNames(ownNames(value), meter);
  },
  'Object.getOwnPropertyNames': ([value], { meter }) => listOfNames(ownOf(value)?.names() ?? ownNames(value), meter),
  'Object.freeze': lockAs(FROZEN),
  'Object.seal': lockAs(SEALED),
  'Object.preventExtensions': lockAs(CLOSED),
  'Object.isFrozen': isLocked(FROZEN),
  'Object.isSealed': isLocked(SEALED),
  'Object.isExtensible': ([value]) => {
    if (isHostLocked(value)) return hostLockOf(value) === EXTENSIBLE;
    const own = ownOf(value);
    return own === undefined ? isObject(value) : own.lock === EXTENSIBLE;
  },
  'Object.is': ([a, b]) => Object.is(a, b),
  'Object.hasOwn': (args, { meter }) => hasOwn(args, meter),
  'Object.getPrototypeOf': getPrototypeOf,
  'Object.create': (args, { meter }) => create(args, meter),
  'new Map': (args, { meter }) => newMap(args, meter),
  'new Set': (args, { meter }) => newSet(args, meter),
  'is Map': ([value]) => value instanceof GuestMap,
  'is Set': ([value]) => value instanceof GuestSet,
  'is Object': ([value]) => isObject(value),
  'is Function': ([value]) => isFunction(value),
  'Object.asError': ([error]) => {
    if (error instanceof GuestObject) error.isError = true;
    return undefined;
  },
  'Object.define': ([object, key, value], { meter }) => {
    if (!(object instanceof GuestObject)) throw notAnObject(object);
    defineOwn(object, toKey(key, meter), value, ENUMERABLE, false, meter);
    return undefined;
  },
  'JSON.read': ([text], { meter }) => parseJson(toText(text, meter), meter),
  'JSON.quote': ([text], { meter }) => quoteJson(toText(text, meter), meter),
  'Object.hide': (args, { meter }) => hide(args, meter),
};
