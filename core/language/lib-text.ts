/**
 * The language's own declarations: exactly what the VM and the prelude carry out. Layer: language.
 * A test holds it against core/bytecode/builtins.ts and the prelude. TypeScript's own lib files are not loaded.
 */

import { OBJECT_DECLARATIONS } from './lib-objects-text.ts';

const ITERATION = `
interface SymbolConstructor { readonly iterator: unique symbol; readonly hasInstance: unique symbol; }
declare var Symbol: SymbolConstructor;
interface IteratorYieldResult<T> { done?: false; value: T; }
interface IteratorReturnResult<R> { done: true; value: R; }
type IteratorResult<T, R = any> = IteratorYieldResult<T> | IteratorReturnResult<R>;
interface Iterator<T, R = any, N = any> { next(...[value]: [] | [N]): IteratorResult<T, R>; }
interface Iterable<T, R = any, N = any> { [Symbol.iterator](): Iterator<T, R, N>; }
interface IterableIterator<T, R = any, N = any> extends Iterator<T, R, N> { [Symbol.iterator](): IterableIterator<T, R, N>; }
interface IteratorObject<T, R = unknown, N = unknown> extends Iterator<T, R, N> { [Symbol.iterator](): IteratorObject<T, R, N>; }
interface ArrayIterator<T> extends IteratorObject<T, undefined, unknown> { [Symbol.iterator](): ArrayIterator<T>; }
interface StringIterator<T> extends IteratorObject<T, undefined, unknown> { [Symbol.iterator](): StringIterator<T>; }
`;

const BASICS = `
interface Object {
  constructor: Function;
  toString(): string;
  valueOf(): Object;
  hasOwnProperty(name: PropertyKey): boolean;
  isPrototypeOf(value: Object): boolean;
  propertyIsEnumerable(name: PropertyKey): boolean;
}
/** Not empty, or everything would be a function and could be called. */
interface Function {
  [Symbol.hasInstance](value: unknown): boolean;
  readonly name: string;
  readonly length: number;
  prototype: any;
}
interface CallableFunction extends Function {}
interface NewableFunction extends Function {}
interface IArguments {}
interface RegExp {}
interface TemplateStringsArray extends ReadonlyArray<string> {}

interface Boolean { toString(): string; valueOf(): boolean; }
interface BooleanConstructor { (value?: unknown): boolean; }
declare var Boolean: BooleanConstructor;

interface Number {
  /** With so many digits after the point. */
  toFixed(digits?: number): string;
  /** With so many digits in all. */
  toPrecision(digits?: number): string;
  toExponential(digits?: number): string;
  toString(radix?: number): string;
  valueOf(): number;
}
interface NumberConstructor {
  (value?: unknown): number;
  readonly MAX_SAFE_INTEGER: number;
  readonly MIN_SAFE_INTEGER: number;
  readonly MAX_VALUE: number;
  readonly MIN_VALUE: number;
  readonly EPSILON: number;
  readonly POSITIVE_INFINITY: number;
  readonly NEGATIVE_INFINITY: number;
  readonly NaN: number;
  isInteger(value: unknown): boolean;
  isNaN(value: unknown): boolean;
  isFinite(value: unknown): boolean;
  isSafeInteger(value: unknown): boolean;
  parseInt(text: string, radix?: number): number;
  parseFloat(text: string): number;
}
declare var Number: NumberConstructor;
declare var NaN: number;
declare var Infinity: number;
declare function isNaN(value: number): boolean;
declare function isFinite(value: number): boolean;
declare function parseInt(text: string, radix?: number): number;
declare function parseFloat(text: string): number;

interface Math {
  readonly PI: number;
  readonly E: number;
  readonly LN2: number;
  readonly LN10: number;
  readonly LOG2E: number;
  readonly LOG10E: number;
  readonly SQRT2: number;
  readonly SQRT1_2: number;
  abs(x: number): number;
  floor(x: number): number;
  ceil(x: number): number;
  round(x: number): number;
  trunc(x: number): number;
  sign(x: number): number;
  sqrt(x: number): number;
  min(...values: number[]): number;
  max(...values: number[]): number;
  sin(radians: number): number;
  cos(radians: number): number;
  tan(radians: number): number;
  asin(x: number): number;
  acos(x: number): number;
  atan(x: number): number;
  atan2(y: number, x: number): number;
  exp(x: number): number;
  log(x: number): number;
  log2(x: number): number;
  log10(x: number): number;
  log1p(x: number): number;
  expm1(x: number): number;
  sinh(x: number): number;
  cosh(x: number): number;
  tanh(x: number): number;
  asinh(x: number): number;
  acosh(x: number): number;
  atanh(x: number): number;
  cbrt(x: number): number;
  pow(base: number, exponent: number): number;
  random(): number;
  hypot(...values: number[]): number;
  fround(x: number): number;
  imul(a: number, b: number): number;
  clz32(x: number): number;
}
declare var Math: Math;
`;

