/** What the language brings along in its own language: which names there are, and their syntax trees. Layer: language. */
import ts from 'typescript';
import { assert } from '../../base/assert.ts';
import type { API_TABLE } from '../../robot/api-table.ts';
import type { Binding } from '../codegen/bindings.ts';
import { analyseScopes, type ScopeTable } from '../codegen/scopes.ts';
import { ARRAY_TEXT } from './array-text.ts';
import { EVENT_TEXT } from './event-text.ts';
import { OBJECT_TEXT } from './object-text.ts';
import { ROBOT_TEXT } from './robot-text.ts';
import { STRING_TEXT } from './string-text.ts';

/** The array methods that call back, or that a spread call becomes. */
export const PRELUDE_ARRAY_METHODS = [
  'every',
  'filter',
  'find',
  'findIndex',
  'findLast',
  'findLastIndex',
  'flatMap',
  'forEach',
  'map',
  'reduce',
  'reduceRight',
  'some',
  'sort',
] as const;

/** The string methods that may call back. */
export const PRELUDE_STRING_METHODS = ['replace', 'replaceAll'] as const;

/** The methods of Map and Set that call back. */
export const PRELUDE_COLLECTION_METHODS = ['forEach'] as const;

/** Functions of the language, called by name, that call back, or that may run the program's getters and the like. */
export const PRELUDE_FUNCTIONS = [
  'Array.from',
  'Object.values',
  'Object.entries',
  'Object.assign',
  'Object.fromEntries',
  'JSON.parse',
  'JSON.stringify',
] as const;

export const PRELUDE_CLASSES = ['Error', 'TypeError', 'RangeError', 'ReferenceError', 'SyntaxError'] as const;

/** What the VM itself calls: for programs whose objects convert themselves, and for those with getters. */
export const CONVERSION_FUNCTIONS = ['guest_primitive', 'guest_primitives', 'guest_join'] as const;
export const COPY_FUNCTIONS = ['object_spread', 'object_rest'] as const;

/** What a call with spread arguments becomes: one function over the array of all arguments (for methods, after the receiver). */
const SPREAD_FUNCTIONS = {
  'array.push': 'array.pushAll',
  'array.unshift': 'array.unshiftAll',
  'array.concat': 'array.concatAll',
  'Math.max': 'Math.maxOf',
  'Math.min': 'Math.minOf',
  'Math.hypot': 'Math.hypotOf',
  'String.fromCharCode': 'String.fromCharCodes',
  'String.fromCodePoint': 'String.fromCodePoints',
  'Array.of': 'Array.ofAll',
  log: 'log.all',
} as const;

type ApiTable = typeof API_TABLE;
type PreludeApiName = { [N in keyof ApiTable]: ApiTable[N]['action'] extends { by: 'prelude' } ? N : never }[keyof ApiTable];
type SpreadName = keyof typeof SPREAD_FUNCTIONS;
type ArrayMethodName = (typeof PRELUDE_ARRAY_METHODS)[number];
type StringMethodName = (typeof PRELUDE_STRING_METHODS)[number];
type CollectionMethodName = (typeof PRELUDE_COLLECTION_METHODS)[number];
type PreludeFunctionName = (typeof PRELUDE_FUNCTIONS)[number];

/** `line.position` is the function `line_position` of the prelude's text, `on` is `robot_on`. */
export type PreludeName =
  | PreludeApiName
  | (typeof PRELUDE_CLASSES)[number]
  | (typeof CONVERSION_FUNCTIONS)[number]
  | (typeof COPY_FUNCTIONS)[number]
  | `map.${CollectionMethodName}`
  | `set.${CollectionMethodName}`
  | PreludeFunctionName
  | `array.${ArrayMethodName}`
  | `string.${StringMethodName}`
  | (typeof SPREAD_FUNCTIONS)[SpreadName];

/** The functions that carry out a method of this name, for each type of receiver that has it. */
export function methodsInPrelude(method: string): readonly PreludeName[] {
  const ofArray = PRELUDE_ARRAY_METHODS.filter((name) => name === method).map((name) => `array.${name}` as const);
  const ofString = PRELUDE_STRING_METHODS.filter((name) => name === method).map((name) => `string.${name}` as const);
  const ofCollection = PRELUDE_COLLECTION_METHODS.filter((name) => name === method);
  return [...ofArray, ...ofString, ...ofCollection.flatMap((name) => [`map.${name}`, `set.${name}`] as const)];
}

export function classInPrelude(name: string): (typeof PRELUDE_CLASSES)[number] | undefined {
  return PRELUDE_CLASSES.find((known) => known === name);
}

/** 'Array.from' and its like. */
export function functionInPrelude(name: string): PreludeFunctionName | undefined {
  return PRELUDE_FUNCTIONS.find((known) => known === name);
}

/** undefined where a call of this name cannot take spread arguments. Methods are asked for as `array.push`. */
export function spreadFunctionOf(name: string): PreludeName | undefined {
  return Object.hasOwn(SPREAD_FUNCTIONS, name) ? SPREAD_FUNCTIONS[name as SpreadName] : undefined;
}

/** Names that stand in the prelude's text as they are. */
const OWN_NAMES: ReadonlySet<string> = new Set([...PRELUDE_CLASSES, ...CONVERSION_FUNCTIONS, ...COPY_FUNCTIONS]);

function textName(name: string): string {
  if (OWN_NAMES.has(name)) return name;
  return name.includes('.') ? name.replace('.', '_') : `robot_${name}`;
}

export interface PreludeUnit {
  readonly file: ts.SourceFile;
  readonly scopes: ScopeTable;
  bindingOf(name: PreludeName): Binding;
}

export const PRELUDE_TEXT = ARRAY_TEXT + STRING_TEXT + OBJECT_TEXT + ROBOT_TEXT + EVENT_TEXT;

let parsed: PreludeUnit | undefined;

/** Parsed at the first call, then kept. */
export function preludeUnit(): PreludeUnit {
  if (parsed) return parsed;
  const file = ts.createSourceFile('/prelude.ts', PRELUDE_TEXT, ts.ScriptTarget.ES2022, true);
  const scopes = analyseScopes([file]);
  const bindingOf = (name: PreludeName): Binding => {
    const binding = scopes.globals.get(textName(name));
    assert(binding !== undefined, `the prelude has ${name}`);
    return binding;
  };
  parsed = { file, scopes, bindingOf };
  return parsed;
}

export function isPreludeName(name: string): name is PreludeName {
  return preludeUnit().scopes.globals.has(textName(name));
}
