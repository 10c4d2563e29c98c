/** What only the type checker and the reader see around an expression. Layer: language. */
import ts from 'typescript';

/** Without parentheses and without `x as T`, `x!`, `x satisfies T`, `<T>x`. */
export function skipOuter(node: ts.Expression): ts.Expression {
  let at = node;
  while (
    ts.isParenthesizedExpression(at) ||
    ts.isAsExpression(at) ||
    ts.isNonNullExpression(at) ||
    ts.isSatisfiesExpression(at) ||
    ts.isTypeAssertionExpression(at) ||
    ts.isExpressionWithTypeArguments(at)
  ) {
    at = at.expression;
  }
  return at;
}
