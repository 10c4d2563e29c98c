/** TypeScript expressions → blocks. Layer: language/blocks. */
import ts from 'typescript';
import type { BlockJson } from './blocks-document.ts';
import { addStyle } from './block-style.ts';
import { apiCallableOf, methodCallableOf } from './callables.ts';
import { commentShown, inlineComment } from './comment-text.ts';
import { addState, exactText, isOneOf, withCount, type Conversion } from './conversion.ts';
import { call, pathOf } from './convert-calls.ts';
import { arrow, functionExpression } from './convert-functions.ts';
import { assign, list, newObject, object, sign, step, wrapped } from './convert-objects.ts';
import { EMPTY_SOCKET } from './empty-socket.ts';
import { templateText } from './literal-text.ts';
import { levelOfNode } from './node-level.ts';
import { BINARY_OPERATORS, MATH_CONSTANTS } from './operators.ts';
import { printExpression } from './print-program.ts';
import { COLOR_CHOICES, LITERAL_BLOCKS, SIDE_CHOICES, socketLiteral } from './sockets.ts';
import { commentsBetween, sameTokens } from './text-tokens.ts';

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
export function placeValue(conversion: Conversion, block: BlockJson, input: string, node: ts.Expression): void {
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
  if (conversion.careful && !sameTokens(`(${printExpression(block)}\n)`, `(${exactText(conversion, node)}\n)`))
    block = codeExpression(conversion, node);
  if (holder.icons) block.icons = holder.icons;
  if (holder.data) addStyle(block, JSON.parse(holder.data) as object);
  conversion.places.set(block, { start: node.getStart(conversion.file, false), end: node.end });
  return block;
}

const WORDS: ReadonlyMap<ts.SyntaxKind, BlockJson> = new Map([
  [ts.SyntaxKind.TrueKeyword, { type: 'boolean', fields: { BOOL: 'true' } }],
  [ts.SyntaxKind.FalseKeyword, { type: 'boolean', fields: { BOOL: 'false' } }],
  [ts.SyntaxKind.NullKeyword, { type: 'nothing' }],
  [ts.SyntaxKind.ThisKeyword, { type: 'this_value' }],
  [ts.SyntaxKind.SuperKeyword, { type: 'super_value' }],
]);

function formOf(conversion: Conversion, node: ts.Expression): BlockJson | undefined {
  if (ts.isTemplateExpression(node) || ts.isNoSubstitutionTemplateLiteral(node)) return template(conversion, node);
  if (ts.isNumericLiteral(node)) return { type: 'number', fields: { NUM: exactText(conversion, node) } };
  if (ts.isStringLiteral(node)) return textLiteral(conversion, node);
  if (ts.isIdentifier(node)) return { type: 'variable_get', fields: { NAME: exactText(conversion, node) } };
  if (ts.isBinaryExpression(node)) return binary(conversion, node) ?? assign(conversion, node, 'assign_value');
  if (ts.isConditionalExpression(node)) return ternary(conversion, node);
  if (ts.isCallExpression(node)) return call(conversion, node, 'value');
  if (ts.isPropertyAccessExpression(node)) return property(conversion, node);
  if (ts.isElementAccessExpression(node)) return element(conversion, node, 'element_get');
  if (ts.isArrayLiteralExpression(node)) return list(conversion, node);
  if (ts.isObjectLiteralExpression(node)) return object(conversion, node);
  if (ts.isNewExpression(node)) return newObject(conversion, node);
  if (ts.isArrowFunction(node)) return arrow(conversion, node);
  if (ts.isFunctionExpression(node)) return functionExpression(conversion, node);
  const word = WORDS.get(node.kind);
  return word ? structuredClone(word) : (step(conversion, node, 'step_value') ?? sign(conversion, node) ?? wrapped(conversion, node));
}

function textLiteral(conversion: Conversion, node: ts.StringLiteral): BlockJson {
  const raw = exactText(conversion, node);
  const block: BlockJson = { type: 'text', fields: { TEXT: node.text } };
  if (raw !== JSON.stringify(node.text)) addStyle(block, { raw: { text: raw, shown: node.text } });
  return block;
}

function template(conversion: Conversion, node: ts.TemplateExpression | ts.NoSubstitutionTemplateLiteral): BlockJson {
  const spans = ts.isTemplateExpression(node) ? [...node.templateSpans] : [];
  const pieces = ts.isTemplateExpression(node) ? [node.head, ...spans.map((span) => span.literal)] : [node];
  const block = withCount('template', spans.length);
  block.fields = Object.fromEntries(pieces.map((piece, index) => [`T${index}`, piece.text]));
  const spellings = pieces.flatMap((piece, index) => {
    const raw = exactText(conversion, piece).slice(1, index === spans.length ? -1 : -2);
    return raw === templateText(piece.text) ? [] : [[String(index), { text: raw, shown: piece.text }] as const];
  });
  if (spellings.length > 0) addStyle(block, { pieces: Object.fromEntries(spellings) });
  spans.forEach((span, index) => conversion.value(block, `A${index}`, span.expression));
  return block;
}

function binary(conversion: Conversion, node: ts.BinaryExpression): BlockJson | undefined {
  const sign = node.operatorToken.getText(conversion.file);
  const operator = BINARY_OPERATORS.get(sign);
  if (!operator) return undefined;
  const block: BlockJson = { type: operator.type, fields: { OP: sign } };
  conversion.value(block, 'A', node.left);
  conversion.value(block, 'B', node.right);
  return block;
}

function ternary(conversion: Conversion, node: ts.ConditionalExpression): BlockJson {
  const block: BlockJson = { type: 'ternary' };
  conversion.value(block, 'IF', node.condition);
  conversion.value(block, 'THEN', node.whenTrue);
  conversion.value(block, 'ELSE', node.whenFalse);
  return block;
}

function property(conversion: Conversion, node: ts.PropertyAccessExpression): BlockJson {
  const path = pathOf(node) ?? '';
  const api = apiCallableOf(path);
  if (api?.property) return { type: api.type };
  if (path.startsWith('Math.') && isOneOf(MATH_CONSTANTS, node.name.text))
    return { type: 'math_constant', fields: { NAME: node.name.text } };
  const known = node.questionDotToken ? undefined : methodCallableOf(node.name.text);
  const block: BlockJson = known?.property ? { type: known.type } : { type: 'property_get', fields: { NAME: node.name.text } };
  if (node.questionDotToken) addState(block, { optional: true });
  conversion.value(block, 'OBJECT', node.expression);
  return block;
}

export function element(conversion: Conversion, node: ts.ElementAccessExpression, type: 'element_get' | 'element_set'): BlockJson {
  const block: BlockJson = { type };
  if (node.questionDotToken) addState(block, { optional: true });
  conversion.value(block, 'LIST', node.expression);
  conversion.value(block, 'INDEX', node.argumentExpression);
  return block;
}
