/**
 * The methods of strings, for string arguments only (no regular expressions, no locales). Layer: vm. ECMA-262 §22.1.3.
 * `toUpperCase` and `toLowerCase` follow the engine's Unicode tables, as JavaScript's do.
 */
import type { StringMethod } from '../../bytecode/builtins.ts';
import { toInteger, toNumber, toText } from '../conversion.ts';
import { ARRAY_BYTES, CHARACTER_BYTES, ELEMENT_BYTES, STRING_BYTES } from '../memory.ts';
import { chargeElements, payForString, type Meter } from '../meter.ts';
import { ProgramError } from '../program-error.ts';
import { badNumber } from '../program-faults.ts';
import { emptyArray, type Value } from '../values.ts';
import { relativeIndex, type Method } from './array-methods.ts';
import { finalIndexOf, firstIndexOf } from './search.ts';

/** Units looked at in a search per weighted instruction. */
const SEARCH_CHARACTERS_PER_INSTRUCTION = 16;
const SPLIT_MAX = 0xffffffff;

function chargeSearch(text: string, sought: string, meter: Meter): void {
  meter.charge(Math.floor((text.length + sought.length) / SEARCH_CHARACTERS_PER_INSTRUCTION));
}

/** The first argument as what is sought: its text, 'undefined' where it is missing, as in JavaScript. */
function soughtIn(self: string, args: readonly Value[], meter: Meter): string {
  const sought = toText(args[0], meter);
  chargeSearch(self, sought, meter);
  return sought;
}

function part(self: string, from: number, to: number, meter: Meter): string {
  if (from >= to) return '';
  payForString(meter, to - from);
  return self.slice(from, to);
}

/** For lastIndexOf, where NaN means the end as much as undefined does. */
function lastFrom(value: Value, meter: Meter): number {
  return Number.isNaN(toNumber(value, meter)) ? Infinity : toInteger(value, Infinity, meter);
}

function substring(self: string, args: readonly Value[], meter: Meter): string {
  const clamp = (value: number): number => Math.min(Math.max(value, 0), self.length);
  const a = clamp(toInteger(args[0], 0, meter));
  const b = clamp(toInteger(args[1], self.length, meter));
  return part(self, Math.min(a, b), Math.max(a, b), meter);
}

/** Where the pieces of a text end: before each separator, or after each unit where it is ''. At most `limit`. */
function pieceEnds(text: string, separator: string, limit: number): readonly number[] {
  const ends: number[] = [];
  if (separator === '') {
    for (let end = 1; end <= text.length && ends.length < limit; end++) ends.push(end);
    return ends;
  }
  for (let at = firstIndexOf(text, separator, 0); at >= 0 && ends.length < limit; at = firstIndexOf(text, separator, at + separator.length))
    ends.push(at);
  if (ends.length < limit) ends.push(text.length);
  return ends;
}

function split(self: string, args: readonly Value[], meter: Meter): Value[] {
  const limit = args[1] === undefined ? SPLIT_MAX : toInteger(args[1], 0, meter) >>> 0;
  const result = emptyArray();
  if (args[0] === undefined) {
    meter.memory.reserve(ARRAY_BYTES + ELEMENT_BYTES);
    if (limit > 0) result.push(self);
    return result;
  }
  const separator = soughtIn(self, args, meter);
  // The list of ends is as long as the result: no more pieces than units, and one.
  chargeElements(meter, separator === '' ? self.length : self.length / separator.length);
  const ends = pieceEnds(self, separator, limit);
  meter.memory.reserve(ARRAY_BYTES + ends.length * (ELEMENT_BYTES + STRING_BYTES) + CHARACTER_BYTES * self.length);
  let from = 0;
  for (const end of ends) {
    result.push(self.slice(from, end));
    from = end + separator.length;
  }
  return result;
}

function repeat(self: string, args: readonly Value[], meter: Meter): string {
  const count = toInteger(args[0], 0, meter);
  if (count < 0 || count === Infinity) throw badNumber('count value', args[0]);
  if (self.length === 0 || count === 0) return '';
  payForString(meter, self.length * count);
  return self.repeat(count);
}

