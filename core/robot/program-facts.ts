/**
 * What can be said of a program without running it, in the words of the robot API. Layer: robot.
 * core/language/program-facts.ts reads it from a text; step checks (core/pack/checks) judge by it.
 */
import type { ApiName } from './api-table.ts';

export const CONSTRUCTS = ['if', 'else', 'while', 'repeat', 'forever', 'parallel', 'function', 'variable', 'list', 'calculation'] as const;
export type Construct = (typeof CONSTRUCTS)[number];

export interface CallFact {
  readonly name: ApiName;
  /** The constructs around the call, and around the calls of the function that holds it. */
  readonly inside: readonly Construct[];
  /** What the robot was asked on the way to the call's arguments, through variables and functions too. */
  readonly reads: readonly ApiName[];
}

export interface ProgramFacts {
  /** Mistakes of grammar. Where there are any, nothing else was read. */
  readonly syntaxErrors: number;
  readonly statements: number;
  readonly constructs: Readonly<Record<Construct, number>>;
  readonly calls: readonly CallFact[];
  /** For each condition (`if`, `while`, `for`, `? :`, `switch`): what the robot was asked on the way to it. */
  readonly conditions: readonly { readonly reads: readonly ApiName[] }[];
}
