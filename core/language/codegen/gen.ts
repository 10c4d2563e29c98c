/** What the parts of the code generator know of one another: each emits into one function through a `Gen`. Layer: language. */
import type ts from 'typescript';
import type { PreludeName } from '../prelude/prelude.ts';
import type { Assembler, Label } from './assembler.ts';
import type { ProgramBuilder } from './program-builder.ts';
import type { Binding } from './bindings.ts';
import type { ScopeTable } from './scopes.ts';
import type { FunctionNode, FunctionWithParameters, InitialiserNode } from './function-nodes.ts';
import type { SlotPool } from './slot-pool.ts';

/** Where `break` and `continue` lead. The depths are those at the labels. */
export interface JumpTarget {
  readonly labels: readonly string[];
  readonly breakTo: Label;
  readonly breakDepth: number;
  /** Absent for what only a labelled `break`, or a `break` of switch, leaves. */
  readonly continueTo?: Label;
  readonly continueDepth: number;
  /** A plain `break` leaves it (loops and switch, not labelled blocks). */
  readonly plainBreak: boolean;
}

/** A `finally` that whoever leaves its statement must pass. */
export interface FinallyGate {
  readonly enter: Label;
  /** Of operands where the statement stands. */
  readonly depth: number;
  /** Locals: which way out was taken, and what it carries. */
  readonly waySlot: number;
  readonly valueSlot: number;
  /** The ways out that were asked for, in order. */
  readonly ways: Way[];
}

/** How a statement is left: by `return` with a value, or to a jump target. */
export type Way =
  { readonly kind: 'return' } | { readonly kind: 'jump'; readonly target: JumpTarget; readonly to: 'breakTo' | 'continueTo' };

export type ExitTarget = JumpTarget | FinallyGate;

export function isGate(target: ExitTarget): target is FinallyGate {
  return 'enter' in target;
}

export interface Gen {
  readonly asm: Assembler;
  readonly builder: ProgramBuilder;
  readonly scopes: ScopeTable;
  readonly slots: SlotPool;
  /** The function whose code this is. */
  readonly node: FunctionNode;
  readonly targets: ExitTarget[];
  /** In a derived class's constructor, the local that holds new.target. */
  readonly newTargetSlot: number;
  /** Where the optional chain being emitted ends, with its value on the stack. */
  chainEnd: Label | undefined;

  globalOf(binding: Binding): number;
  upvalueOf(binding: Binding): number;
  /** The global that holds a function of the prelude, linked into this program. */
  preludeGlobal(name: PreludeName): number;
  /** A function that calls a native or built-in of fixed arity with its own arguments. */
  wrapperOf(name: string): number;

  /** Leaves the value on the stack. */
  expression(node: ts.Expression): void;
  /** Leaves nothing. */
  effect(node: ts.Expression): void;
  /** Jumps to `target` where the truth of `node` is `when`, else falls through. */
  condition(node: ts.Expression, target: Label, when: boolean): void;
  statement(node: ts.Statement): void;
  statements(nodes: readonly ts.Statement[]): void;
  /** Leaves a closure on the stack. */
  closure(node: FunctionWithParameters): void;
  /** Leaves a closure of code that has no parameters. */
  initialiser(node: InitialiserNode, name: string, body: (inner: Gen) => void): void;
  /** Leaves the closure of a class's constructor. */
  constructorOf(node: ts.ClassLikeDeclaration, name: string): void;
}

/** The node's own text, without the comments before it. */
export function rangeOf(node: ts.Node): { readonly start: number; readonly end: number } {
  return { start: node.getStart(), end: node.end };
}
