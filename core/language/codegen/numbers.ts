/** Numbers that are known when the program is compiled. Layer: language. */
import ts from 'typescript';
import type { Gen } from './gen.ts';
import type { Binding } from './bindings.ts';

const INT_MAX = 2 ** 31 - 1;

export function pushNumber(g: Gen, value: number): void {
  const fitsImmediate = Number.isInteger(value) && Math.abs(value) <= INT_MAX && !Object.is(value, -0);
  if (fitsImmediate) g.asm.op('INT', value);
  else g.asm.op('CONST', g.builder.number(value));
}

/** `5` and `-5`. */
export function literalNumber(node: ts.Expression): number | undefined {
  if (ts.isNumericLiteral(node)) return Number(node.text);
  const isNegative = ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken;
  return isNegative && ts.isNumericLiteral(node.operand) ? -Number(node.operand.text) : undefined;
}

/** What a `const` with a literal number always is, once it is initialised. */
export function constantNumber({ kind, declaration }: Binding): number | undefined {
  if (kind !== 'const' || !ts.isVariableDeclaration(declaration) || !ts.isIdentifier(declaration.name)) return undefined;
  return declaration.initializer && literalNumber(declaration.initializer);
}
