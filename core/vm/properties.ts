/** Reading and writing what values have: elements, lengths, named properties. Layer: vm. ECMA-262 §10.1; a getter or setter is the caller's to call. */
import { PRIVATE_KEY_PREFIX } from '../bytecode/program.ts';
import { GuestMap, GuestSet } from './collections.ts';
import { toKey, toText, usedBeforeSet } from './conversion.ts';
import { formatValue } from './format.ts';
import { faultOfChange } from './host-locks.ts';
import { CHARACTER_BYTES, ENTRY_BYTES, PROPERTY_BYTES } from './memory.ts';
import { chargeCharacters, chargeElements, type Meter } from './meter.ts';
import { methodOf } from './methods/call-method.ts';
import { Accessor, CLOSED, ENUMERABLE, FROZEN, GuestObject, holderOf, SEALED, type PropertySlot } from './objects.ts';
import { ProgramError } from './program-error.ts';
import { badArgument, notAnObject, nullAccess, PARAM_TEXT_LENGTH_MAX, readOnly } from './program-faults.ts';
import { typeNameOf, Closure, NativeMethod, UNINITIALISED, type Value } from './values.ts';

/** JavaScript's own bound on array lengths. */
const ARRAY_LENGTH_MAX = 4_294_967_295;

/** An array index, or undefined where the key is none. */
function indexOf(key: Value, meter: Meter): number | undefined {
  if (key === UNINITIALISED) throw usedBeforeSet('');
  const index = typeof key === 'number' ? key : Number(toText(key, meter));
  if (!Number.isInteger(index) || index < 0 || index >= ARRAY_LENGTH_MAX) return undefined;
  return typeof key === 'number' || String(index) === toText(key, meter) ? index : undefined;
}

/** The object that holds a function's own properties, made at its first use. */
export function propertiesOf(closure: Closure, meter: Meter): GuestObject {
  closure.properties ??= new GuestObject(meter.rootShape);
  return closure.properties;
}

function ofFunction(closure: Closure, name: string): PropertySlot {
  const holder = closure.properties === undefined ? undefined : holderOf(closure.properties, name);
  if (holder !== undefined) return holder.slotOf(name);
  if (name === 'name') return closure.givenName ?? closure.fn.name;
  if (name === 'length') return getLength(closure);
  return name === 'prototype' ? closure.prototype : methodOf(closure, name);
}

/** A private name that the object's class has not got. */
function noSuchPrivate(key: string): ProgramError {
  return new ProgramError('program.bad-argument', { name: `#${key.slice(PRIVATE_KEY_PREFIX.length).split('@')[0]}`, value: 'object' });
}

/** What `object.name` finds: a value, or an accessor whose getter is to be called. */
export function lookUp(object: Value, name: string): PropertySlot {
  if (object instanceof GuestObject) {
    const holder = holderOf(object, name);
    if (holder !== undefined) return holder.slotOf(name);
    if (name.startsWith(PRIVATE_KEY_PREFIX)) throw noSuchPrivate(name);
    return methodOf(object, name);
  }
  if (object === null || object === undefined) throw nullAccess(name, object);
  if (object === UNINITIALISED) throw usedBeforeSet('');
  if (object instanceof Closure) return ofFunction(object, name);
  if (name === 'length' && (Array.isArray(object) || typeof object === 'string')) return object.length;
  if (name === 'size' && (object instanceof GuestMap || object instanceof GuestSet)) return object.size;
  if (name === 'name' && object instanceof NativeMethod) return object.methods.name;
  return methodOf(object, name);
}

/** `object[key]`. */
export function getIndex(object: Value, key: Value, meter: Meter): PropertySlot {
  if (object === null || object === undefined) throw nullAccess(key, object);
  if (!Array.isArray(object) && typeof object !== 'string') return lookUp(object, toKey(key, meter));
  const index = indexOf(key, meter);
  if (index !== undefined) return index < object.length ? object[index] : undefined;
  return lookUp(object, toKey(key, meter));
}

/** Pays for one more property. @param known whether the name stands in the program's text */
export function payForProperty(name: string, known: boolean, meter: Meter): void {
  if (known) return meter.memory.reserve(PROPERTY_BYTES);
  meter.memory.reserve(ENTRY_BYTES + CHARACTER_BYTES * name.length);
  chargeCharacters(meter, name.length);
}

/** An own data property, whatever is inherited. Faults: `program.read-only` {name}. */
export function defineOwn(object: GuestObject, name: string, value: PropertySlot, flags: number, known: boolean, meter: Meter): void {
  const isNew = !object.has(name);
  if (object.lock === FROZEN || (isNew && object.lock >= CLOSED)) throw readOnly(name);
  if (isNew) payForProperty(name, known, meter);
  object.define(name, value, flags, known);
}

/** `object.name = value`; the setter to call, where there is one. Faults: `program.read-only` {name}. */
function setNamed(object: GuestObject, name: string, value: Value, known: boolean, meter: Meter): Closure | undefined {
  const holder = holderOf(object, name);
  const slot = holder?.slotOf(name);
  if (slot instanceof Accessor) {
    if (slot.set === undefined) throw readOnly(name);
    return slot.set;
  }
  if (holder !== object) {
    if (holder?.lock === FROZEN) throw readOnly(name);
    defineOwn(object, name, value, ENUMERABLE, known, meter);
  } else if (object.lock === FROZEN) throw readOnly(name);
  else object.put(name, value);
  return undefined;
}

