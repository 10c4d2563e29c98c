/** `this` and `super` as values. Layer: language. */
import ts from 'typescript';
import type { Gen } from './gen.ts';
import { isDerived } from './function-nodes.ts';
import type { Binding } from './bindings.ts';
import { loadBinding, storeBinding } from './variables.ts';

/** Before `super(…)` there is no `this`. */
function mayBeEarly({ owner }: Binding): boolean {
  return ts.isConstructorDeclaration(owner) && isDerived(owner.parent);
}

/** @param node a `this`, a `super`, or the constructor whose object is meant */
export function loadThis(g: Gen, node: ts.Node): void {
  const binding = ts.isConstructorDeclaration(node) ? g.scopes.scopeOf(node)?.names.get('this') : g.scopes.thisOf(node);
  if (!binding) return g.asm.op('UNDEFINED');
  loadBinding(g, binding);
  if (mayBeEarly(binding)) g.asm.op('CHECK_INIT', g.builder.string('this'));
}

/** Pops what `super(…)` has made. */
export function storeThis(g: Gen, node: ts.Node): void {
  storeBinding(g, g.scopes.thisOf(node)!);
}

/** `super(…)` has been called, and is called again. */
export function checkNoThis(g: Gen, node: ts.Node): void {
  loadBinding(g, g.scopes.thisOf(node)!);
  g.asm.op('CHECK_UNSET');
}

export function loadSuper(g: Gen, node: ts.Node): void {
  loadBinding(g, g.scopes.superOf(node)!);
}
