/** Finds a method by the receiver's type and its name. Layer: vm. Why Maps: a program's name must never meet a host prototype. */
import { nullAccess } from '../program-faults.ts';
import type { Meter } from '../meter.ts';
import { GuestIterator, GuestMap, GuestSet } from '../collections.ts';
import { GuestObject } from '../objects.ts';
import { Closure, NativeMethod, typeNameOf, UNINITIALISED, type Value } from '../values.ts';
import { ITERATOR_METHOD_TABLE, MAP_METHOD_TABLE, SET_METHOD_TABLE } from './collection-methods.ts';
import { OBJECT_METHOD_TABLE } from './object-methods.ts';
import { usedBeforeSet } from '../conversion.ts';
import { ARRAY_METHOD_TABLE, type Method } from './array-methods.ts';
import { BOOLEAN_METHOD_TABLE, NUMBER_METHOD_TABLE } from './number-methods.ts';
import { noSuchMethod, STRING_METHOD_TABLE } from './string-methods.ts';

/** Functions of the prelude that are methods of a type: indexes into the program's globals. */
export interface PreludeMethods {
  readonly array?: number;
  readonly string?: number;
  readonly map?: number;
  readonly set?: number;
}

/** One name's meaning for each type of receiver; looked up once per program. */
export interface MethodsOfName {
  readonly name: string;
  readonly array: Method<Value[]> | undefined;
  readonly string: Method<string> | undefined;
  readonly number: Method<number> | undefined;
  readonly boolean: Method<boolean> | undefined;
  readonly map: Method<GuestMap> | undefined;
  readonly set: Method<GuestSet> | undefined;
  readonly iterator: Method<GuestIterator> | undefined;
  readonly object: Method<GuestObject | Closure> | undefined;
  readonly prelude: PreludeMethods;
}

const ARRAY = new Map(Object.entries(ARRAY_METHOD_TABLE));
const STRING = new Map(Object.entries(STRING_METHOD_TABLE));
const NUMBER = new Map(Object.entries(NUMBER_METHOD_TABLE));
const BOOLEAN = new Map(Object.entries(BOOLEAN_METHOD_TABLE));
const MAP = new Map(Object.entries(MAP_METHOD_TABLE));
const SET = new Map(Object.entries(SET_METHOD_TABLE));
const ITERATOR = new Map(Object.entries(ITERATOR_METHOD_TABLE));
const OBJECT = new Map(Object.entries(OBJECT_METHOD_TABLE));

const NO_PRELUDE: PreludeMethods = {};

export function methodsOfName(name: string, prelude: PreludeMethods = NO_PRELUDE): MethodsOfName {
  return {
    name,
    array: ARRAY.get(name),
    string: STRING.get(name),
    number: NUMBER.get(name),
    boolean: BOOLEAN.get(name),
    map: MAP.get(name),
    set: SET.get(name),
    iterator: ITERATOR.get(name),
    object: OBJECT.get(name),
    prelude,
  };
}

/** One for each name that some type has a method of, so that a method is the same value each time. */
const METHODS: ReadonlyMap<string, NativeMethod> = new Map(
  [ARRAY, STRING, NUMBER, BOOLEAN, MAP, SET, ITERATOR, OBJECT]
    .flatMap((table) => [...table.keys()])
    .map((name) => [name, new NativeMethod(methodsOfName(name))]),
);

/** What `methods` has for a receiver of this kind. */
function nativeFor(methods: MethodsOfName, self: Value): Method<never> | undefined {
  switch (typeof self) {
    case 'string':
      return methods.string as Method<never> | undefined;
    case 'number':
      return methods.number as Method<never> | undefined;
    case 'boolean':
      return methods.boolean as Method<never> | undefined;
    default:
      return forObject(methods, self) as Method<never> | undefined;
  }
}

function forObject(methods: MethodsOfName, self: Value): Method<never> | undefined {
  if (Array.isArray(self)) return methods.array as Method<never> | undefined;
  if (self instanceof GuestObject || self instanceof Closure) return methods.object as Method<never> | undefined;
  if (self instanceof GuestMap) return methods.map as Method<never> | undefined;
  if (self instanceof GuestSet) return methods.set as Method<never> | undefined;
  return self instanceof GuestIterator ? (methods.iterator as Method<never> | undefined) : undefined;
}

/** The built-in method as a value, where a receiver of this kind has one. */
export function methodOf(self: Value, name: string): NativeMethod | undefined {
  const method = METHODS.get(name);
  return method !== undefined && nativeFor(method.methods, self) !== undefined ? method : undefined;
}

/** Faults: `program.null-access` {name}, `program.no-such-method` {name, type}, and what the method itself refuses. */
export function callMethod(methods: MethodsOfName, self: Value, args: readonly Value[], meter: Meter): Value {
  if (Array.isArray(self) && methods.array !== undefined) return methods.array(self, args, meter);
  if (self === null || self === undefined) throw nullAccess(methods.name, self);
  if (self === UNINITIALISED) throw usedBeforeSet('');
  const found = nativeFor(methods, self);
  if (found === undefined) throw noSuchMethod(methods.name, typeNameOf(self));
  return found(self as never, args, meter);
}
