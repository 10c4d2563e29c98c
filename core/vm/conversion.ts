/**
 * JavaScript's conversions (ECMA-262 §7.1) on the values of this VM, without ever calling a host method on them. Layer: vm.
 * Where JavaScript would run the program's own `valueOf` or `toString`, they throw NeedsGuest: slow-step.ts has the program's code called, puts its
 * result where the object stood, and does the instruction again. All else is fixed: an array becomes its elements joined, a function a fixed text.
 */
import { chargeCharacters, chargeElements, payForString, type Meter } from './meter.ts';
import { buildText, type TextBuilder } from './text-builder.ts';
import { ProgramError } from './program-error.ts';
import { GuestMap, GuestSet } from './collections.ts';
import { Accessor, GuestObject, holderOf } from './objects.ts';
import { Closure, NativeMethod, UNINITIALISED, type Primitive, type Value } from './values.ts';

export type PreferredType = 'default' | 'number' | 'string';

/** Thrown before anything is done where code of the program must find a primitive for `value`; caught in slow-step.ts only. */
export class NeedsGuest extends Error {
  readonly value: Value;
  readonly preferred: PreferredType;
  constructor(value: Value, preferred: PreferredType) {
    super('needs guest code');
    this.value = value;
    this.preferred = preferred;
  }
}

/** Arrays nested deeper read as ''. Why: JavaScript overflows its stack there, at a depth that depends on the engine. */
const NESTING_MAX = 100;

export function usedBeforeSet(name: string): ProgramError {
  return new ProgramError('program.used-before-set', { name });
}

function functionText(value: Closure | NativeMethod): string {
  return `function ${value instanceof Closure ? value.fn.name : value.methods.name}() { … }`;
}

/** A property's value where it is data; undefined where it is computed. */
function dataOf(object: GuestObject, name: string): Value {
  const slot = holderOf(object, name)?.slotOf(name);
  return slot instanceof Accessor ? undefined : slot;
}

/** `Error.prototype.toString`: `name: message`, or the one of them that is not empty. */
function errorText(error: GuestObject, meter: Meter): string {
  const name = dataOf(error, 'name');
  const message = dataOf(error, 'message');
  const nameText = name === undefined ? 'Error' : toText(name, meter);
  const messageText = message === undefined ? '' : toText(message, meter);
  payForString(meter, nameText.length + messageText.length);
  if (nameText === '' || messageText === '') return nameText + messageText;
  return `${nameText}: ${messageText}`;
}

/** What `Object.prototype.toString` says. */
export function objectText(value: Value, meter: Meter): string {
  if (value instanceof GuestObject) return value.isError ? errorText(value, meter) : '[object Object]';
  if (value instanceof GuestMap) return '[object Map]';
  return value instanceof GuestSet ? '[object Set]' : '[object Iterator]';
}

/** OrdinaryToPrimitive, as far as no code of the program is in it. */
function objectToPrimitive(object: GuestObject, preferred: PreferredType, meter: Meter): string {
  if (preferred !== 'string' && holderOf(object, 'valueOf') !== undefined) throw new NeedsGuest(object, preferred);
  if (holderOf(object, 'toString') !== undefined) throw new NeedsGuest(object, preferred);
  return objectText(object, meter);
}

class Joiner {
  readonly #meter: Meter;
  readonly #open: (readonly Value[])[] = [];
  readonly #builder: TextBuilder;

  constructor(meter: Meter, builder: TextBuilder) {
    this.#meter = meter;
    this.#builder = builder;
  }

