/** Names that no program declares: the robot API, the built-in functions, the language's constants. Layer: language. */
import ts from 'typescript';
import { BUILTIN_FUNCTIONS, INTERNAL_FUNCTIONS, type ArgumentCount } from '../../bytecode/builtins.ts';
import { apiEntry, isApiName, type ApiName } from '../../robot/api-table.ts';
import { classInPrelude, functionInPrelude, type PreludeName } from '../prelude/prelude.ts';
import type { ScopeTable } from './scopes.ts';

export type Ambient =
  | { readonly kind: 'api'; readonly name: ApiName }
  | { readonly kind: 'builtin'; readonly name: string; readonly takes: ArgumentCount }
  /** A function of the language that the prelude carries out. */
  | { readonly kind: 'prelude'; readonly name: PreludeName }
  /** A class of the language, which the prelude carries out. */
  | { readonly kind: 'class'; readonly name: PreludeName }
  | { readonly kind: 'collection'; readonly name: 'Map' | 'Set' }
  | { readonly kind: 'constant'; readonly value: number | undefined }
  | { readonly kind: 'array-constructor' };

const CONSTANTS: ReadonlyMap<string, number | undefined> = new Map([
  ['undefined', undefined],
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['Math.PI', Math.PI],
  ['Math.E', Math.E],
  ['Math.LN2', Math.LN2],
  ['Math.LN10', Math.LN10],
  ['Math.LOG2E', Math.LOG2E],
  ['Math.LOG10E', Math.LOG10E],
  ['Math.SQRT2', Math.SQRT2],
  ['Math.SQRT1_2', Math.SQRT1_2],
  ['Number.MAX_SAFE_INTEGER', Number.MAX_SAFE_INTEGER],
  ['Number.MIN_SAFE_INTEGER', Number.MIN_SAFE_INTEGER],
  ['Number.MAX_VALUE', Number.MAX_VALUE],
  ['Number.MIN_VALUE', Number.MIN_VALUE],
  ['Number.EPSILON', Number.EPSILON],
  ['Number.POSITIVE_INFINITY', Infinity],
  ['Number.NEGATIVE_INFINITY', -Infinity],
  ['Number.NaN', NaN],
]);

/** Of `Math` and `Number`; for the declarations that the editor shows. */
export const AMBIENT_CONSTANTS: readonly string[] = [...CONSTANTS.keys()];

/** 'wait', 'car.drive', 'Math.floor'; undefined where the expression is no such name, or its root is a variable of the program. */
export function ambientName(node: ts.Expression, scopes: ScopeTable): string | undefined {
  if (ts.isIdentifier(node)) return scopes.bindingOf(node) ? undefined : node.text;
  if (!ts.isPropertyAccessExpression(node) || !ts.isIdentifier(node.name)) return undefined;
  const root = node.expression;
  return ts.isIdentifier(root) && !scopes.bindingOf(root) ? `${root.text}.${node.name.text}` : undefined;
}

export function ambientOf(node: ts.Expression, scopes: ScopeTable): Ambient | undefined {
  const name = ambientName(node, scopes);
  if (name === undefined) return undefined;
  if (isApiName(name)) return { kind: 'api', name };
  if (CONSTANTS.has(name)) return { kind: 'constant', value: CONSTANTS.get(name) };
  const prelude = functionInPrelude(name);
  if (prelude) return { kind: 'prelude', name: prelude };
  const maker = classInPrelude(name);
  if (maker) return { kind: 'class', name: maker };
  if (name === 'Map' || name === 'Set') return { kind: 'collection', name };
  if (name === 'Array') return { kind: 'array-constructor' };
  if (Object.hasOwn(INTERNAL_FUNCTIONS, name))
    return { kind: 'builtin', name, takes: INTERNAL_FUNCTIONS[name as keyof typeof INTERNAL_FUNCTIONS] };
  if (!Object.hasOwn(BUILTIN_FUNCTIONS, name)) return undefined;
  return { kind: 'builtin', name, takes: BUILTIN_FUNCTIONS[name as keyof typeof BUILTIN_FUNCTIONS] };
}

/** The most arguments that a function value made of this name passes on; undefined where it takes any number and so has no such value. */
export function wrapperArity(ambient: Ambient): number | undefined {
  if (ambient.kind === 'builtin') return ambient.takes.min === 0 && ambient.takes.max > 1 ? undefined : ambient.takes.max;
  if (ambient.kind !== 'api') return undefined;
  const { params, property } = apiEntry(ambient.name);
  return property || params.some((param) => param.rest) ? undefined : params.length;
}
