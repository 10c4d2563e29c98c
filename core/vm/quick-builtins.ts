/**
 * The functions of Math on as many numbers as they take. Layer: vm. Results and charges are those of builtins.ts, which takes all else.
 */
import type { BuiltinName } from '../bytecode/builtins.ts';
import { atan2, cos, exp, ln, pow, sin } from '../base/deterministic-math.ts';
import { atan } from '../base/elementary-functions.ts';

export interface QuickBuiltin {
  /** 1 or 2. */
  readonly params: number;
  /** Work beyond the call's own weight, charged before the call. */
  readonly weight: number;
  readonly call: (a: number, b: number) => number;
}

/** Work of the software-made functions. */
const SOFTWARE_WEIGHT = 16;

const one = (call: (a: number) => number): QuickBuiltin => ({ params: 1, weight: 0, call });
const software = (params: number, call: (a: number, b: number) => number): QuickBuiltin => ({
  params,
  weight: SOFTWARE_WEIGHT,
  call,
});

const TABLE = {
  'Math.abs': one(Math.abs),
  'Math.floor': one(Math.floor),
  'Math.ceil': one(Math.ceil),
  'Math.round': one(Math.round),
  'Math.trunc': one(Math.trunc),
  'Math.sign': one(Math.sign),
  'Math.sqrt': one(Math.sqrt),
  'Math.sin': software(1, sin),
  'Math.cos': software(1, cos),
  'Math.atan': software(1, atan),
  'Math.atan2': software(2, atan2),
  'Math.exp': software(1, exp),
  'Math.log': software(1, ln),
  'Math.pow': software(2, pow),
  'Math.fround': one(Math.fround),
  'Math.imul': { params: 2, weight: 0, call: Math.imul },
  'Math.clz32': one(Math.clz32),
} as const satisfies { readonly [N in BuiltinName]?: QuickBuiltin };

/** Take any count of numbers; these are for two. */
const OF_MANY = {
  'Math.min': { params: 2, weight: 2, call: (a, b) => Math.min(a, b) },
  'Math.max': { params: 2, weight: 2, call: (a, b) => Math.max(a, b) },
} as const satisfies { readonly [N in BuiltinName]?: QuickBuiltin };

export type NumericName = keyof typeof TABLE;

/** Nothing but their numbers decides what these do: `builtins.ts` makes the whole function of them. */
export const NUMERIC = Object.entries(TABLE) as readonly (readonly [NumericName, QuickBuiltin])[];

const BY_NAME: ReadonlyMap<unknown, QuickBuiltin> = new Map([...NUMERIC, ...Object.entries(OF_MANY)]);

/** undefined where there is no quick way. @param name a constant that CALL_BUILTIN names */
export function quickBuiltinOf(name: unknown): QuickBuiltin | undefined {
  return BY_NAME.get(name);
}
