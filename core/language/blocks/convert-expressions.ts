/** TypeScript expressions → blocks. Layer: language/blocks. */
import ts from 'typescript';
import type { BlockJson } from './blocks-document.ts';
import { countState } from './block-shape.ts';
import { addStyle } from './block-style.ts';
import { apiCallableOf, argAt, fewestArgs, methodCallableOf, type Callable } from './callables.ts';
import { commentShown, inlineComment } from './comment-text.ts';
import { EMPTY_SOCKET } from './empty-socket.ts';
import { levelOfNode } from './node-level.ts';
import { BINARY_OPERATORS, MATH_CONSTANTS, MATH_FUNCTIONS, MATH_PAIRS } from './operators.ts';
import { templateText } from './print-expressions.ts';
import { printExpression } from './print-program.ts';
import { COLOR_CHOICES, LITERAL_BLOCKS, SIDE_CHOICES, socketLiteral } from './sockets.ts';
import { commentsBetween, sameTokens } from './text-tokens.ts';

/** One conversion under way. */
export interface Conversion {
  readonly file: ts.SourceFile;
  readonly text: string;
  /** Compare every piece with its text, and make a code block of the smallest that differs. */
  readonly careful: boolean;
  readonly places: Map<BlockJson, { readonly start: number; readonly end: number }>;
  /** Variables of the loops around, outermost first. */
  readonly loopNames: string[];
  /** Comments that a block already has, by their start. */
  readonly taken: Set<number>;
  /** Where the statement under way starts: comments before it are not its expressions'. */
  statementStart: number;
  /** Statements into a socket; `owner` gets the comment behind the opening brace. */
  putBody(block: BlockJson, input: string, body: ts.Statement | ts.Expression, options?: { bareIndex?: number; ownsNote?: boolean }): void;
}

const isOneOf = (list: readonly string[], name: string) => list.includes(name);

export function exactText(conversion: Conversion, node: ts.Node): string {
  return conversion.text.slice(node.getStart(conversion.file, false), node.end);
}

function codeExpression(conversion: Conversion, node: ts.Expression): BlockJson {
  const text = exactText(conversion, node);
  const block: BlockJson = { type: 'code_expression', fields: { CODE: text } };
  addStyle(block, { level: { of: text, value: levelOfNode(node) } });
  return block;
}

function inputsOf(block: BlockJson) {
  block.inputs ??= {};
  return block.inputs;
}

/** Puts an expression into a socket; `___` leaves it empty. */
export function putValue(conversion: Conversion, block: BlockJson, input: string, node: ts.Expression): void {
  if (ts.isIdentifier(node) && node.text === EMPTY_SOCKET && exactText(conversion, node) === EMPTY_SOCKET) return;
  const literal = socketLiteral(block.type, input);
  const value = choiceFor(literal, expression(conversion, node), conversion);
  if (literal && LITERAL_BLOCKS.has(value.type) && value.icons === undefined) inputsOf(block)[input] = { shadow: value };
  else inputsOf(block)[input] = literal ? { shadow: literal, block: value } : { block: value };
}

/** A text where a colour or a side is wanted becomes a choice. */
function choiceFor(literal: BlockJson | undefined, value: BlockJson, conversion: Conversion): BlockJson {
  const choices = literal?.type === 'color_choice' ? COLOR_CHOICES : literal?.type === 'side_choice' ? SIDE_CHOICES : [];
  const text = value.fields?.TEXT;
  if (value.type !== 'text' || typeof text !== 'string' || !isOneOf(choices, text)) return value;
  const choice: BlockJson = { ...value, type: literal!.type, fields: { NAME: text } };
  const place = conversion.places.get(value);
  if (place) conversion.places.set(choice, place);
  return choice;
}

/** The comment that stands right before an argument or operand. */
function takeNote(conversion: Conversion, node: ts.Expression, block: BlockJson): void {
  const start = node.getStart(conversion.file, false);
  const comments = commentsBetween(conversion.text, node.pos, start).filter(
    (comment) => comment.start >= conversion.statementStart && !conversion.taken.has(comment.start),
  );
  const [comment] = comments;
  if (comment === undefined || comments.length > 1 || !comment.raw.startsWith('/*')) return;
  conversion.taken.add(comment.start);
  const shown = commentShown(comment.raw);
  if (shown === '') return;
  block.icons = { comment: { text: shown } };
  if (inlineComment(shown) !== comment.raw) addStyle(block, { note: { text: comment.raw, shown } });
}

