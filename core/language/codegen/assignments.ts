/** Assignment in all its forms, `++` and `--`. Layer: language. */
import ts from 'typescript';
import { unreachable } from '../../base/assert.ts';
import type { Gen } from './gen.ts';
import { rangeOf } from './gen.ts';
import { COMPOUND, SHORT_CIRCUIT_ASSIGNMENT, type ShortCircuit } from './operators.ts';
import { assignToPattern, skipOuter } from './patterns.ts';
import type { Binding } from './scopes.ts';
import { loadVariable, storeVariable } from './variables.ts';

type Target =
  | { readonly kind: 'variable'; readonly use: ts.Identifier; readonly binding: Binding }
  | { readonly kind: 'element'; readonly node: ts.ElementAccessExpression }
  | { readonly kind: 'length'; readonly node: ts.PropertyAccessExpression };

function targetOf(g: Gen, left: ts.Expression): Target {
  const node = skipOuter(left);
  if (ts.isIdentifier(node)) return { kind: 'variable', use: node, binding: g.scopes.bindingOf(node)! };
  if (ts.isElementAccessExpression(node)) return { kind: 'element', node };
  return { kind: 'length', node: node as ts.PropertyAccessExpression };
}

/** Pushes what a store needs beneath its value. */
function pushReference(g: Gen, target: Target): void {
  if (target.kind === 'variable') return;
  g.expression(target.node.expression);
  if (target.kind === 'element') g.expression(target.node.argumentExpression);
}

/** reference → reference value */
function loadKeeping(g: Gen, target: Target): void {
  switch (target.kind) {
    case 'variable':
      return loadVariable(g, target.use, target.binding);
    case 'element':
      g.asm.op('DUP2');
      return g.asm.op('GET_INDEX');
    case 'length':
      g.asm.op('DUP');
      return g.asm.op('GET_LENGTH');
    default:
      return unreachable(target);
  }
}

/** reference value → value, or nothing where the value is not wanted */
function store(g: Gen, target: Target, wanted: boolean): void {
  if (target.kind === 'variable') {
    if (wanted) g.asm.op('DUP');
    return storeVariable(g, target.use, target.binding);
  }
  g.asm.op(target.kind === 'element' ? 'SET_INDEX' : 'SET_LENGTH');
  if (!wanted) g.asm.op('POP');
}

/** reference value → value: drops what lies beneath. */
function dropReference(g: Gen, target: Target): void {
  if (target.kind === 'variable') return;
  if (target.kind === 'length') {
    g.asm.op('SWAP');
    g.asm.op('POP');
    return;
  }
  g.asm.op('ROT3');
  g.asm.op('POP');
  g.asm.op('POP');
}

/** `a &&= b`: the value of `b` is found, and stored, only where `a` does not decide. */
function shortCircuitAssignment(g: Gen, node: ts.BinaryExpression, jump: ShortCircuit): void {
  const target = targetOf(g, node.left);
  const kept = g.asm.label();
  const end = g.asm.label();
  pushReference(g, target);
  loadKeeping(g, target);
  g.asm.jump(jump, kept);
  g.expression(node.right);
  store(g, target, true);
  g.asm.jump('JUMP', end);
  g.asm.place(kept);
  dropReference(g, target);
  g.asm.place(end);
}

/** @param wanted whether the assignment's own value is used; it is left on the stack then. */
export function assignment(g: Gen, node: ts.BinaryExpression, wanted: boolean): void {
  const operator = node.operatorToken.kind;
  const jump = SHORT_CIRCUIT_ASSIGNMENT.get(operator);
  if (jump) {
    shortCircuitAssignment(g, node, jump);
    if (!wanted) g.asm.op('POP');
    return;
  }
  const left = skipOuter(node.left);
  if (ts.isArrayLiteralExpression(left)) {
    g.expression(node.right);
    if (wanted) g.asm.op('DUP');
    return assignToPattern(g, left);
  }
  const target = targetOf(g, left);
  const compound = COMPOUND.get(operator);
  pushReference(g, target);
  if (compound) loadKeeping(g, target);
  g.expression(node.right);
  if (compound) g.asm.op(compound);
  g.asm.within(rangeOf(node), () => store(g, target, wanted));
}

export function isAssignment(node: ts.BinaryExpression): boolean {
  const { kind } = node.operatorToken;
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** `++` and `--`, before or after. */
export function step(g: Gen, node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression, wanted: boolean): void {
  const change = node.operator === ts.SyntaxKind.PlusPlusToken ? 'INC' : 'DEC';
  const target = targetOf(g, node.operand);
  pushReference(g, target);
  loadKeeping(g, target);
  if (!wanted || ts.isPrefixUnaryExpression(node)) {
    g.asm.op(change);
    return store(g, target, wanted);
  }
  g.asm.op('TO_NUMBER');
  g.asm.op('DUP');
  // The old value goes beneath the reference.
  if (target.kind === 'element') g.asm.op('ROT4');
  else if (target.kind === 'length') g.asm.op('ROT3');
  g.asm.op(change);
  store(g, target, false);
}
