/** How strongly an expression of the syntax tree binds, for code blocks. Layer: language/blocks. */
import ts from 'typescript';
import { BINARY_OPERATORS, LEVEL } from './operators.ts';

function binaryLevel(node: ts.BinaryExpression): number {
  const sign = node.operatorToken.getText();
  if (sign === ',') return LEVEL.comma;
  if (sign === 'in' || sign === 'instanceof') return LEVEL.relation;
  return BINARY_OPERATORS.get(sign)?.level ?? LEVEL.assignment;
}

export function levelOfNode(node: ts.Expression): number {
  if (ts.isBinaryExpression(node)) return binaryLevel(node);
  if (ts.isConditionalExpression(node)) return LEVEL.ternary;
  if (ts.isArrowFunction(node) || ts.isYieldExpression(node)) return LEVEL.assignment;
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) return LEVEL.relation;
  if (ts.isPostfixUnaryExpression(node)) return LEVEL.postfix;
  if (
    ts.isPrefixUnaryExpression(node) ||
    ts.isTypeOfExpression(node) ||
    ts.isVoidExpression(node) ||
    ts.isDeleteExpression(node) ||
    ts.isAwaitExpression(node) ||
    ts.isTypeAssertionExpression(node)
  ) {
    return LEVEL.unary;
  }
  if (ts.isNumericLiteral(node)) return LEVEL.number;
  return ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)
    ? LEVEL.member
    : LEVEL.primary;
}
