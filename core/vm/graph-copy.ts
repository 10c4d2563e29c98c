/**
 * Copies a program's values with all they refer to: what is shared stays shared, circles stay circles. Layer: vm.
 * Without recursion, since data may be nested deeply. A new kind of value needs a case here; the property test of snapshots finds a missing one.
 */
import { unreachable } from '../base/assert.ts';
import type { FlatFunction } from './flat-code.ts';
import { Cell, Closure, emptyArray, UNINITIALISED, ValueIterator, type Slot, type Value } from './values.ts';

export class GraphCopy {
  readonly #functions: readonly FlatFunction[];
  readonly #copies = new Map<object, object>();
  /** Copies that are still empty; each fills its own. */
  readonly #pending: (() => void)[] = [];
  /** Values, elements and places seen: how large what was copied is. */
  slots = 0;

  /** @param functions of the program that the copies are for */
  constructor(functions: readonly FlatFunction[]) {
    this.#functions = functions;
  }

  slot(slot: Slot): Slot {
    const copy = this.#copyOf(slot);
    for (let fill = this.#pending.pop(); fill !== undefined; fill = this.#pending.pop()) fill();
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
      const copy = new ValueIterator(typeof slot.source === 'string' ? slot.source : (this.#copyOf(slot.source as Value[]) as Value[]));
      copy.at = slot.at;
      return copy;
    }
    return slot === UNINITIALISED ? slot : unreachable(slot as never);
  }

  #array(items: readonly Value[]): Value[] {
    const copy = emptyArray();
    this.#pending.push(() => {
      for (let i = 0; i < items.length; i++) copy.push(this.#copyOf(items[i]) as Value);
    });
    return copy;
  }

  #closure({ fn, upvalues }: Closure): Closure {
    const cells: Cell[] = [];
    this.#pending.push(() => {
      for (const cell of upvalues) cells.push(this.#copyOf(cell) as Cell);
    });
    return new Closure(this.#functions[fn.index]!, cells);
  }
}
