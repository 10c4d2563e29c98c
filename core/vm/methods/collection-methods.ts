/** The methods of Map, Set and iterators (forEach is in the prelude). Layer: vm. ECMA-262 §24.1.3, §24.2.3. */
import type { IteratorMethod, MapMethod, SetMethod } from '../../bytecode/builtins.ts';
import { GuestIterator, type GuestMap, type GuestSet, type IteratorMode } from '../collections.ts';
import { nextOf } from '../iteration.ts';
import { ENTRY_BYTES, ITERATOR_BYTES, OBJECT_BYTES, PROPERTY_BYTES } from '../memory.ts';
import { chargeElements, type Meter } from '../meter.ts';
import { ENUMERABLE, GuestObject } from '../objects.ts';
import { UNINITIALISED, type Value } from '../values.ts';
import { usedBeforeSet } from '../conversion.ts';
import type { Method } from './array-methods.ts';

function asKey(value: Value): Value {
  if (value === UNINITIALISED) throw usedBeforeSet('');
  return value;
}

function put(self: GuestMap | GuestSet, key: Value, value: Value, meter: Meter): void {
  if (!self.has(asKey(key))) meter.memory.reserve(ENTRY_BYTES);
  self.set(key, value);
}

/** `keys()`, `values()` and `entries()` of anything that has them. */
function walkOver(source: Value[] | string | GuestMap | GuestSet, mode: IteratorMode, meter: Meter): GuestIterator {
  meter.memory.reserve(ITERATOR_BYTES);
  return new GuestIterator(source, mode);
}

const walk =
  (mode: IteratorMode): Method<GuestMap | GuestSet> =>
  (self, _args, meter) =>
    walkOver(self, mode, meter);

const has: Method<GuestMap | GuestSet> = (self, args) => self.has(asKey(args[0]));
const remove: Method<GuestMap | GuestSet> = (self, args) => self.delete(asKey(args[0]));
const clear: Method<GuestMap | GuestSet> = (self, _args, meter) => {
  chargeElements(meter, self.size);
  self.clear();
  return undefined;
};

export const MAP_METHOD_TABLE: { readonly [M in MapMethod]: Method<GuestMap> } = {
  get: (self, args) => self.find(asKey(args[0]))?.value,
  set(self, args, meter) {
    put(self, args[0], args[1], meter);
    return self;
  },
  has,
  delete: remove,
  clear,
  keys: walk('keys'),
  values: walk('values'),
  entries: walk('entries'),
};

export const SET_METHOD_TABLE: { readonly [M in SetMethod]: Method<GuestSet> } = {
  add(self, args, meter) {
    put(self, args[0], undefined, meter);
    return self;
  },
  has,
  delete: remove,
  clear,
  keys: walk('values'),
  values: walk('values'),
  entries: walk('entries'),
};

const RESULT_PROPERTIES = 2;

export const ITERATOR_METHOD_TABLE: { readonly [M in IteratorMethod]: Method<GuestIterator> } = {
  next(self, _args, meter) {
    meter.memory.reserve(OBJECT_BYTES + RESULT_PROPERTIES * PROPERTY_BYTES);
    const { value, done } = nextOf(self, meter);
    const result = new GuestObject(meter.rootShape);
    result.define('value', value, ENUMERABLE, true);
    result.define('done', done, ENUMERABLE, true);
    return result;
  },
};