function expression(conversion: Conversion, node: ts.Expression): BlockJson {
  const holder: BlockJson = { type: '' };
  takeNote(conversion, node, holder);
  let inner = node;
  let parens = 0;
  for (; ts.isParenthesizedExpression(inner); inner = inner.expression) parens += 1;
  let block = formOf(conversion, inner) ?? codeExpression(conversion, inner);
  if (parens > 0) addStyle(block, { parens });
  if (conversion.careful && !sameTokens(printExpression(block), exactText(conversion, node))) block = codeExpression(conversion, node);
  if (holder.icons) block.icons = holder.icons;
  if (holder.data) addStyle(block, JSON.parse(holder.data) as object);
  conversion.places.set(block, { start: node.getStart(conversion.file, false), end: node.end });
  return block;
}

function formOf(conversion: Conversion, node: ts.Expression): BlockJson | undefined {
  if (ts.isTemplateExpression(node) || ts.isNoSubstitutionTemplateLiteral(node)) return template(conversion, node);
  if (ts.isNumericLiteral(node)) return { type: 'number', fields: { NUM: exactText(conversion, node) } };
  if (ts.isStringLiteral(node)) return textLiteral(conversion, node);
  if (ts.isIdentifier(node)) return { type: 'variable_get', fields: { NAME: exactText(conversion, node) } };
  if (ts.isBinaryExpression(node)) return binary(conversion, node);
  if (ts.isPrefixUnaryExpression(node)) return prefix(conversion, node);
  if (ts.isConditionalExpression(node)) return ternary(conversion, node);
  if (ts.isCallExpression(node)) return call(conversion, node, 'value');
  if (ts.isPropertyAccessExpression(node)) return property(conversion, node);
  if (ts.isElementAccessExpression(node)) return element(conversion, node, 'element_get');
  if (ts.isArrayLiteralExpression(node)) return list(conversion, node);
  if (ts.isArrowFunction(node)) return arrow(conversion, node);
  switch (node.kind) {
    case ts.SyntaxKind.TrueKeyword:
      return { type: 'boolean', fields: { BOOL: 'true' } };
    case ts.SyntaxKind.FalseKeyword:
      return { type: 'boolean', fields: { BOOL: 'false' } };
    case ts.SyntaxKind.NullKeyword:
      return { type: 'nothing' };
    default:
      return undefined;
  }
}

function textLiteral(conversion: Conversion, node: ts.StringLiteral): BlockJson {
  const raw = exactText(conversion, node);
  const block: BlockJson = { type: 'text', fields: { TEXT: node.text } };
  if (raw !== JSON.stringify(node.text)) addStyle(block, { raw: { text: raw, shown: node.text } });
  return block;
}

function template(conversion: Conversion, node: ts.TemplateExpression | ts.NoSubstitutionTemplateLiteral): BlockJson | undefined {
  const spans = ts.isTemplateExpression(node) ? [...node.templateSpans] : [];
  const pieces = ts.isTemplateExpression(node) ? [node.head, ...spans.map((span) => span.literal)] : [node];
  // Spelled otherwise than we would, it stays code.
  if (pieces.some((piece) => !exactText(conversion, piece).slice(1).startsWith(templateText(piece.text)))) return undefined;
  const block = withCount('template', spans.length);
  block.fields = Object.fromEntries(pieces.map((piece, index) => [`T${index}`, piece.text]));
  spans.forEach((span, index) => putValue(conversion, block, `A${index}`, span.expression));
  return block;
}

function binary(conversion: Conversion, node: ts.BinaryExpression): BlockJson | undefined {
  const sign = node.operatorToken.getText(conversion.file);
  const operator = BINARY_OPERATORS.get(sign);
  if (!operator) return undefined;
  const block: BlockJson = { type: operator.type, fields: { OP: sign } };
  putValue(conversion, block, 'A', node.left);
  putValue(conversion, block, 'B', node.right);
  return block;
}

function prefix(conversion: Conversion, node: ts.PrefixUnaryExpression): BlockJson | undefined {
  if (node.operator === ts.SyntaxKind.MinusToken && ts.isNumericLiteral(node.operand)) {
    return { type: 'number', fields: { NUM: `-${exactText(conversion, node.operand)}` } };
  }
  const type = node.operator === ts.SyntaxKind.MinusToken ? 'negate' : node.operator === ts.SyntaxKind.ExclamationToken ? 'not' : undefined;
  if (type === undefined) return undefined;
  const block: BlockJson = { type };
  putValue(conversion, block, 'A', node.operand);
  return block;
}