/** Names that a function has by itself. */
const OF_FUNCTIONS: ReadonlySet<string> = new Set(['name', 'length', 'prototype']);

/** `object.name = value` of any value but arrays' elements; the setter to call, where there is one. */
export function setProperty(object: Value, name: string, value: Value, known: boolean, meter: Meter): Closure | undefined {
  if (object instanceof GuestObject) return setNamed(object, name, value, known, meter);
  if (object === null || object === undefined) throw nullAccess(name, object);
  if (Array.isArray(object) && name === 'length') {
    setLength(object, value, meter);
    return undefined;
  }
  if (!(object instanceof Closure)) throw new ProgramError('program.bad-argument', { name, value: typeNameOf(object) });
  const own = object.properties;
  if (OF_FUNCTIONS.has(name) && own?.has(name) !== true) throw readOnly(name);
  return setNamed(propertiesOf(object, meter), name, value, known, meter);
}

/** `object[key] = value`. Past an array's end, the places between become undefined: arrays have no holes. */
export function setIndex(object: Value, key: Value, value: Value, meter: Meter): Closure | undefined {
  if (object === null || object === undefined) throw nullAccess(key, object);
  if (!Array.isArray(object)) return setProperty(object, toKey(key, meter), value, false, meter);
  const index = indexOf(key, meter);
  if (index === undefined && key === 'length') setLength(object, value, meter);
  else if (index === undefined) throw badArgument('index', key);
  else {
    try {
      if (index >= object.length) extend(object, index + 1, meter);
      object[index] = value;
    } catch (cause) {
      throw faultOfChange(object, String(index), cause);
    }
  }
  return undefined;
}

function extend(items: Value[], length: number, meter: Meter): void {
  const added = length - items.length;
  meter.memory.reserveElements(added);
  chargeElements(meter, added);
  for (let i = 0; i < added; i++) items.push(undefined);
}

/** Of arrays, texts and functions. */
export function getLength(object: Value): Value {
  if (typeof object === 'string' || Array.isArray(object)) return object.length;
  if (object === null || object === undefined) throw nullAccess('length', object);
  return object instanceof Closure ? object.fn.source.expectedCount : undefined;
}

function setLength(object: Value[], value: Value, meter: Meter): void {
  const length = typeof value === 'number' ? value : Number(toText(value, meter));
  if (!Number.isInteger(length) || length < 0 || length > ARRAY_LENGTH_MAX) {
    throw new ProgramError('program.bad-array-length', { length: formatValue(value, PARAM_TEXT_LENGTH_MAX) });
  }
  try {
    if (length > object.length) extend(object, length, meter);
    else object.length = length;
  } catch (cause) {
    throw faultOfChange(object, 'length', cause);
  }
}

/** `delete object[key]`. An array's place becomes undefined: arrays have no holes. */
export function deleteProperty(object: Value, key: Value, meter: Meter): true {
  if (object === null || object === undefined) throw nullAccess(key, object);
  if (Array.isArray(object)) {
    const index = indexOf(key, meter);
    if (index === undefined || index >= object.length) return true;
    if (Object.isSealed(object)) throw readOnly(String(index));
    object[index] = undefined;
    return true;
  }
  const own = object instanceof Closure ? object.properties : object instanceof GuestObject ? object : undefined;
  const name = toKey(key, meter);
  if (own?.has(name) !== true) return true;
  if (own.lock >= SEALED) throw readOnly(name);
  chargeElements(meter, own.size);
  own.remove(name);
  return true;
}

/** `key in object`. Faults: `program.not-an-object` {value}. */
export function hasProperty(object: Value, key: Value, meter: Meter): boolean {
  if (typeof object !== 'object' || object === null) throw notAnObject(object);
  if (Array.isArray(object)) {
    const index = indexOf(key, meter);
    if (index !== undefined) return index < object.length;
  }
  const name = toKey(key, meter);
  const own = object instanceof Closure ? object.properties : object instanceof GuestObject ? object : undefined;
  if (own !== undefined && holderOf(own, name) !== undefined) return true;
  if (object instanceof Closure && OF_FUNCTIONS.has(name)) return true;
  if (name === 'length' && Array.isArray(object)) return true;
  return methodOf(object, name) !== undefined;
}

/** Own enumerable names of any value, in order. */
export function ownNames(value: Value): string[] {
  if (typeof value === 'string' || Array.isArray(value)) return Array.from({ length: value.length }, (_, i) => String(i));
  const own = value instanceof Closure ? value.properties : value instanceof GuestObject ? value : undefined;
  return own === undefined ? [] : own.names().filter((name) => (own.flagsOf(name) & ENUMERABLE) !== 0);
}

/** What `for … in` gives: own names, then those of the prototypes that none before hides. */
export function namesOf(value: Value): string[] {
  const names = ownNames(value);
  const first = value instanceof Closure ? value.properties : value instanceof GuestObject ? value : undefined;
  if (first === undefined || first.proto === null) return names;
  const seen = new Set(first.names());
  for (let at: GuestObject | null = first.proto; at !== null; at = at.proto) {
    for (const name of at.names()) {
      if (seen.has(name)) continue;
      seen.add(name);
      if ((at.flagsOf(name) & ENUMERABLE) !== 0) names.push(name);
    }
  }
  return names;
}