function pad(self: string, args: readonly Value[], meter: Meter, padded: (length: number, filler: string) => string): string {
  const length = toInteger(args[0], 0, meter);
  const filler = args[1] === undefined ? ' ' : toText(args[1], meter);
  if (length <= self.length || filler === '') return self;
  payForString(meter, length);
  return padded(length, filler);
}

/** Methods whose result is about as long as the string itself. */
function whole(change: (self: string) => string): Method<string> {
  return (self, _args, meter) => {
    // Some letters become three when they change case ('ΐ'.toUpperCase()).
    payForString(meter, self.length * 3);
    return change(self);
  };
}

/** A letter becomes at most 18 ('ﷺ' in NFKD). */
const NORMALIZE_GROWTH_MAX = 18;
const NORMAL_FORMS: ReadonlySet<string> = new Set(['NFC', 'NFD', 'NFKC', 'NFKD']);

function normalize(self: string, args: readonly Value[], meter: Meter): string {
  const form = args[0] === undefined ? 'NFC' : toText(args[0], meter);
  if (!NORMAL_FORMS.has(form)) throw badNumber('normalization form', args[0]);
  payForString(meter, self.length * NORMALIZE_GROWTH_MAX);
  return self.normalize(form);
}

/** ECMA-262 §B.2.2.1. */
function substr(self: string, args: readonly Value[], meter: Meter): string {
  const from = relativeIndex(args[0], 0, self.length, meter);
  const count = toInteger(args[1], self.length, meter);
  return part(self, from, Math.min(from + Math.max(count, 0), self.length), meter);
}

function concat(self: string, args: readonly Value[], meter: Meter): string {
  let text = self;
  for (const arg of args) {
    const added = toText(arg, meter);
    payForString(meter, text.length + added.length);
    text += added;
  }
  return text;
}

function at(self: string, args: readonly Value[], meter: Meter): Value {
  const index = toInteger(args[0], 0, meter);
  return self[index < 0 ? self.length + index : index];
}

export const STRING_METHOD_TABLE: { readonly [M in StringMethod]: Method<string> } = {
  charAt: (self, args, meter) => self.charAt(toInteger(args[0], 0, meter)),
  charCodeAt: (self, args, meter) => self.charCodeAt(toInteger(args[0], 0, meter)),
  codePointAt: (self, args, meter) => self.codePointAt(toInteger(args[0], 0, meter)),
  at,
  indexOf: (self, args, meter) => firstIndexOf(self, soughtIn(self, args, meter), toInteger(args[1], 0, meter)),
  lastIndexOf: (self, args, meter) => finalIndexOf(self, soughtIn(self, args, meter), lastFrom(args[1], meter)),
  includes: (self, args, meter) => firstIndexOf(self, soughtIn(self, args, meter), toInteger(args[1], 0, meter)) >= 0,
  startsWith: (self, args, meter) => self.startsWith(soughtIn(self, args, meter), toInteger(args[1], 0, meter)),
  endsWith: (self, args, meter) => self.endsWith(soughtIn(self, args, meter), toInteger(args[1], self.length, meter)),
  slice(self, args, meter) {
    const from = relativeIndex(args[0], 0, self.length, meter);
    return part(self, from, relativeIndex(args[1], self.length, self.length, meter), meter);
  },
  substring,
  split,
  toUpperCase: whole((self) => self.toUpperCase()),
  toLowerCase: whole((self) => self.toLowerCase()),
  trim: whole((self) => self.trim()),
  trimStart: whole((self) => self.trimStart()),
  trimEnd: whole((self) => self.trimEnd()),
  repeat,
  padStart: (self, args, meter) => pad(self, args, meter, (length, filler) => self.padStart(length, filler)),
  padEnd: (self, args, meter) => pad(self, args, meter, (length, filler) => self.padEnd(length, filler)),
  concat,
  normalize,
  substr,
  toString: (self) => self,
  valueOf: (self) => self,
};

/** `program.no-such-method` {name, type}. */
export function noSuchMethod(name: string, type: string): ProgramError {
  return new ProgramError('program.no-such-method', { name, type });
}
