/** JSON.parse; JSON.stringify is in the prelude, since toJSON and getters are the program's. Layer: vm. RFC 8259. */
import { ARRAY_BYTES, ELEMENT_BYTES, OBJECT_BYTES } from './memory.ts';
import { chargeCharacters, payForString, type Meter } from './meter.ts';
import { ENUMERABLE, GuestObject } from './objects.ts';
import { ProgramError } from './program-error.ts';
import { payForProperty } from './properties.ts';
import { emptyArray, type Value } from './values.ts';

/** Brackets in one another. Why: the reader is recursive; this many levels fit every engine's stack. */
const NESTING_MAX = 1000;
const CHARACTERS_PER_STEP = 4;
/** `\\u0000` for one unit. */
const ESCAPED_LENGTH_MAX = 6;

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;

class Reader {
  readonly #text: string;
  readonly #meter: Meter;
  #at = 0;
  #depth = 0;

  constructor(text: string, meter: Meter) {
    this.#text = text;
    this.#meter = meter;
  }

  whole(): Value {
    const value = this.#value();
    this.#space();
    if (this.#at < this.#text.length) this.#reject();
    return value;
  }

  #reject(): never {
    throw new ProgramError('program.bad-json', { at: this.#at });
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #space(): void {
    this.#match(SPACE);
  }

  #take(mark: string): boolean {
    this.#space();
    if (!this.#text.startsWith(mark, this.#at)) return false;
    this.#at += mark.length;
    return true;
  }

  #value(): Value {
    if (this.#take('{')) return this.#nested(() => this.#object());
    if (this.#take('[')) return this.#nested(() => this.#array());
    if (this.#take('true')) return true;
    if (this.#take('false')) return false;
    if (this.#take('null')) return null;
    if (this.#text[this.#at] === '"') return this.#string();
    const number = this.#match(NUMBER);
    return number === undefined ? this.#reject() : this.#meter.rounded(Number(number));
  }

  #nested(read: () => Value): Value {
    if (++this.#depth > NESTING_MAX) this.#reject();
    const value = read();
    this.#depth--;
    return value;
  }

  #string(): string {
    this.#space();
    const literal = this.#match(STRING) ?? this.#reject();
    this.#meter.memory.reserveString(literal.length);
    return JSON.parse(literal) as string;
  }

  #array(): Value[] {
    this.#meter.memory.reserve(ARRAY_BYTES);
    const items = emptyArray();
    if (this.#take(']')) return items;
    do {
      this.#meter.memory.reserve(ELEMENT_BYTES);
      items.push(this.#value());
    } while (this.#take(','));
    return this.#take(']') ? items : this.#reject();
  }

  #object(): GuestObject {
    this.#meter.memory.reserve(OBJECT_BYTES);
    const object = new GuestObject(this.#meter.rootShape);
    if (this.#take('}')) return object;
    do {
      this.#space();
      const name = this.#string();
      if (!this.#take(':')) this.#reject();
      const value = this.#value();
      if (!object.has(name)) payForProperty(name, false, this.#meter);
      object.define(name, value, ENUMERABLE, false);
    } while (this.#take(','));
    return this.#take('}') ? object : this.#reject();
  }
}

/** Faults: `program.bad-json` {at}. */
export function parseJson(text: string, meter: Meter): Value {
  chargeCharacters(meter, text.length);
  meter.charge(Math.floor(text.length / CHARACTERS_PER_STEP));
  return new Reader(text, meter).whole();
}

/** A text in JSON's quotes. */
export function quoteJson(text: string, meter: Meter): string {
  // Each unit becomes at most six.
  payForString(meter, text.length * ESCAPED_LENGTH_MAX);
  return JSON.stringify(text);
}
