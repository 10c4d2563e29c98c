/** What a name stands for, and where it is seen. Layer: language. */
import ts from 'typescript';
import type { FunctionNode } from './function-nodes.ts';

/** 'namespace': `import * as name`; it has no value of its own, only members. */
export type BindingKind = 'let' | 'const' | 'var' | 'function' | 'class' | 'enum' | 'parameter' | 'namespace';

export interface Binding {
  readonly name: string;
  readonly kind: BindingKind;
  readonly owner: FunctionNode;
  /** A variable of a file's outermost level: every function reaches it without capture. */
  readonly isGlobal: boolean;
  /** Uses from this offset on come after its initialisation, in the scope's own code; −1 for what is always initialised. */
  readonly initialisedAt: number;
  /** Captured by an inner function, so it lives in a cell. */
  captured: boolean;
  /** A use may come before its initialisation: its slot starts with the "uninitialised" mark. */
  mayBeEarly: boolean;
  /** Its cell must stand when the scope is entered, for closures that are made before its declaration runs. */
  cellAtEntry: boolean;
  /** Where it stands, set by the code generator: a local slot. */
  slot: number;
  /** The word from which its value is its own, set by the code generator; −1 before. */
  livePc: number;
  readonly declaration: ts.Node;
}

export interface Scope {
  readonly parent: Scope | undefined;
  readonly owner: FunctionNode;
  readonly node: ts.Node;
  readonly names: Map<string, Binding>;
}

export function newBinding(name: string, kind: BindingKind, scope: Scope, initialisedAt: number, declaration: ts.Node): Binding {
  return {
    name,
    kind,
    owner: scope.owner,
    isGlobal: ts.isSourceFile(scope.node),
    initialisedAt,
    captured: false,
    mayBeEarly: false,
    cellAtEntry: false,
    slot: -1,
    livePc: -1,
    declaration,
  };
}