function ternary(conversion: Conversion, node: ts.ConditionalExpression): BlockJson {
  const block: BlockJson = { type: 'ternary' };
  putValue(conversion, block, 'IF', node.condition);
  putValue(conversion, block, 'THEN', node.whenTrue);
  putValue(conversion, block, 'ELSE', node.whenFalse);
  return block;
}

/** `car.drive` for `car.drive`, `wait` for `wait`; undefined for anything longer. */
function pathOf(node: ts.Expression): string | undefined {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression) && ts.isIdentifier(node.name) && !node.questionDotToken) {
    return `${node.expression.text}.${node.name.text}`;
  }
  return undefined;
}

function property(conversion: Conversion, node: ts.PropertyAccessExpression): BlockJson | undefined {
  if (node.questionDotToken || !ts.isIdentifier(node.name)) return undefined;
  const path = pathOf(node) ?? '';
  const api = apiCallableOf(path);
  if (api?.property) return { type: api.type };
  if (path.startsWith('Math.') && isOneOf(MATH_CONSTANTS, node.name.text))
    return { type: 'math_constant', fields: { NAME: node.name.text } };
  const known = methodCallableOf(node.name.text);
  const block: BlockJson = known?.property ? { type: known.type } : { type: 'property_get', fields: { NAME: node.name.text } };
  putValue(conversion, block, 'OBJECT', node.expression);
  return block;
}

export function element(
  conversion: Conversion,
  node: ts.ElementAccessExpression,
  type: 'element_get' | 'element_set',
): BlockJson | undefined {
  if (node.questionDotToken) return undefined;
  const block: BlockJson = { type };
  putValue(conversion, block, 'LIST', node.expression);
  putValue(conversion, block, 'INDEX', node.argumentExpression);
  return block;
}

function list(conversion: Conversion, node: ts.ArrayLiteralExpression): BlockJson | undefined {
  if (node.elements.some((item) => ts.isSpreadElement(item) || ts.isOmittedExpression(item))) return undefined;
  const block = withCount('list_create', node.elements.length);
  node.elements.forEach((item, index) => putValue(conversion, block, `A${index}`, item));
  if (node.elements.hasTrailingComma) addStyle(block, { trailingComma: true });
  return block;
}

export function withCount(type: string, count: number): BlockJson {
  const state = countState(type, count);
  return state ? { type, extraState: state } : { type };
}

function arrow(conversion: Conversion, node: ts.ArrowFunction): BlockJson | undefined {
  if (node.modifiers?.length || node.typeParameters) return undefined;
  const block = withCount(ts.isBlock(node.body) ? 'arrow_function' : 'arrow_expression', node.parameters.length);
  if (node.type) block.extraState = { ...(block.extraState as object | undefined), type: exactText(conversion, node.type) };
  putParameters(conversion, block, node.parameters);
  if (node.getFirstToken(conversion.file)?.kind !== ts.SyntaxKind.OpenParenToken) addStyle(block, { bareParam: true });
  if (ts.isBlock(node.body)) conversion.putBody(block, 'DO', node.body);
  else putValue(conversion, block, 'VALUE', node.body);
  return block;
}

/** A parameter that is a name with or without a type gets two fields; any other stands whole in the first. */
export function putParameters(conversion: Conversion, block: BlockJson, parameters: readonly ts.ParameterDeclaration[]): void {
  if (parameters.length === 0) return;
  block.fields ??= {};
  for (const [index, parameter] of parameters.entries()) {
    const plain =
      ts.isIdentifier(parameter.name) &&
      !parameter.dotDotDotToken &&
      !parameter.questionToken &&
      !parameter.initializer &&
      !parameter.modifiers;
    block.fields[`P${index}`] = plain ? exactText(conversion, parameter.name) : exactText(conversion, parameter);
    block.fields[`T${index}`] = plain && parameter.type ? exactText(conversion, parameter.type) : '';
  }
}

/** `() => { … }` or `() => call()`: what a body socket can hold. */
function isPlainCallback(node: ts.Expression): node is ts.ArrowFunction {
  return ts.isArrowFunction(node) && node.parameters.length === 0 && !node.modifiers?.length && !node.typeParameters && !node.type;
}

