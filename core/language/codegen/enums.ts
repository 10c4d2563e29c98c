/** Enums: members known when the program is compiled stand as constants; the object is made for whoever asks for it. Layer: language. */
import ts from 'typescript';
import type { Gen } from './gen.ts';
import { pushNumber } from './numbers.ts';
import { skipOuter } from './skip-outer.ts';
import { initialiseVariable, loadVariable } from './variables.ts';

type Constant = number | string;

function memberName(member: ts.EnumMember): string {
  return ts.isIdentifier(member.name) || ts.isStringLiteralLike(member.name) ? member.name.text : member.name.getText();
}

function isConstEnum(node: ts.EnumDeclaration): boolean {
  return ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ConstKeyword) === true;
}

const known = new WeakMap<ts.EnumDeclaration, ReadonlyMap<string, Constant>>();

/** Members whose values the text alone decides. */
export function enumConstants(node: ts.EnumDeclaration): ReadonlyMap<string, Constant> {
  let found = known.get(node);
  if (found === undefined) {
    found = constantsOf(node);
    known.set(node, found);
  }
  return found;
}

function constantsOf(node: ts.EnumDeclaration): ReadonlyMap<string, Constant> {
  const values = new Map<string, Constant>();
  let next: number | undefined = 0;
  for (const member of node.members) {
    const value: Constant | undefined = member.initializer ? evaluate(member.initializer, values, node.name.text) : next;
    if (value !== undefined) values.set(memberName(member), value);
    next = typeof value === 'number' ? value + 1 : undefined;
  }
  return values;
}

const K = ts.SyntaxKind;
const BINARY: ReadonlyMap<ts.SyntaxKind, (a: number, b: number) => number> = new Map([
  [K.PlusToken, (a: number, b: number) => a + b],
  [K.MinusToken, (a: number, b: number) => a - b],
  [K.AsteriskToken, (a: number, b: number) => a * b],
  [K.SlashToken, (a: number, b: number) => a / b],
  [K.PercentToken, (a: number, b: number) => a % b],
  [K.BarToken, (a: number, b: number) => a | b],
  [K.AmpersandToken, (a: number, b: number) => a & b],
  [K.CaretToken, (a: number, b: number) => a ^ b],
  [K.LessThanLessThanToken, (a: number, b: number) => a << b],
  [K.GreaterThanGreaterThanToken, (a: number, b: number) => a >> b],
  [K.GreaterThanGreaterThanGreaterThanToken, (a: number, b: number) => a >>> b],
]);

function evaluate(outer: ts.Expression, values: ReadonlyMap<string, Constant>, own: string): Constant | undefined {
  const node = skipOuter(outer);
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isIdentifier(node)) return values.get(node.text);
  if (ts.isPropertyAccessExpression(node)) return node.expression.getText() === own ? values.get(node.name.text) : undefined;
  if (ts.isPrefixUnaryExpression(node)) return evaluateUnary(node, values, own);
  if (ts.isTemplateExpression(node)) return evaluateTemplate(node, values, own);
  if (!ts.isBinaryExpression(node)) return undefined;
  const a = evaluate(node.left, values, own);
  const b = evaluate(node.right, values, own);
  if (a === undefined || b === undefined) return undefined;
  if (typeof a === 'string' || typeof b === 'string') return node.operatorToken.kind === K.PlusToken ? `${a}${b}` : undefined;
  return BINARY.get(node.operatorToken.kind)?.(a, b);
}

function evaluateTemplate(node: ts.TemplateExpression, values: ReadonlyMap<string, Constant>, own: string): string | undefined {
  let text = node.head.text;
  for (const { expression, literal } of node.templateSpans) {
    const value = evaluate(expression, values, own);
    if (value === undefined) return undefined;
    text += `${value}${literal.text}`;
  }
  return text;
}

function evaluateUnary(node: ts.PrefixUnaryExpression, values: ReadonlyMap<string, Constant>, own: string): Constant | undefined {
  const value = evaluate(node.operand, values, own);
  if (typeof value !== 'number') return undefined;
  if (node.operator === K.MinusToken) return -value;
  if (node.operator === K.TildeToken) return ~value;
  return node.operator === K.PlusToken ? value : undefined;
}

/** The enum that a name stands for. */
function enumOf(g: Gen, node: ts.Expression): ts.EnumDeclaration | undefined {
  const inner = skipOuter(node);
  const declaration = ts.isIdentifier(inner) ? g.scopes.bindingOf(inner)?.declaration : undefined;
  return declaration && ts.isEnumDeclaration(declaration) ? declaration : undefined;
}

/** `Color.Red` or `Color['Red']`, where it is known. */
export function enumConstant(g: Gen, node: ts.Expression): Constant | undefined {
  if (ts.isPropertyAccessExpression(node)) {
    const found = enumOf(g, node.expression);
    return found && enumConstants(found).get(node.name.text);
  }
  if (!ts.isElementAccessExpression(node) || !ts.isStringLiteralLike(node.argumentExpression)) return undefined;
  const found = enumOf(g, node.expression);
  return found && enumConstants(found).get(node.argumentExpression.text);
}

export function pushConstant(g: Gen, value: Constant): void {
  if (typeof value === 'number') pushNumber(g, value);
  else g.asm.op('CONST', g.builder.string(value));
}

/** A bare name in an enum's own values that is a member of it. */
export function siblingMember(node: ts.Identifier): ts.EnumDeclaration | undefined {
  let at: ts.Node = node;
  while (!ts.isEnumMember(at) && !ts.isSourceFile(at)) at = at.parent;
  const owner = ts.isEnumMember(at) ? at.parent : undefined;
  return owner?.members.some((member) => memberName(member) === node.text) ? owner : undefined;
}

/** object → object: `E[E.A = 0] = 'A'`. */
function defineMember(g: Gen, member: ts.EnumMember, node: ts.EnumDeclaration): void {
  const name = memberName(member);
  const value = enumConstants(node).get(name);
  if (value !== undefined) pushConstant(g, value);
  else if (member.initializer) g.expression(member.initializer);
  g.asm.op('DEFINE_PROP', g.builder.string(name));
  if (typeof value === 'string') return;
  g.asm.op('DUP');
  g.asm.op('DUP');
  g.asm.op('GET_PROP', g.builder.string(name));
  g.asm.op('CONST', g.builder.string(name));
  g.asm.op('DEFINE_INDEX');
  g.asm.op('POP');
}

export function enumStatement(g: Gen, node: ts.EnumDeclaration): void {
  if (isConstEnum(node)) return;
  g.asm.statement({ start: node.getStart(), end: node.name.end });
  const binding = g.scopes.bindingOf(node.name)!;
  // A second declaration of one enum goes on with the first's object.
  if (binding.declaration === node) g.asm.op('NEW_OBJECT');
  else loadVariable(g, node.name, binding);
  for (const member of node.members) defineMember(g, member, node);
  initialiseVariable(g, binding);
}