  add(items: Value[], separator: string): void {
    if (this.#open.length >= NESTING_MAX || this.#open.includes(items)) return;
    this.#open.push(items);
    this.#meter.charge(items.length);
    for (let i = 0; i < items.length; i++) {
      if (i > 0) this.#builder.append(separator);
      const item = items[i];
      if (Array.isArray(item)) this.add(item, ',');
      else if (item !== null && item !== undefined) this.#builder.append(toText(item, this.#meter));
    }
    this.#open.pop();
  }
}

/** `Array.prototype.join`: null, undefined and an array inside itself are empty. */
export function joinArray(items: Value[], separator: string, meter: Meter): string {
  try {
    return buildText(meter, (builder) => new Joiner(meter, builder).add(items, separator));
  } catch (cause) {
    // What stands among the operands is the outermost array.
    throw cause instanceof NeedsGuest ? new NeedsGuest(items, cause.preferred) : cause;
  }
}

export function toPrimitive(value: Value, meter: Meter, preferred: PreferredType = 'default'): Primitive {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return joinArray(value, ',', meter);
  if (value instanceof Closure || value instanceof NativeMethod) return functionText(value);
  if (value === UNINITIALISED) throw usedBeforeSet('');
  return value instanceof GuestObject ? objectToPrimitive(value, preferred, meter) : objectText(value, meter);
}

/** ToString. */
export function toText(value: Value, meter: Meter): string {
  if (typeof value === 'string') return value;
  const primitive = toPrimitive(value, meter, 'string');
  return typeof primitive === 'number' ? meter.numberText(primitive) : String(primitive);
}

/** ToPropertyKey. */
export function toKey(key: Value, meter: Meter): string {
  return typeof key === 'string' ? key : toText(key, meter);
}

/** ToNumber. */
export function toNumber(value: Value, meter: Meter): number {
  if (typeof value === 'number') return value;
  const primitive = toPrimitive(value, meter, 'number');
  if (typeof primitive === 'string') chargeCharacters(meter, primitive.length);
  return Number(primitive);
}

/** ToBoolean. */
export function truthy(value: Value): boolean {
  if (value === UNINITIALISED) throw usedBeforeSet('');
  return Boolean(value);
}

/** ToIntegerOrInfinity of an optional argument. */
export function toInteger(value: Value, absent: number, meter: Meter): number {
  if (value === undefined) return absent;
  const number = toNumber(value, meter);
  return Number.isNaN(number) ? 0 : Math.trunc(number);
}

/** `===`; comparing long strings is work. */
export function strictEquals(a: Value, b: Value, meter: Meter): boolean {
  if (typeof a === 'string' && typeof b === 'string' && a.length === b.length) chargeCharacters(meter, a.length);
  if (a === UNINITIALISED || b === UNINITIALISED) throw usedBeforeSet('');
  return a === b;
}

/** `==` (IsLooselyEqual). */
export function looseEquals(a: Value, b: Value, meter: Meter): boolean {
  const nullish = (value: Value): boolean => value === null || value === undefined;
  if (nullish(a) || nullish(b)) return nullish(a) && nullish(b);
  if (typeof a === typeof b) return strictEquals(a, b, meter);
  const left = toPrimitive(a, meter);
  const right = toPrimitive(b, meter);
  if (typeof left === 'string' && typeof right === 'string') return strictEquals(left, right, meter);
  return toNumber(left, meter) === toNumber(right, meter);
}

export type Relation = '<' | '<=' | '>' | '>=';

/** IsLessThan in its four forms: strings by UTF-16 units, all else as numbers. */
export function compare(relation: Relation, a: Value, b: Value, meter: Meter): boolean {
  const left = toPrimitive(a, meter, 'number');
  const right = toPrimitive(b, meter, 'number');
  if (typeof left === 'string' && typeof right === 'string') {
    chargeCharacters(meter, Math.min(left.length, right.length));
    return related(relation, left, right);
  }
  return related(relation, toNumber(left, meter), toNumber(right, meter));
}

function related<T extends number | string>(relation: Relation, a: T, b: T): boolean {
  switch (relation) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
  }
}

/** `a + b`. */
export function add(a: Value, b: Value, meter: Meter): number | string {
  const left = toPrimitive(a, meter);
  const right = toPrimitive(b, meter);
  if (typeof left !== 'string' && typeof right !== 'string') return toNumber(left, meter) + toNumber(right, meter);
  const start = toText(left, meter);
  const end = toText(right, meter);
  payForString(meter, start.length + end.length);
  return start + end;
}

/** For template literals. */
export function concatenate(values: readonly Value[], meter: Meter): string {
  chargeElements(meter, values.length);
  return buildText(meter, (builder) => values.forEach((value) => builder.append(toText(value, meter))));
}
