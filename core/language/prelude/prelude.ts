/** What the language brings along in its own language: which names there are, and their syntax trees. Layer: language. */
import ts from 'typescript';
import { assert } from '../../base/assert.ts';
import type { API_TABLE } from '../../robot/api-table.ts';
import { analyseScopes, type Binding, type ScopeTable } from '../codegen/scopes.ts';
import { ARRAY_TEXT } from './array-text.ts';
import { ROBOT_TEXT } from './robot-text.ts';

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

/** What a call with spread arguments becomes: one function over the array of all arguments (for methods, after the receiver). */
const SPREAD_FUNCTIONS = {
  'array.push': 'array.pushAll',
  'array.unshift': 'array.unshiftAll',
  'array.concat': 'array.concatAll',
  'Math.max': 'Math.maxOf',
  'Math.min': 'Math.minOf',
  'Math.hypot': 'Math.hypotOf',
  log: 'log.all',
} as const;

type ApiTable = typeof API_TABLE;
type PreludeApiName = { [N in keyof ApiTable]: ApiTable[N]['action'] extends { by: 'prelude' } ? N : never }[keyof ApiTable];
type SpreadName = keyof typeof SPREAD_FUNCTIONS;
type ArrayMethodName = (typeof PRELUDE_ARRAY_METHODS)[number];

/** `line.position` is the function `line_position` of the prelude's text. */
export type PreludeName = PreludeApiName | `array.${ArrayMethodName}` | (typeof SPREAD_FUNCTIONS)[SpreadName];

export function arrayMethodInPrelude(method: string): PreludeName | undefined {
  const known = PRELUDE_ARRAY_METHODS.find((name) => name === method);
  return known && `array.${known}`;
}

/** undefined where a call of this name cannot take spread arguments. Methods are asked for as `array.push`. */
export function spreadFunctionOf(name: string): PreludeName | undefined {
  return Object.hasOwn(SPREAD_FUNCTIONS, name) ? SPREAD_FUNCTIONS[name as SpreadName] : undefined;
}

export interface PreludeUnit {
  readonly file: ts.SourceFile;
  readonly scopes: ScopeTable;
  bindingOf(name: PreludeName): Binding;
}

export const PRELUDE_TEXT = ARRAY_TEXT + ROBOT_TEXT;

let parsed: PreludeUnit | undefined;

/** Parsed at the first call, then kept. */
export function preludeUnit(): PreludeUnit {
  if (parsed) return parsed;
  const file = ts.createSourceFile('/prelude.ts', PRELUDE_TEXT, ts.ScriptTarget.ES2022, true);
  const scopes = analyseScopes([file]);
  const bindingOf = (name: PreludeName): Binding => {
    const binding = scopes.globals.get(name.replace('.', '_'));
    assert(binding !== undefined, `the prelude has ${name}`);
    return binding;
  };
  parsed = { file, scopes, bindingOf };
  return parsed;
}

export function isPreludeName(name: string): name is PreludeName {
  return preludeUnit().scopes.globals.has(name.replace('.', '_'));
}
