/**
 * What a program's values are inside the interpreter. Layer: vm.
 * Primitives and arrays are the host's own, since their operators mean the same; a program never reaches a host property or prototype,
 * because every access goes through the tables of this folder. Arrays have no holes and no other properties.
 */
import type { FlatFunction } from './flat-code.ts';

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
  constructor(fn: FlatFunction, upvalues: readonly Cell[]) {
    this.fn = fn;
    this.upvalues = upvalues;
  }
}

/** Stands on the stack during a for-of; no program can touch it (the verifier sees to that). */
export class ValueIterator {
  readonly source: readonly Value[] | string;
  /** Next element, or next UTF-16 unit. */
  at = 0;
  constructor(source: readonly Value[] | string) {
    this.source = source;
  }
}

class Uninitialised {
  readonly kind = 'uninitialised';
}

/** What a let or const holds before its declaration has run. */
export const UNINITIALISED = new Uninitialised();

export type Primitive = number | string | boolean | null | undefined;
export type Value = Primitive | Value[] | Closure | Uninitialised;
/** What one place of a fiber's stack may hold. */
export type Slot = Value | Cell | ValueIterator;

export type TypeName = 'number' | 'string' | 'boolean' | 'array' | 'function' | 'undefined' | 'null' | 'object';

/** The word for a value's type in fault parameters and in the debugger. */
export function typeNameOf(value: Value): TypeName {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (value instanceof Closure) return 'function';
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
