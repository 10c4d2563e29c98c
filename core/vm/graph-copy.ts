/**
 * Copies a program's values with all they refer to: what is shared stays shared, circles stay circles. Layer: vm.
 * Without recursion, since data may be nested deeply. A new kind of value needs a case here; the property test of snapshots finds a missing one.
 */
import { unreachable } from '../base/assert.ts';
import type { FlatFunction } from './flat-code.ts';
import { hostLockOf, lockHost } from './host-locks.ts';
import { GuestIterator, GuestMap, GuestSet } from './collections.ts';
import { Accessor, GuestObject, Shape, type PropertySlot } from './objects.ts';
import { Cell, Closure, emptyArray, NameList, NativeMethod, UNINITIALISED, ValueIterator, type Slot, type Value } from './values.ts';

export class GraphCopy {
  readonly #functions: readonly FlatFunction[];
  readonly #copies = new Map<object, object>();
  /** Copies that are still empty; each fills its own. */
  readonly #pending: (() => void)[] = [];
  /** What waits until all copies are filled. */
  readonly #late: (() => void)[] = [];
  /** Values, elements and places seen: how large what was copied is. */
  slots = 0;

  /** @param functions of the program that the copies are for */
  constructor(functions: readonly FlatFunction[]) {
    this.#functions = functions;
  }

  slot(slot: Slot): Slot {
    const copy = this.#copyOf(slot);
    for (let fill = this.#pending.pop(); fill !== undefined; fill = this.#pending.pop()) fill();
    for (const settle of this.#late.splice(0)) settle();
    return copy;
  }

  /** Of the first `length`. */
  list(slots: readonly Slot[], length: number): Slot[] {
    const copies: Slot[] = [];
    for (let i = 0; i < length; i++) copies.push(this.slot(slots[i]));
    return copies;
  }

  #copyOf(slot: Slot): Slot {
    this.slots++;
    if (typeof slot !== 'object' || slot === null || slot === UNINITIALISED) return slot;
    const known = this.#copies.get(slot);
    if (known !== undefined) return known as Slot;
    const copy = this.#shell(slot);
    this.#copies.set(slot, copy as object);
    return copy;
  }

  /** As yet without its parts, which wait: a part may refer back to it. */
  #shell(slot: Exclude<Slot, string | number | boolean | null | undefined>): Slot {
    if (Array.isArray(slot)) return this.#array(slot);
    if (slot instanceof Closure) return this.#closure(slot);
    if (slot instanceof Cell) {
      const copy = new Cell(undefined);
      this.#pending.push(() => (copy.value = this.#copyOf(slot.value) as Value));
      return copy;
    }
    if (slot instanceof ValueIterator) {
      const copy = new ValueIterator(this.#source(slot.source));
      copy.at = slot.at;
      return copy;
    }
    if (slot instanceof GuestObject) return this.#object(slot);
    if (slot instanceof GuestMap || slot instanceof GuestSet) return this.#collection(slot);
    if (slot instanceof GuestIterator) return this.#iterator(slot);
    // It holds nothing of the program.
    if (slot instanceof NativeMethod) return slot;
    return slot === UNINITIALISED ? slot : unreachable(slot as never);
  }

  #source(source: ValueIterator['source']): ValueIterator['source'] {
    if (source instanceof NameList) return new NameList(this.#copyOf(source.object) as Value, source.names);
    return this.#copyOf(source as Value) as Exclude<ValueIterator['source'], NameList>;
  }

  /** Shapes never change, but one with a prototype belongs to that prototype. */
  #object(object: GuestObject): GuestObject {
    const copy = new GuestObject(object.shape);
    copy.isError = object.isError;
    copy.origin = object.origin;
    this.#pending.push(() => {
      const { proto } = object;
      if (proto !== null) copy.shape = (this.#copyOf(proto) as GuestObject).childShape();
      if (proto === null && object.table === undefined) copy.slots = object.slots.map((slot) => this.#property(slot));
      else this.#define(copy, object);
      copy.lock = object.lock;
    });
    return copy;
  }

  #define(copy: GuestObject, object: GuestObject): void {
    const isTable = object.table !== undefined;
    const names = object.table?.keys() ?? object.shape.names;
    if (isTable) copy.shape = copy.proto === null ? Shape.root() : copy.shape;
    for (const name of names) copy.define(name, this.#property(object.slotOf(name)), object.flagsOf(name), !isTable);
  }

  #property(slot: PropertySlot): PropertySlot {
    if (!(slot instanceof Accessor)) return this.#copyOf(slot) as Value;
    return new Accessor(this.#copyOf(slot.get) as Closure | undefined, this.#copyOf(slot.set) as Closure | undefined);
  }

  #collection(collection: GuestMap | GuestSet): GuestMap | GuestSet {
    const copy = collection instanceof GuestMap ? new GuestMap() : new GuestSet();
    this.#pending.push(() => {
      for (const { key, value } of collection) copy.set(this.#copyOf(key) as Value, this.#copyOf(value) as Value);
    });
    lockHost(copy, hostLockOf(collection));
    return copy;
  }

  #iterator(iterator: GuestIterator): GuestIterator {
    const { source, entry } = iterator;
    const copy = new GuestIterator(this.#copyOf(source as Value) as NonNullable<GuestIterator['source']>, iterator.mode);
    copy.at = iterator.at;
    const isCollection = source instanceof GuestMap || source instanceof GuestSet;
    if (isCollection && entry !== undefined) {
      const passed = source.positionOf(entry);
      this.#late.push(() => (copy.entry = (copy.source as GuestMap | GuestSet).entryAt(passed)));
    }
    return copy;
  }

  #array(items: readonly Value[]): Value[] {
    const copy = emptyArray();
    this.#pending.push(() => {
      for (let i = 0; i < items.length; i++) copy.push(this.#copyOf(items[i]) as Value);
      if (!Object.isExtensible(items)) lockHost(copy, hostLockOf(items as Value[]));
    });
    return copy;
  }

  #closure(closure: Closure): Closure {
    const cells: Cell[] = [];
    const copy = new Closure(this.#functions[closure.fn.index]!, cells);
    copy.givenName = closure.givenName;
    this.#pending.push(() => {
      for (const cell of closure.upvalues) cells.push(this.#copyOf(cell) as Cell);
      copy.properties = this.#copyOf(closure.properties) as GuestObject | undefined;
      copy.prototype = this.#copyOf(closure.prototype) as GuestObject | undefined;
      copy.parent = this.#copyOf(closure.parent) as Closure | undefined;
      copy.fields = this.#copyOf(closure.fields) as Closure | undefined;
      copy.home = this.#copyOf(closure.home) as GuestObject | undefined;
    });
    return copy;
  }
}
