/** The methods of arrays that call no function of the program (those that do are in the prelude). Layer: vm. ECMA-262 §23.1.3. */
import type { ArrayMethod } from '../../bytecode/builtins.ts';
import { GuestIterator, type IteratorMode } from '../collections.ts';
import { joinArray, strictEquals, toInteger, toText } from '../conversion.ts';
import { chargeElements, type Meter } from '../meter.ts';
import { faultOfChange } from '../host-locks.ts';
import { ARRAY_BYTES, ITERATOR_BYTES } from '../memory.ts';
import { ProgramError } from '../program-error.ts';
import { emptyArray, type Value } from '../values.ts';

export type Method<Self> = (self: Self, args: readonly Value[], meter: Meter) => Value;

/** A relative index as `slice` takes it: from the end where negative, held within 0 … length. */
export function relativeIndex(value: Value, absent: number, length: number, meter: Meter): number {
  const index = toInteger(value, absent, meter);
  return index < 0 ? Math.max(0, length + index) : Math.min(index, length);
}

function payForArray(length: number, meter: Meter): void {
  meter.memory.reserve(ARRAY_BYTES);
  meter.memory.reserveElements(length);
  chargeElements(meter, length);
}

function concat(self: Value[], args: readonly Value[], meter: Meter): Value[] {
  const parts = [self, ...args];
  payForArray(
    parts.reduce<number>((sum, part) => sum + (Array.isArray(part) ? part.length : 1), 0),
    meter,
  );
  const result = emptyArray();
  for (const part of parts) {
    if (!Array.isArray(part)) result.push(part);
    else for (const item of part) result.push(item);
  }
  return result;
}

function indexOf(self: readonly Value[], args: readonly Value[], meter: Meter): number {
  for (let i = relativeIndex(args[1], 0, self.length, meter); i < self.length; i++) {
    meter.charge(1);
    if (strictEquals(self[i], args[0], meter)) return i;
  }
  return -1;
}

function lastIndexOf(self: readonly Value[], args: readonly Value[], meter: Meter): number {
  const from = args.length > 1 ? toInteger(args[1], 0, meter) : self.length - 1;
  for (let i = Math.min(from < 0 ? self.length + from : from, self.length - 1); i >= 0; i--) {
    meter.charge(1);
    if (strictEquals(self[i], args[0], meter)) return i;
  }
  return -1;
}

/** Like indexOf, but NaN is found. */
function includes(self: readonly Value[], args: readonly Value[], meter: Meter): boolean {
  if (!Number.isNaN(args[0])) return indexOf(self, args, meter) >= 0;
  const from = relativeIndex(args[1], 0, self.length, meter);
  meter.charge(self.length);
  return self.slice(from).some((item) => Number.isNaN(item));
}

function fill(self: Value[], args: readonly Value[], meter: Meter): Value[] {
  const from = relativeIndex(args[1], 0, self.length, meter);
  const to = relativeIndex(args[2], self.length, self.length, meter);
  chargeElements(meter, Math.max(0, to - from));
  return self.fill(args[0], from, to);
}

function splice(self: Value[], args: readonly Value[], meter: Meter): Value[] {
  const from = relativeIndex(args[0], 0, self.length, meter);
  const rest = self.length - from;
  const count = args.length < 2 ? rest : Math.min(Math.max(0, toInteger(args[1], 0, meter)), rest);
  const added = args.slice(2);
  payForArray(count, meter);
  meter.memory.reserveElements(added.length);
  chargeElements(meter, self.length);
  return self.splice(from, count, ...added);
}

/** Arrays nested deeper are refused, as JavaScript's stack would overflow at some depth. */
const FLAT_DEPTH_MAX = 1000;

function flattenInto(result: Value[], items: readonly Value[], depth: number, level: number, meter: Meter): void {
  if (level > FLAT_DEPTH_MAX) throw new ProgramError('vm.call-depth-limit', { limit: FLAT_DEPTH_MAX });
  meter.charge(items.length);
  meter.memory.reserveElements(items.length);
  for (const item of items) {
    if (Array.isArray(item) && level < depth) flattenInto(result, item, depth, level + 1, meter);
    else result.push(item);
  }
}

function flat(self: Value[], args: readonly Value[], meter: Meter): Value[] {
  const result = emptyArray();
  meter.memory.reserve(ARRAY_BYTES);
  flattenInto(result, self, toInteger(args[0], 1, meter), 0, meter);
  return result;
}

function copyWithin(self: Value[], args: readonly Value[], meter: Meter): Value[] {
  const { length } = self;
  const to = relativeIndex(args[0], 0, length, meter);
  const from = relativeIndex(args[1], 0, length, meter);
  const end = relativeIndex(args[2], length, length, meter);
  chargeElements(meter, Math.max(0, Math.min(end - from, length - to)));
  return self.copyWithin(to, from, end);
}

function walk(mode: IteratorMode): Method<Value[]> {
  return (self, _args, meter) => {
    meter.memory.reserve(ITERATOR_BYTES);
    return new GuestIterator(self, mode);
  };
}

/** A method that changes its array, which may be locked. */
function changer(name: ArrayMethod, method: Method<Value[]>): Method<Value[]> {
  return (self, args, meter) => {
    try {
      return method(self, args, meter);
    } catch (cause) {
      throw faultOfChange(self, name, cause);
    }
  };
}

export const ARRAY_METHOD_TABLE: { readonly [M in ArrayMethod]: Method<Value[]> } = {
  push: changer('push', (self, args, meter) => {
    meter.memory.reserveElements(args.length);
    return self.push(...args);
  }),
  pop: changer('pop', (self) => self.pop()),
  shift: changer('shift', (self, _args, meter) => {
    chargeElements(meter, self.length);
    return self.shift();
  }),
  unshift: changer('unshift', (self, args, meter) => {
    meter.memory.reserveElements(args.length);
    chargeElements(meter, self.length);
    return self.unshift(...args);
  }),
  slice(self, args, meter) {
    const from = relativeIndex(args[0], 0, self.length, meter);
    const to = relativeIndex(args[1], self.length, self.length, meter);
    payForArray(Math.max(0, to - from), meter);
    return self.slice(from, to);
  },
  concat,
  join: (self, args, meter) => joinArray(self, args[0] === undefined ? ',' : toText(args[0], meter), meter),
  indexOf,
  lastIndexOf,
  includes,
  reverse: changer('reverse', (self, _args, meter) => {
    chargeElements(meter, self.length);
    return self.reverse();
  }),
  fill: changer('fill', fill),
  at(self, args, meter) {
    const index = toInteger(args[0], 0, meter);
    return self[index < 0 ? self.length + index : index];
  },
  splice: changer('splice', splice),
  flat,
  copyWithin: changer('copyWithin', copyWithin),
  entries: walk('entries'),
  keys: walk('keys'),
  values: walk('values'),
  toString: (self, _args, meter) => joinArray(self, ',', meter),
};
