/** Assignment in all its forms, `++` and `--`. Layer: language. */
import ts from 'typescript';
import type { Gen } from './gen.ts';
import { rangeOf } from './gen.ts';
import { dropOperands, placeOf, storeOn, type Place } from './members.ts';
import { COMPOUND, SHORT_CIRCUIT_ASSIGNMENT, type ShortCircuit } from './operators.ts';
import { assignToPattern, isAssignmentPattern } from './patterns.ts';
import { skipOuter } from './skip-outer.ts';
import { withTemporary } from './variables.ts';

/** `a &&= b`: the value of `b` is found, and stored, only where `a` does not decide. */
function shortCircuitAssignment(g: Gen, node: ts.BinaryExpression, jump: ShortCircuit): void {
  const place = placeOf(g, skipOuter(node.left));
  const kept = g.asm.label();
  const end = g.asm.label();
  place.push();
  place.loadKeeping();
  g.asm.jump(jump, kept);
  g.expression(node.right);
  storeOn(g, place, true);
  g.asm.jump('JUMP', end);
  g.asm.place(kept);
  dropOperands(g, place);
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
  if (isAssignmentPattern(left)) {
    g.expression(node.right);
    if (wanted) g.asm.op('DUP');
    return assignToPattern(g, left, node.right);
  }
  const place = placeOf(g, left);
  const compound = COMPOUND.get(operator);
  place.push();
  if (compound) place.loadKeeping();
  g.expression(node.right);
  if (compound) g.asm.op(compound);
  g.asm.within(rangeOf(node), () => storeOn(g, place, wanted));
}

export function isAssignment(node: ts.BinaryExpression): boolean {
  const { kind } = node.operatorToken;
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** `++` and `--`, before or after. */
export function step(g: Gen, node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression, wanted: boolean): void {
  const change = node.operator === ts.SyntaxKind.PlusPlusToken ? 'INC' : 'DEC';
  const place = placeOf(g, skipOuter(node.operand));
  place.push();
  place.loadKeeping();
  if (!wanted || ts.isPrefixUnaryExpression(node)) {
    g.asm.op(change);
    return storeOn(g, place, wanted);
  }
  g.asm.op('TO_NUMBER');
  if (place.operands === 3) return stepDeep(g, place, change);
  g.asm.op('DUP');
  // The old value goes beneath the reference.
  if (place.operands === 2) g.asm.op('ROT4');
  else if (place.operands === 1) g.asm.op('ROT3');
  g.asm.op(change);
  storeOn(g, place, false);
}

/** No instruction reaches beneath three operands: the old value waits in a local. */
function stepDeep(g: Gen, place: Place, change: 'INC' | 'DEC'): void {
  withTemporary(g, (slot) => {
    g.asm.op('DUP');
    g.asm.op('STORE_LOCAL', slot);
    g.asm.op(change);
    storeOn(g, place, false);
    g.asm.op('LOAD_LOCAL', slot);
  });
}
