/** Names of functions and classes, and of what objects have. Layer: language. */
import ts from 'typescript';
import { PRIVATE_KEY_PREFIX } from '../../bytecode/program.ts';
import type { FunctionWithParameters } from './function-nodes.ts';

/** A key that the text gives: `a`, `'a'`, `1`, `#a`; undefined where it must be computed. */
export function staticKey(name: ts.PropertyName): string | undefined {
  if (ts.isPrivateIdentifier(name)) return privateKey(name);
  if (ts.isIdentifier(name) || ts.isStringLiteralLike(name)) return name.text;
  if (ts.isNumericLiteral(name)) return String(Number(name.text));
  const inner = ts.isComputedPropertyName(name) ? name.expression : undefined;
  if (inner && ts.isStringLiteralLike(inner)) return inner.text;
  return inner && ts.isNumericLiteral(inner) ? String(Number(inner.text)) : undefined;
}

/** A private name means the nearest class around it that declares it; two classes' are never the same. */
export function privateKey(name: ts.PrivateIdentifier): string {
  let at: ts.Node = name;
  while (!ts.isSourceFile(at)) {
    at = at.parent;
    if (
      ts.isClassLike(at) &&
      at.members.some((member) => member.name && ts.isPrivateIdentifier(member.name) && member.name.text === name.text)
    )
      break;
  }
  return `${PRIVATE_KEY_PREFIX}${name.text.slice(1)}@${at.pos}`;
}

/** A function or class without a name of its own takes that of what it is given to. */
function nameFromPlace(node: ts.Expression | ts.ClassLikeDeclaration): string {
  let at: ts.Node = node;
  while (ts.isParenthesizedExpression(at.parent)) at = at.parent;
  const { parent } = at;
  if (ts.isVariableDeclaration(parent) || ts.isBindingElement(parent) || ts.isParameter(parent)) {
    return parent.initializer === at && ts.isIdentifier(parent.name) ? parent.name.text : '';
  }
  if (ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) {
    return ts.isPrivateIdentifier(parent.name) ? parent.name.text : (staticKey(parent.name) ?? '');
  }
  const assigns = ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken && parent.right === at;
  return assigns && ts.isIdentifier(parent.left) ? parent.left.text : '';
}

export function nameOfFunction(node: FunctionWithParameters): string {
  if (ts.isConstructorDeclaration(node)) return nameOfClass(node.parent);
  if (!node.name) return ts.isArrowFunction(node) || ts.isFunctionExpression(node) ? nameFromPlace(node) : '';
  if (ts.isPrivateIdentifier(node.name)) return node.name.text;
  return ts.isIdentifier(node.name) ? node.name.text : (staticKey(node.name) ?? '');
}

export function nameOfClass(node: ts.ClassLikeDeclaration): string {
  return node.name ? node.name.text : nameFromPlace(node);
}
