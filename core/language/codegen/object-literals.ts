/** `{ … }` as a value. Layer: language. */
import ts from 'typescript';
import { MEMBER_ENUMERABLE, MEMBER_GETTER, MEMBER_SETTER } from '../../bytecode/opcodes.ts';
import type { Gen } from './gen.ts';
import { staticKey } from './names.ts';
import { loadVariable } from './variables.ts';

export type MemberNode = ts.MethodDeclaration | ts.AccessorDeclaration;

/** Pushes a computed key as what names a property: what an object's `toString` gives is asked for once, before the value. */
export function pushComputedKey(g: Gen, name: ts.PropertyName): void {
  const { expression } = name as ts.ComputedPropertyName;
  g.expression(expression);
  if (!isText(expression)) g.asm.op('TO_KEY');
}

/** A text whatever its parts are. */
function isText(node: ts.Expression): boolean {
  if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) return true;
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken && (isText(node.left) || isText(node.right));
}

/** Pushes the key of a member. */
function pushKey(g: Gen, name: ts.PropertyName): void {
  const key = staticKey(name);
  if (key !== undefined) g.asm.op('CONST', g.builder.string(key));
  else g.expression((name as ts.ComputedPropertyName).expression);
}

/** object → object, with a method, getter or setter more. */
export function defineMember(g: Gen, node: MemberNode, flags: number): void {
  pushKey(g, node.name);
  g.closure(node);
  const kind = ts.isGetAccessor(node) ? MEMBER_GETTER : ts.isSetAccessor(node) ? MEMBER_SETTER : 0;
  g.asm.op('DEFINE_MEMBER', kind + flags);
}

function defineValue(g: Gen, name: ts.PropertyName, value: () => void): void {
  const key = staticKey(name);
  if (key === undefined) pushComputedKey(g, name);
  value();
  if (key === undefined) g.asm.op('DEFINE_INDEX');
  else g.asm.op('DEFINE_PROP', g.builder.string(key));
}

export function objectLiteral(g: Gen, node: ts.ObjectLiteralExpression): void {
  g.asm.op('NEW_OBJECT');
  for (const property of node.properties) {
    if (ts.isPropertyAssignment(property)) defineValue(g, property.name, () => g.expression(property.initializer));
    else if (ts.isShorthandPropertyAssignment(property)) defineValue(g, property.name, () => shorthand(g, property.name));
    else if (ts.isSpreadAssignment(property)) {
      g.expression(property.expression);
      g.asm.op('SPREAD_OBJECT');
    } else defineMember(g, property, MEMBER_ENUMERABLE);
  }
}

function shorthand(g: Gen, name: ts.Identifier): void {
  const binding = g.scopes.bindingOf(name);
  if (binding) loadVariable(g, name, binding);
  else g.expression(name);
}
