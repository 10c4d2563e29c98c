/**
 * What a program's values are inside the interpreter. Layer: vm.
 * Primitives and arrays are the host's own, since their operators mean the same; a program never reaches a host property or prototype,
 * because every access goes through the tables of this folder. Arrays have no holes and no other properties. Objects: objects.ts; Map, Set
 * and iterators: collections.ts.
 */
import type { GuestIterator, GuestMap, GuestSet } from './collections.ts';
import type { FlatFunction } from './flat-code.ts';
import type { MethodsOfName } from './methods/call-method.ts';
import type { GuestObject } from './objects.ts';

/** A variable that a closure shares with its maker. */
export class Cell {
  value: Value;
  constructor(value: Value) {
    this.value = value;
  }
}

export class Closure {
  readonly fn: FlatFunction;
  readonly upvalues: readonly Cell[];
  /** Its own properties: static members, `prototype`. Made when first needed. The prototype of a derived class's are its parent's. */
  properties: GuestObject | undefined;
  /** Of a class: what `new` makes has this prototype. */
  prototype: GuestObject | undefined;
  /** Of a class: the class that it extends. */
  parent: Closure | undefined;
  /** Of a class: sets up the fields of a new object. */
  fields: Closure | undefined;
  /** The object that it is a method of: where its `super` starts from. For a static method, the class's properties. */
  home: GuestObject | undefined;
  /** Its `name` where the program's text does not give it: a member with a computed key. */
  givenName: string | undefined;
  constructor(fn: FlatFunction, upvalues: readonly Cell[]) {
    this.fn = fn;
    this.upvalues = upvalues;
  }
}

/** A built-in method as a value, as GET_METHOD finds it; it belongs to no receiver. */
export class NativeMethod {
  readonly methods: MethodsOfName;
  constructor(methods: MethodsOfName) {
    this.methods = methods;
  }
}

/** The names that a `for … in` goes through; one that is gone when its turn comes is passed over. */
export class NameList {
  readonly object: Value;
  readonly names: readonly string[];
  constructor(object: Value, names: readonly string[]) {
    this.object = object;
    this.names = names;
  }
}

/** Stands on the stack during a for-of; no program can touch it (the verifier sees to that). */
export class ValueIterator {
  readonly source: readonly Value[] | string | GuestIterator | NameList;
  /** Next element, next UTF-16 unit, or next name. */
  at = 0;
  constructor(source: readonly Value[] | string | GuestIterator | NameList) {
    this.source = source;
  }
}

class Uninitialised {
  readonly kind = 'uninitialised';
}

/** What a let or const holds before its declaration has run. */
export const UNINITIALISED = new Uninitialised();

export type Primitive = number | string | boolean | null | undefined;
export type Value = Primitive | Value[] | Closure | NativeMethod | GuestObject | GuestMap | GuestSet | GuestIterator | Uninitialised;
/** What one place of a fiber's stack may hold. */
export type Slot = Value | Cell | ValueIterator;

export type TypeName = 'number' | 'string' | 'boolean' | 'array' | 'function' | 'undefined' | 'null' | 'object';

/** The word for a value's type in fault parameters and in the debugger. */
export function typeNameOf(value: Value): TypeName {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (value instanceof Closure || value instanceof NativeMethod) return 'function';
  if (value instanceof Uninitialised) return 'undefined';
  return typeof value as TypeName;
}

/**
 * An empty array whose elements the engine keeps as tagged values.
 * Why: an array that starts as `[]` changes its internal kind with what is stored, and code that has seen many kinds is slow.
 */
export function emptyArray(): Value[] {
  const items: Value[] = [undefined];
  items.length = 0;
  return items;
}
