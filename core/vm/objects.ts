/**
 * Objects of a program: named properties in JavaScript's order, a prototype, accessors. Layer: vm. ECMA-262 §10.1.
 * Objects that came to their properties in the same way share a Shape, so that an instruction can remember where a property stands. An
 * object with many properties, or one that has lost some, keeps them in a table of its own instead.
 */
import { assert } from '../base/assert.ts';
import { PRIVATE_KEY_PREFIX } from '../bytecode/program.ts';
import type { Fault } from '../base/result.ts';
import type { Closure, Value } from './values.ts';
import type { CodePosition, VmFaultCode } from './vm.ts';

/** Seen by `for … in`, Object.keys, JSON and spread. */
export const ENUMERABLE = 1;
/** The slot holds an Accessor. */
export const ACCESSOR = 2;

/** Getter and setter of one property. */
export class Accessor {
  readonly get: Closure | undefined;
  readonly set: Closure | undefined;
  constructor(get: Closure | undefined, set: Closure | undefined) {
    this.get = get;
    this.set = set;
  }
}

export type PropertySlot = Value | Accessor;

/** Properties that a shape names; an object with more keeps a table. */
const SHAPE_PROPERTIES_MAX = 64;

/** Shapes of one program: beyond, objects keep tables. Why: which shapes come to be hangs on the course of a program, so they could fill any memory. */
const SHAPES_MAX = 4096;

/** All shapes that grew from one root. */
interface Family {
  size: number;
}

/** Which properties stand in which slots, and the prototype. Never changes. */
export class Shape {
  readonly proto: GuestObject | null;
  readonly names: readonly string[];
  readonly flags: readonly number[];
  readonly #indexOf: ReadonlyMap<string, number>;
  readonly #next = new Map<string, Shape>();
  readonly #family: Family;

  private constructor(
    proto: GuestObject | null,
    family: Family,
    names: readonly string[],
    flags: readonly number[],
    indexOf: ReadonlyMap<string, number>,
  ) {
    this.proto = proto;
    this.names = names;
    this.flags = flags;
    this.#indexOf = indexOf;
    this.#family = family;
  }

  /** Without properties or prototype: where the objects of one program start from. */
  static root(): Shape {
    return new Shape(null, { size: 0 }, [], [], new Map());
  }

