/** What can be gone through one by one: arrays, texts, Map, Set, their iterators, names. Layer: vm. ECMA-262 §7.4. */
import { GuestIterator, GuestMap, GuestSet } from './collections.ts';
import { ARRAY_BYTES, ITERATOR_BYTES } from './memory.ts';
import { chargeElements, type Meter } from './meter.ts';
import { GuestObject } from './objects.ts';
import { ProgramError } from './program-error.ts';
import { emptyArray, NameList, typeNameOf, type Value, type ValueIterator } from './values.ts';

/** What `advance` gives at the end. */
export const AT_END = Symbol('end');

/** Elements of a pair. */
const PAIR_LENGTH = 2;

function payForPair(meter: Meter): void {
  meter.memory.reserve(ARRAY_BYTES);
  meter.memory.reserveElements(PAIR_LENGTH);
}

/** The next value of an iterator; pays for what it makes. */
export function nextOf(iterator: GuestIterator, meter: Meter): { readonly done: boolean; readonly value: Value } {
  if (iterator.mode === 'entries') payForPair(meter);
  return iterator.next();
}

/** The next value of what ITERATE or FOR_IN made. */
export function advance(iterator: ValueIterator, meter: Meter): Value | typeof AT_END {
  const { source } = iterator;
  if (typeof source === 'string') return nextCharacter(iterator, source);
  if (source instanceof GuestIterator) {
    const { done, value } = nextOf(source, meter);
    return done ? AT_END : value;
  }
  if (source instanceof NameList) return nextName(iterator, source);
  return iterator.at < source.length ? source[iterator.at++] : AT_END;
}

function nextCharacter(iterator: ValueIterator, source: string): string | typeof AT_END {
  if (iterator.at >= source.length) return AT_END;
  const text = String.fromCodePoint(source.codePointAt(iterator.at)!);
  iterator.at += text.length;
  return text;
}

function nextName(iterator: ValueIterator, { object, names }: NameList): string | typeof AT_END {
  while (iterator.at < names.length) {
    const name = names[iterator.at++]!;
    if (stillHas(object, name)) return name;
  }
  return AT_END;
}

function stillHas(object: Value, name: string): boolean {
  for (let at = object instanceof GuestObject ? object : null; at !== null; at = at.proto) if (at.has(name)) return true;
  return !(object instanceof GuestObject) && (!Array.isArray(object) || Number(name) < object.length);
}

/** What a for-of, a spread or a pattern goes through; undefined where the value cannot be gone through. */
export function iterableOf(value: Value): readonly Value[] | string | GuestIterator | undefined {
  if (Array.isArray(value) || typeof value === 'string' || value instanceof GuestIterator) return value;
  if (value instanceof GuestMap) return new GuestIterator(value, 'entries');
  return value instanceof GuestSet ? new GuestIterator(value, 'values') : undefined;
}

export function notIterable(value: Value): ProgramError {
  return new ProgramError('program.not-iterable', { type: typeNameOf(value) });
}

/** Appends all that `source` gives; charges and reserves first. Faults: `program.not-iterable` {type}. */
export function appendIterable(target: Value[], source: Value, meter: Meter): void {
  const iterable = iterableOf(source);
  if (iterable === undefined) throw notIterable(source);
  if (iterable instanceof GuestIterator) return appendFrom(target, iterable, meter);
  meter.memory.reserveElements(iterable.length);
  chargeElements(meter, iterable.length);
  // A string comes apart by code points, as for-of takes it.
  for (const item of iterable) target.push(item);
}

function appendFrom(target: Value[], iterator: GuestIterator, meter: Meter): void {
  for (let { done, value } = nextOf(iterator, meter); !done; { done, value } = nextOf(iterator, meter)) {
    meter.memory.reserveElements(1);
    meter.charge(1);
    target.push(value);
  }
}

/** TAKE_LIST: an array as it is; of all else a new array of the first `count`, no more of which is taken. */
export function firstOf(value: Value, count: number, meter: Meter): Value[] {
  if (Array.isArray(value)) return value;
  const walk = walkOver(value, meter);
  const list = emptyArray();
  meter.memory.reserve(ARRAY_BYTES);
  for (let taken = 0; taken < count; taken++) {
    const { done, value: item } = nextOf(walk, meter);
    if (done) break;
    meter.memory.reserveElements(1);
    meter.charge(1);
    list.push(item);
  }
  return list;
}

/** WALK. Faults: `program.not-iterable` {type}. */
export function walkOver(value: Value, meter: Meter): GuestIterator {
  const iterable = iterableOf(value);
  if (iterable === undefined) throw notIterable(value);
  if (iterable instanceof GuestIterator) return iterable;
  meter.memory.reserve(ITERATOR_BYTES);
  return new GuestIterator(iterable, 'values');
}

/** TAKE. Faults: `program.not-iterable` {type}. */
export function taken(walk: Value, meter: Meter): Value {
  if (!(walk instanceof GuestIterator)) throw notIterable(walk);
  return nextOf(walk, meter).value;
}

/** TO_LIST: an array as it is; all else as a new array. */
export function listOf(value: Value, meter: Meter): Value[] {
  if (Array.isArray(value)) return value;
  const list = emptyArray();
  meter.memory.reserve(ARRAY_BYTES);
  appendIterable(list, value, meter);
  return list;
}
