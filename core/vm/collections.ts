/**
 * Map, Set and what walks over them, over arrays and over texts. Layer: vm. ECMA-262 §24.
 * Entries are a chain in order of insertion. An entry that is taken out keeps its link backwards, so that whoever stands at it finds the
 * way on: a walk sees what is added while it goes and does not see what is removed.
 */
import { emptyArray, type Value } from './values.ts';

export class Entry {
  readonly key: Value;
  value: Value;
  before: Entry | undefined;
  after: Entry | undefined;
  removed = false;
  constructor(key: Value, value: Value) {
    this.key = key;
    this.value = value;
  }
}

/** Of Map and Set; keys are compared as SameValueZero has it. */
class Entries {
  /** Stands before the first entry; never removed. */
  readonly head = new Entry(undefined, undefined);
  #last: Entry = this.head;
  readonly #byKey = new Map<Value, Entry>();

  get size(): number {
    return this.#byKey.size;
  }

  find(key: Value): Entry | undefined {
    return this.#byKey.get(key);
  }

  has(key: Value): boolean {
    return this.#byKey.has(key);
  }

  set(key: Value, value: Value): void {
    const known = this.#byKey.get(key);
    if (known !== undefined) {
      known.value = value;
      return;
    }
    // As Map has it, a key −0 is 0.
    const entry = new Entry(key === 0 ? 0 : key, value);
    entry.before = this.#last;
    this.#last.after = entry;
    this.#last = entry;
    this.#byKey.set(entry.key, entry);
  }

  delete(key: Value): boolean {
    const entry = this.#byKey.get(key);
    if (entry === undefined) return false;
    this.#byKey.delete(key);
    entry.removed = true;
    entry.before!.after = entry.after;
    if (entry.after === undefined) this.#last = entry.before!;
    else entry.after.before = entry.before;
    return true;
  }

  clear(): void {
    for (let entry = this.head.after; entry !== undefined; entry = entry.after) {
      entry.removed = true;
      entry.before = this.head;
    }
    this.head.after = undefined;
    this.#last = this.head;
    this.#byKey.clear();
  }

  /** The entry that follows one at which a walk stands. */
  next(from: Entry): Entry | undefined {
    let at = from;
    while (at.removed) at = at.before!;
    return at.after;
  }

  /** How many of the entries that are there a walk that stands at `entry` has passed. */
  positionOf(entry: Entry): number {
    let at = entry;
    while (at.removed) at = at.before!;
    let passed = 0;
    for (; at !== this.head; at = at.before!) passed++;
    return passed;
  }

  entryAt(passed: number): Entry {
    let at = this.head;
    for (let i = 0; i < passed; i++) at = at.after!;
    return at;
  }

  *[Symbol.iterator](): Generator<Entry> {
    for (let at = this.head.after; at !== undefined; at = at.after) yield at;
  }
}

export class GuestMap extends Entries {}
export class GuestSet extends Entries {}

export type IteratorMode = 'keys' | 'values' | 'entries';

/** What `map.entries()`, `list.keys()` and their like give: it goes on from where it stands. */
export class GuestIterator {
  /** undefined once it is at its end, for good. */
  source: readonly Value[] | string | GuestMap | GuestSet | undefined;
  readonly mode: IteratorMode;
  /** Next index of an array or text. */
  at = 0;
  /** The entry given last, in a map or set. */
  entry: Entry | undefined;

  constructor(source: readonly Value[] | string | GuestMap | GuestSet, mode: IteratorMode) {
    this.source = source;
    this.mode = mode;
  }

  /** The next value, or `done`. A pair is a new array: the caller pays for it. */
  next(): { readonly done: boolean; readonly value: Value } {
    const { source } = this;
    if (source === undefined) return { done: true, value: undefined };
    if (source instanceof GuestMap || source instanceof GuestSet) {
      const entry = source.next(this.entry ?? source.head);
      if (entry === undefined) return this.#end();
      this.entry = entry;
      return { done: false, value: this.#shown(entry.key, source instanceof GuestSet ? entry.key : entry.value) };
    }
    if (this.at >= source.length) return this.#end();
    if (typeof source !== 'string') {
      const index = this.at++;
      return { done: false, value: this.#shown(index, source[index]) };
    }
    const character = String.fromCodePoint(source.codePointAt(this.at)!);
    this.at += character.length;
    return { done: false, value: character };
  }

  #end(): { readonly done: true; readonly value: undefined } {
    this.source = undefined;
    return { done: true, value: undefined };
  }

  #shown(key: Value, value: Value): Value {
    if (this.mode !== 'entries') return this.mode === 'keys' ? key : value;
    const pair = emptyArray();
    pair.push(key, value);
    return pair;
  }
}