const STRINGS = `
interface String {
  readonly length: number;
  readonly [index: number]: string;
  charAt(index?: number): string;
  charCodeAt(index?: number): number;
  codePointAt(index?: number): number | undefined;
  at(index: number): string | undefined;
  indexOf(text: string, from?: number): number;
  lastIndexOf(text: string, from?: number): number;
  includes(text: string, from?: number): boolean;
  startsWith(text: string, from?: number): boolean;
  endsWith(text: string, end?: number): boolean;
  slice(start?: number, end?: number): string;
  substring(start: number, end?: number): string;
  split(separator?: string, limit?: number): string[];
  toUpperCase(): string;
  toLowerCase(): string;
  trim(): string;
  trimStart(): string;
  trimEnd(): string;
  repeat(count: number): string;
  padStart(length: number, fill?: string): string;
  padEnd(length: number, fill?: string): string;
  concat(...texts: string[]): string;
  /** The first place only. */
  replace(sought: string, by: string | ((found: string, at: number, text: string) => unknown)): string;
  replaceAll(sought: string, by: string | ((found: string, at: number, text: string) => unknown)): string;
  normalize(form?: 'NFC' | 'NFD' | 'NFKC' | 'NFKD'): string;
  substr(start: number, length?: number): string;
  toString(): string;
  valueOf(): string;
  [Symbol.iterator](): StringIterator<string>;
}
interface StringConstructor {
  (value?: unknown): string;
  fromCharCode(...units: number[]): string;
  fromCodePoint(...codePoints: number[]): string;
}
declare var String: StringConstructor;
`;

const READING = `
  at(index: number): T | undefined;
  slice(start?: number, end?: number): T[];
  concat(...values: (T | ConcatArray<T>)[]): T[];
  join(separator?: string): string;
  flat(depth?: 1): Flat<T>[];
  flat(depth: 2): Flat<Flat<T>>[];
  flat(depth: 0): T[];
  flat(depth: number): any[];
  indexOf(value: T, from?: number): number;
  lastIndexOf(value: T, from?: number): number;
  includes(value: T, from?: number): boolean;
  toString(): string;
  map<U>(callback: (value: T, index: number, array: T[]) => U): U[];
  flatMap<U>(callback: (value: T, index: number, array: T[]) => U | U[]): U[];
  filter<S extends T>(callback: (value: T, index: number, array: T[]) => value is S): S[];
  filter(callback: (value: T, index: number, array: T[]) => unknown): T[];
  forEach(callback: (value: T, index: number, array: T[]) => void): void;
  some(callback: (value: T, index: number, array: T[]) => unknown): boolean;
  every(callback: (value: T, index: number, array: T[]) => unknown): boolean;
  find(callback: (value: T, index: number, array: T[]) => unknown): T | undefined;
  findIndex(callback: (value: T, index: number, array: T[]) => unknown): number;
  findLast(callback: (value: T, index: number, array: T[]) => unknown): T | undefined;
  findLastIndex(callback: (value: T, index: number, array: T[]) => unknown): number;
  reduce(callback: (soFar: T, value: T, index: number, array: T[]) => T): T;
  reduce<U>(callback: (soFar: U, value: T, index: number, array: T[]) => U, initial: U): U;
  reduceRight(callback: (soFar: T, value: T, index: number, array: T[]) => T): T;
  reduceRight<U>(callback: (soFar: U, value: T, index: number, array: T[]) => U, initial: U): U;
  entries(): ArrayIterator<[number, T]>;
  keys(): ArrayIterator<number>;
  values(): ArrayIterator<T>;
  [Symbol.iterator](): ArrayIterator<T>;
`;

const ARRAYS = `
type Flat<T> = T extends readonly (infer U)[] ? U : T;
interface ArrayLike<T> { readonly length: number; readonly [index: number]: T; }
interface ConcatArray<T> { readonly length: number; readonly [index: number]: T; }
interface ReadonlyArray<T> {
  readonly length: number;
  readonly [index: number]: T;
${READING}}
interface Array<T> {
  length: number;
  [index: number]: T;
  push(...values: T[]): number;
  pop(): T | undefined;
  shift(): T | undefined;
  unshift(...values: T[]): number;
  reverse(): T[];
  fill(value: T, start?: number, end?: number): this;
  copyWithin(to: number, start?: number, end?: number): this;
  splice(start: number, count?: number, ...values: T[]): T[];
  sort(compare?: (a: T, b: T) => number): this;
${READING}}
interface ArrayConstructor {
  <T = any>(length: number): T[];
  <T>(...values: T[]): T[];
  new <T = any>(length?: number): T[];
  new <T>(...values: T[]): T[];
  isArray(value: unknown): value is any[];
  of<T>(...values: T[]): T[];
  from<T>(items: Iterable<T> | ArrayLike<T>): T[];
  from<T, U>(items: Iterable<T> | ArrayLike<T>, change: (value: T, index: number) => U): U[];
}
declare var Array: ArrayConstructor;
`;

export const LIB_TEXT = OBJECT_DECLARATIONS + BASICS + ITERATION + STRINGS + ARRAYS;
