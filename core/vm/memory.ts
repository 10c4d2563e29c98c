/**
 * Keeps a program's memory below its limit. Layer: vm. Sizes and rules: bytecode.md §7.
 * Every allocation is reserved before it is made. When the sum reaches the threshold, a walk from the roots finds what is still alive.
 */
import { GuestIterator, GuestMap, GuestSet } from './collections.ts';
import { Accessor, GuestObject } from './objects.ts';
import { ProgramError } from './program-error.ts';
import { Cell, Closure, NameList, ValueIterator, type Slot, type Value } from './values.ts';

/** Estimated sizes in bytes; part of the specification, since they decide when a program faults. */
export const ARRAY_BYTES = 32;
export const ELEMENT_BYTES = 8;
export const STRING_BYTES = 16;
export const CHARACTER_BYTES = 2;
export const CLOSURE_BYTES = 48;
export const CELL_BYTES = 24;
export const ITERATOR_BYTES = 32;
export const OBJECT_BYTES = 48;
export const PROPERTY_BYTES = 16;
/** Of a property whose name the run made up, beside the name; and of an entry of a Map or Set. */
export const ENTRY_BYTES = 48;
export const COLLECTION_BYTES = 64;
const BYTES_PER_MB = 1024 * 1024;
/** Shorter strings count at each mention; longer ones once. */
const SHARED_STRING_LENGTH_MIN = 64;
/** At least this share of the limit lies between two walks. */
const WALK_STEP_SHARE = 1 / 16;
/** Slots seen per weighted instruction charged for a walk. */
const SLOTS_PER_INSTRUCTION = 16;

export interface MemoryRoots {
  /** Calls `visit` for each list of roots: the first `length` slots count. */
  forEachRoot(visit: (slots: readonly Slot[], length: number) => void): void;
  charge(instructions: number): void;
}

export interface MemoryState {
  readonly reservedSinceWalk: number;
  readonly threshold: number;
}

export class Memory {
  readonly #limitBytes: number;
  readonly #roots: MemoryRoots;
  #reservedSinceWalk = 0;
  /** Bytes of what a native is making and no root holds yet. */
  #pinnedBytes = 0;
  #threshold: number;

  constructor(limitBytes: number, roots: MemoryRoots) {
    this.#limitBytes = limitBytes;
    this.#threshold = limitBytes;
    this.#roots = roots;
  }

  /** Its account, for snapshots. */
  state(): MemoryState {
    return { reservedSinceWalk: this.#reservedSinceWalk, threshold: this.#threshold };
  }

  setState({ reservedSinceWalk, threshold }: MemoryState): void {
    this.#reservedSinceWalk = reservedSinceWalk;
    this.#threshold = threshold;
    this.#pinnedBytes = 0;
  }

  /** Call before allocating. Throws `vm.memory-limit` {limitMb}. */
  reserve(bytes: number): void {
    this.#reservedSinceWalk += bytes;
    if (this.#reservedSinceWalk > this.#threshold) this.#makeRoom(bytes);
  }

  /** Reserves, and counts the bytes as alive until `unpin`: for what grows piece by piece before anything refers to it. */
  pin(bytes: number): void {
    this.reserve(bytes);
    this.#pinnedBytes += bytes;
  }

  unpin(bytes: number): void {
    this.#pinnedBytes -= bytes;
  }

  reserveElements(count: number): void {
    this.reserve(count * ELEMENT_BYTES);
  }

  reserveString(length: number): void {
    this.reserve(STRING_BYTES + length * CHARACTER_BYTES);
  }

  #makeRoom(bytes: number): void {
    if (!(bytes <= this.#limitBytes)) throw this.#full();
    const walk = new Walk();
    this.#roots.forEachRoot((slots, length) => walk.slots(slots, length));
    const liveBytes = walk.finish() + this.#pinnedBytes;
    this.#roots.charge(Math.ceil(walk.slotsSeen / SLOTS_PER_INSTRUCTION));
    if (liveBytes + bytes > this.#limitBytes) throw this.#full();
    this.#reservedSinceWalk = bytes;
    this.#threshold = Math.max(this.#limitBytes - liveBytes, this.#limitBytes * WALK_STEP_SHARE);
  }

  #full(): ProgramError {
    return new ProgramError('vm.memory-limit', { limitMb: this.#limitBytes / BYTES_PER_MB });
  }
}

/** Adds up the sizes of all that can be reached; without recursion, since data may be nested deeply. */
class Walk {
  readonly #seen = new Set<object | string>();
  readonly #pending: (readonly Slot[])[] = [];
  #bytes = 0;
  slotsSeen = 0;

  slots(slots: readonly Slot[], length: number): void {
    this.slotsSeen += length;
    for (let i = 0; i < length; i++) this.#slot(slots[i]);
  }

  finish(): number {
    for (let next = this.#pending.pop(); next !== undefined; next = this.#pending.pop()) this.slots(next, next.length);
    return this.#bytes;
  }

  #slot(slot: Slot): void {
    if (typeof slot === 'string') this.#string(slot);
    if (typeof slot !== 'object' || slot === null || this.#seen.has(slot)) return;
    this.#seen.add(slot);
    if (Array.isArray(slot)) {
      this.#bytes += ARRAY_BYTES + slot.length * ELEMENT_BYTES;
      this.#pending.push(slot);
    } else if (slot instanceof Closure) {
      this.#bytes += CLOSURE_BYTES + slot.upvalues.length * ELEMENT_BYTES;
      this.#pending.push(slot.upvalues, [slot.properties, slot.prototype, slot.parent, slot.fields, slot.home]);
    } else if (slot instanceof Cell) {
      this.#bytes += CELL_BYTES;
      this.#pending.push([slot.value]);
    } else if (slot instanceof ValueIterator) {
      this.#iterator(slot);
    } else this.#objectOrCollection(slot);
  }

  #iterator({ source }: ValueIterator): void {
    this.#bytes += ITERATOR_BYTES;
    if (source instanceof NameList) {
      for (const name of source.names) this.#string(name);
      this.#pending.push([source.object]);
    } else this.#pending.push([source as Value]);
  }

  #objectOrCollection(slot: object): void {
    if (slot instanceof GuestObject) this.#object(slot);
    else if (slot instanceof GuestMap || slot instanceof GuestSet) {
      this.#bytes += COLLECTION_BYTES + slot.size * ENTRY_BYTES;
      const items: Value[] = [];
      for (const { key, value } of slot) items.push(key, value);
      this.#pending.push(items);
    } else if (slot instanceof GuestIterator) {
      this.#bytes += ITERATOR_BYTES;
      this.#pending.push([slot.source as Value, slot.entry?.key, slot.entry?.value]);
    }
  }

  #object(object: GuestObject): void {
    this.#bytes += OBJECT_BYTES + object.size * (object.table === undefined ? PROPERTY_BYTES : ENTRY_BYTES);
    for (const name of object.table?.keys() ?? []) this.#string(name);
    const slots = object.table === undefined ? object.slots : [...object.table.values()].map(({ value }) => value);
    this.#pending.push(
      slots.flatMap((slot): readonly Value[] => (slot instanceof Accessor ? [slot.get, slot.set] : [slot])),
      [object.proto],
    );
  }

  /** Putting a long string into a set also makes the engine flatten it, which frees the chain that `s += x` left behind. */
  #string(text: string): void {
    if (text.length >= SHARED_STRING_LENGTH_MIN) {
      if (this.#seen.has(text)) return;
      this.#seen.add(text);
    }
    this.#bytes += STRING_BYTES + text.length * CHARACTER_BYTES;
  }
}