  /** Without properties, for objects with this prototype. */
  forChildrenOf(proto: GuestObject): Shape {
    return new Shape(proto, this.#family, [], [], new Map());
  }

  indexOf(name: string): number | undefined {
    return this.#indexOf.get(name);
  }

  /** The shape with one more property; undefined where there would be too many, or where it is not known and must not be made. */
  with(name: string, flags: number, make: boolean): Shape | undefined {
    const key = `${flags}${name}`;
    const known = this.#next.get(key);
    if (known !== undefined || !make || this.#family.size >= SHAPES_MAX || this.names.length >= SHAPE_PROPERTIES_MAX) return known;
    this.#family.size++;
    const indexOf = new Map([...this.#indexOf, [name, this.names.length]]);
    const next = new Shape(this.proto, this.#family, [...this.names, name], [...this.flags, flags], indexOf);
    this.#next.set(key, next);
    return next;
  }
}

/** What a table holds for each name. */
export interface TableEntry {
  value: PropertySlot;
  flags: number;
}

/** Rises whenever an object that is a prototype changes what it has: remembered inherited properties are void then. */
export const prototypes = { epoch: 0 };

/** What a caught and rethrown Error keeps. */
export interface ErrorOrigin {
  readonly fault: Fault<VmFaultCode> | undefined;
  readonly stack: readonly CodePosition[];
}

/** 0: anything goes; each level forbids more. */
export const EXTENSIBLE = 0;
/** No new properties. */
export const CLOSED = 1;
/** Nor may any be taken away. */
export const SEALED = 2;
/** Nor may values change. */
export const FROZEN = 3;

export class GuestObject {
  /** In table mode it has no names and stands for the prototype only. */
  shape: Shape;
  /** By index of the shape's names. */
  slots: PropertySlot[] = [];
  /** Present in table mode; its order is that of creation. */
  table: Map<string, TableEntry> | undefined;
  /** Some object has it as its prototype. */
  isPrototype = false;
  /** An Error: the console shows it as one. */
  isError = false;
  /** Of an Error that was thrown: the fault it was made of, if any, and where. */
  origin: ErrorOrigin | undefined;
  lock: typeof EXTENSIBLE | typeof CLOSED | typeof SEALED | typeof FROZEN = EXTENSIBLE;
  /** The shape that objects start with whose prototype this is. */
  #childShape: Shape | undefined;

  constructor(shape: Shape) {
    this.shape = shape;
  }

  get proto(): GuestObject | null {
    return this.shape.proto;
  }

  get size(): number {
    return this.table?.size ?? this.slots.length;
  }

  /** The shape without properties of an object that inherits from this one. */
  childShape(): Shape {
    if (this.#childShape === undefined) {
      this.#childShape = this.shape.forChildrenOf(this);
      this.isPrototype = true;
    }
    return this.#childShape;
  }

  /** Own property's flags, or −1 where there is none. */
  flagsOf(name: string): number {
    if (this.table !== undefined) return this.table.get(name)?.flags ?? -1;
    const index = this.shape.indexOf(name);
    return index === undefined ? -1 : this.shape.flags[index]!;
  }

  has(name: string): boolean {
    return this.table !== undefined ? this.table.has(name) : this.shape.indexOf(name) !== undefined;
  }

  /** What the own property's slot holds; undefined also where there is none. */
  slotOf(name: string): PropertySlot {
    if (this.table !== undefined) return this.table.get(name)?.value;
    const index = this.shape.indexOf(name);
    return index === undefined ? undefined : this.slots[index];
  }

  /** Overwrites a property that is there; its flags stay. */
  put(name: string, value: PropertySlot): void {
    if (this.isPrototype) prototypes.epoch++;
    if (this.table !== undefined) {
      this.table.get(name)!.value = value;
      return;
    }
    this.slots[this.shape.indexOf(name)!] = value;
  }

  /**
   * Makes or remakes an own property. Locks are the caller's affair, and so is the memory.
   * @param known whether the name stands in the program's text: names that a run makes up get no shapes of their own
   */
  define(name: string, value: PropertySlot, flags: number, known: boolean): void {
    const before = this.flagsOf(name);
    if (before === flags) return this.put(name, value);
    if (this.isPrototype) prototypes.epoch++;
    const shape = before >= 0 || this.table !== undefined ? undefined : this.shape.with(name, flags, known);
    if (shape !== undefined) {
      this.shape = shape;
      this.slots.push(value);
      return;
    }
    const table = this.#asTable();
    const entry = table.get(name);
    if (entry === undefined) table.set(name, { value, flags });
    else Object.assign(entry, { value, flags });
  }

  remove(name: string): void {
    if (this.isPrototype) prototypes.epoch++;
    this.#asTable().delete(name);
  }

  /** Own names, integers first and ascending, then as they were made. */
  names(): string[] {
    const all = this.table !== undefined ? [...this.table.keys()] : [...this.shape.names];
    return inOrder(all);
  }

  #asTable(): Map<string, TableEntry> {
    if (this.table === undefined) {
      const { names, flags } = this.shape;
      this.table = new Map(names.map((name, i) => [name, { value: this.slots[i], flags: flags[i]! }]));
      this.slots = [];
      this.shape = this.shape.proto === null ? Shape.root() : this.shape.forChildrenOf(this.shape.proto);
    }
    return this.table;
  }
}

const INTEGER_KEY = /^(?:0|[1-9]\d{0,9})$/;
const INTEGER_KEY_MAX = 4_294_967_294;

/** An array index in its one spelling. */
function isIntegerKey(name: string): boolean {
  const first = name.charCodeAt(0);
  return first >= 48 && first <= 57 && INTEGER_KEY.test(name) && Number(name) <= INTEGER_KEY_MAX;
}

function inOrder(names: string[]): string[] {
  const visible = names.some((name) => name.startsWith(PRIVATE_KEY_PREFIX))
    ? names.filter((name) => !name.startsWith(PRIVATE_KEY_PREFIX))
    : names;
  if (!visible.some(isIntegerKey)) return visible;
  const integers = visible.filter(isIntegerKey).sort((a, b) => Number(a) - Number(b));
  return [...integers, ...visible.filter((name) => !isIntegerKey(name))];
}

/** Prototypes in one another; a class extends at most so many. */
export const PROTOTYPE_CHAIN_MAX = 1000;

/** The object along the chain, itself first, that has the property. */
export function holderOf(object: GuestObject, name: string): GuestObject | undefined {
  let at: GuestObject | null = object;
  for (let steps = 0; at !== null; at = at.proto) {
    if (at.has(name)) return at;
    assert(++steps <= PROTOTYPE_CHAIN_MAX, 'a chain of prototypes ends');
  }
  return undefined;
}
