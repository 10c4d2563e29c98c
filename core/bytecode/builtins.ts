/**
 * What CALL_METHOD and CALL_BUILTIN may name: the built-in methods and global functions of the language. Layer: bytecode.
 * The compiler checks a program against these lists, the verifier checks bytecode against them, and core/vm implements each entry.
 * `max` is the most arguments that mean anything; JavaScript drops more, and so does the VM.
 */

export interface ArgumentCount {
  readonly min: number;
  readonly max: number;
}

/** Arguments from `min` up to any number. */
const ANY = 255;

const takes = (min: number, max = min): ArgumentCount => ({ min, max });

export const ARRAY_METHODS = {
  push: takes(0, ANY),
  pop: takes(0),
  shift: takes(0),
  unshift: takes(0, ANY),
  slice: takes(0, 2),
  concat: takes(0, ANY),
  join: takes(0, 1),
  indexOf: takes(1, 2),
  lastIndexOf: takes(1, 2),
  includes: takes(1, 2),
  reverse: takes(0),
  fill: takes(1, 3),
  at: takes(1),
  splice: takes(1, ANY),
  flat: takes(0, 1),
  copyWithin: takes(1, 3),
  entries: takes(0),
  keys: takes(0),
  values: takes(0),
  toString: takes(0),
} as const satisfies Record<string, ArgumentCount>;

export const STRING_METHODS = {
  charAt: takes(0, 1),
  charCodeAt: takes(0, 1),
  codePointAt: takes(0, 1),
  at: takes(1),
  indexOf: takes(1, 2),
  lastIndexOf: takes(1, 2),
  includes: takes(1, 2),
  startsWith: takes(1, 2),
  endsWith: takes(1, 2),
  slice: takes(0, 2),
  substring: takes(1, 2),
  split: takes(0, 2),
  toUpperCase: takes(0),
  toLowerCase: takes(0),
  trim: takes(0),
  trimStart: takes(0),
  trimEnd: takes(0),
  repeat: takes(1),
  padStart: takes(1, 2),
  padEnd: takes(1, 2),
  concat: takes(0, ANY),
  normalize: takes(0, 1),
  substr: takes(1, 2),
  toString: takes(0),
  valueOf: takes(0),
} as const satisfies Record<string, ArgumentCount>;

export const NUMBER_METHODS = {
  toFixed: takes(0, 1),
  toPrecision: takes(0, 1),
  toExponential: takes(0, 1),
  toString: takes(0, 1),
  valueOf: takes(0),
} as const satisfies Record<string, ArgumentCount>;

export const BOOLEAN_METHODS = { toString: takes(0), valueOf: takes(0) } as const satisfies Record<string, ArgumentCount>;

type MapMethodName = 'get' | 'set' | 'has' | 'delete' | 'clear' | 'keys' | 'values' | 'entries';

type SetMethodName = 'add' | 'has' | 'delete' | 'clear' | 'keys' | 'values' | 'entries';

type IteratorMethodName = 'next';

/** Of every object of the program. */
type ObjectMethodName = 'hasOwnProperty' | 'propertyIsEnumerable' | 'isPrototypeOf' | 'toString' | 'valueOf';

/**
 * Built-in functions that no program names: the compiler and the prelude call them. `new Map(iterable)`, the right sides of `instanceof`, what
 * an Error's constructor needs.
 */
export const INTERNAL_FUNCTIONS = {
  'new Map': takes(0, 1),
  'new Set': takes(0, 1),
  'is Map': takes(1),
  'is Set': takes(1),
  'is Object': takes(1),
  'is Function': takes(1),
  'Object.asError': takes(1),
  'Object.define': takes(3),
  'JSON.read': takes(1),
  'JSON.quote': takes(1),
  'Object.hide': takes(3),
} as const satisfies Record<string, ArgumentCount>;

export const BUILTIN_FUNCTIONS = {
  'Math.abs': takes(1),
  'Math.floor': takes(1),
  'Math.ceil': takes(1),
  'Math.round': takes(1),
  'Math.trunc': takes(1),
  'Math.sign': takes(1),
  'Math.sqrt': takes(1),
  'Math.min': takes(0, ANY),
  'Math.max': takes(0, ANY),
  'Math.sin': takes(1),
  'Math.cos': takes(1),
  'Math.tan': takes(1),
  'Math.asin': takes(1),
  'Math.acos': takes(1),
  'Math.atan': takes(1),
  'Math.atan2': takes(2),
  'Math.exp': takes(1),
  'Math.log': takes(1),
  'Math.log2': takes(1),
  'Math.log10': takes(1),
  'Math.log1p': takes(1),
  'Math.expm1': takes(1),
  'Math.sinh': takes(1),
  'Math.cosh': takes(1),
  'Math.tanh': takes(1),
  'Math.asinh': takes(1),
  'Math.acosh': takes(1),
  'Math.atanh': takes(1),
  'Math.cbrt': takes(1),
  'Math.pow': takes(2),
  'Math.random': takes(0),
  'Math.hypot': takes(0, ANY),
  'Math.fround': takes(1),
  'Math.imul': takes(2),
  'Math.clz32': takes(1),
  Number: takes(0, 1),
  String: takes(0, 1),
  Boolean: takes(0, 1),
  isNaN: takes(1),
  isFinite: takes(1),
  parseInt: takes(1, 2),
  parseFloat: takes(1),
  'Number.isInteger': takes(1),
  'Number.isNaN': takes(1),
  'Number.isFinite': takes(1),
  'Number.isSafeInteger': takes(1),
  'Number.parseInt': takes(1, 2),
  'Number.parseFloat': takes(1),
  'String.fromCharCode': takes(0, ANY),
  'String.fromCodePoint': takes(0, ANY),
  'Array.isArray': takes(1),
  'Array.of': takes(0, ANY),
  'Object.keys': takes(1),
  'Object.freeze': takes(1),
  'Object.seal': takes(1),
  'Object.preventExtensions': takes(1),
  'Object.isFrozen': takes(1),
  'Object.isSealed': takes(1),
  'Object.isExtensible': takes(1),
  'Object.is': takes(2),
  'Object.hasOwn': takes(2),
  'Object.getPrototypeOf': takes(1),
  'Object.getOwnPropertyNames': takes(1),
  'Object.create': takes(1),
} as const satisfies Record<string, ArgumentCount>;

export type ArrayMethod = keyof typeof ARRAY_METHODS;
export type StringMethod = keyof typeof STRING_METHODS;
export type NumberMethod = keyof typeof NUMBER_METHODS;
export type BooleanMethod = keyof typeof BOOLEAN_METHODS;
export type MapMethod = MapMethodName;
export type SetMethod = SetMethodName;
export type IteratorMethod = IteratorMethodName;
export type ObjectMethod = ObjectMethodName;
export type InternalName = keyof typeof INTERNAL_FUNCTIONS;
export type BuiltinName = keyof typeof BUILTIN_FUNCTIONS;