function fits(callable: Callable, args: readonly ts.Expression[]): boolean {
  if (callable.property || args.length < fewestArgs(callable)) return false;
  if (args.length > (callable.rest ? 100 : callable.args.length)) return false;
  return args.every((arg, index) => argAt(callable, index)?.kind !== 'body' || isPlainCallback(arg));
}

function putCallable(conversion: Conversion, callable: Callable, node: ts.CallExpression): BlockJson {
  const block = withCount(callable.type, node.arguments.length);
  if (callable.receiver) putValue(conversion, block, 'OBJECT', (node.expression as ts.PropertyAccessExpression).expression);
  let ownsNote = true;
  node.arguments.forEach((arg, index) => {
    if (argAt(callable, index)?.kind !== 'body') return putValue(conversion, block, `A${index}`, arg);
    conversion.putBody(block, `A${index}`, (arg as ts.ArrowFunction).body, { bareIndex: index, ownsNote });
    ownsNote = false;
  });
  return block;
}

/** A call as a statement or as a value. A function without a result has no value block of its own, and the other way round. */
export function call(conversion: Conversion, node: ts.CallExpression, position: 'statement' | 'value'): BlockJson | undefined {
  const block = callForm(conversion, node, position);
  if (block && node.arguments.hasTrailingComma) addStyle(block, { trailingComma: true });
  return block;
}

function callForm(conversion: Conversion, node: ts.CallExpression, position: 'statement' | 'value'): BlockJson | undefined {
  if (node.questionDotToken || node.typeArguments || node.arguments.some(ts.isSpreadElement)) return undefined;
  const callee = node.expression;
  const path = pathOf(callee);
  const known = knownCallable(node, position);
  if (known) return putCallable(conversion, known, node);
  if (ts.isIdentifier(callee)) return plainCall(conversion, callee, node, position);
  if (!ts.isPropertyAccessExpression(callee) || callee.questionDotToken || !ts.isIdentifier(callee.name)) return undefined;
  const math = position === 'value' && path?.startsWith('Math.') ? mathCall(conversion, callee.name.text, node.arguments) : undefined;
  return math ?? methodCall(conversion, callee, node, position);
}

/** The callable whose block this call is, in this position. */
export function knownCallable(node: ts.CallExpression, position: 'statement' | 'value'): Callable | undefined {
  const path = pathOf(node.expression);
  const api = path === undefined ? undefined : apiCallableOf(path);
  const method =
    ts.isPropertyAccessExpression(node.expression) && !node.expression.questionDotToken ? node.expression.name.text : undefined;
  const callable = api ?? (method === undefined || path?.startsWith('Math.') ? undefined : methodCallableOf(method));
  return callable && (callable.result === 'void') === (position === 'statement') && fits(callable, node.arguments) ? callable : undefined;
}

function plainCall(conversion: Conversion, callee: ts.Identifier, node: ts.CallExpression, position: 'statement' | 'value'): BlockJson {
  const block = withCount(`call_${position}`, node.arguments.length);
  block.fields = { NAME: exactText(conversion, callee) };
  node.arguments.forEach((arg, index) => putValue(conversion, block, `A${index}`, arg));
  return block;
}

function methodCall(
  conversion: Conversion,
  callee: ts.PropertyAccessExpression,
  node: ts.CallExpression,
  position: 'statement' | 'value',
): BlockJson {
  const block = withCount(`method_${position}`, node.arguments.length);
  block.fields = { NAME: callee.name.text };
  putValue(conversion, block, 'OBJECT', callee.expression);
  node.arguments.forEach((arg, index) => putValue(conversion, block, `A${index}`, arg));
  return block;
}

function mathCall(conversion: Conversion, name: string, args: readonly ts.Expression[]): BlockJson | undefined {
  if (isOneOf(MATH_FUNCTIONS, name) && args.length === 1) {
    const block: BlockJson = { type: 'math_function', fields: { NAME: name } };
    putValue(conversion, block, 'A', args[0]!);
    return block;
  }
  if (!isOneOf(MATH_PAIRS, name) || args.length === 0) return undefined;
  const block = withCount('math_pair', args.length);
  block.fields = { NAME: name };
  args.forEach((arg, index) => putValue(conversion, block, `A${index}`, arg));
  return block;
}
