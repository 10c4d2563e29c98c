/** Objects, lists and what changes a value in place → blocks. Layer: language/blocks. */
import ts from 'typescript';
import type { BlockJson } from './blocks-document.ts';
import { entriesState } from './block-shape.ts';
import { addStyle } from './block-style.ts';
import { functionShape } from './convert-functions.ts';
import { takeItemNotes } from './convert-notes.ts';
import { addState, exactText, genericText, textOf, withCount, type Conversion } from './conversion.ts';
import { isName, keyText } from './literal-text.ts';
import { ASSIGNMENT_SIGNS, UNARY_SIGNS } from './operators.ts';

/** Whether a line ends between the opening bracket and the first item. */
function standsOnLines(conversion: Conversion, node: ts.Node, first: ts.Node | undefined): boolean {
  return (
    first !== undefined &&
    conversion.text.slice(node.getStart(conversion.file, false), first.getStart(conversion.file, false)).includes('\n')
  );
}

export function list(conversion: Conversion, node: ts.ArrayLiteralExpression): BlockJson | undefined {
  if (node.elements.some(ts.isOmittedExpression)) return undefined;
  const block = withCount('list_create', node.elements.length);
  node.elements.forEach((item, index) => conversion.value(block, `A${index}`, item));
  addStyle(block, {
    trailingComma: node.elements.hasTrailingComma || undefined,
    lines: standsOnLines(conversion, node, node.elements[0]) || undefined,
  });
  takeItemNotes(conversion, block, node.elements, node.end - 1);
  return block;
}

/** What the key's field shows; a text that is no name is shown without its quotes. */
function keyOf(conversion: Conversion, name: ts.PropertyName): string {
  const raw = exactText(conversion, name);
  return ts.isStringLiteral(name) && !isName(name.text) && keyText(name.text) === raw ? name.text : raw;
}

function method(conversion: Conversion, node: ts.MethodDeclaration | ts.AccessorDeclaration): BlockJson | undefined {
  if (!node.body || node.modifiers?.length || (ts.isMethodDeclaration(node) && (node.asteriskToken || node.questionToken)))
    return undefined;
  const block = functionShape(conversion, 'object_method', node);
  const word = ts.isGetAccessor(node) ? 'get' : ts.isSetAccessor(node) ? 'set' : undefined;
  addState(block, { modifiers: word });
  conversion.putBody(block, 'DO', node.body);
  return block;
}

interface Entries {
  kinds: string;
  readonly block: BlockJson;
  readonly fields: Record<string, unknown>;
}

function putEntry(conversion: Conversion, node: ts.ObjectLiteralElementLike, entries: Entries): boolean {
  const { block, fields } = entries;
  const index = entries.kinds.length;
  if (ts.isSpreadAssignment(node)) {
    entries.kinds += 'r';
    conversion.value(block, `A${index}`, node.expression);
    return true;
  }
  if (ts.isShorthandPropertyAssignment(node)) {
    entries.kinds += 's';
    fields[`K${index}`] = exactText(conversion, node);
    return true;
  }
  const { name } = node;
  if (ts.isComputedPropertyName(name)) {
    entries.kinds += 'c';
    conversion.value(block, `C${index}`, name.expression);
  } else {
    entries.kinds += 'p';
    fields[`K${index}`] = keyOf(conversion, name);
  }
  if (ts.isPropertyAssignment(node)) {
    conversion.value(block, `A${index}`, node.initializer);
    return true;
  }
  const inner = method(conversion, node);
  if (!inner) return false;
  conversion.places.set(inner, { start: node.getStart(conversion.file, false), end: node.end });
  (block.inputs ??= {})[`A${index}`] = { block: inner };
  return true;
}

export function object(conversion: Conversion, node: ts.ObjectLiteralExpression): BlockJson | undefined {
  const entries: Entries = { kinds: '', block: { type: 'object_create' }, fields: {} };
  if (!node.properties.every((each) => putEntry(conversion, each, entries))) return undefined;
  const { block, fields, kinds } = entries;
  addState(block, entriesState(block.type, kinds));
  if (Object.keys(fields).length > 0) block.fields = fields;
  addStyle(block, {
    trailingComma: node.properties.hasTrailingComma || undefined,
    lines: standsOnLines(conversion, node, node.properties[0]) || undefined,
  });
  takeItemNotes(conversion, block, node.properties, node.end - 1);
  return block;
}

export function newObject(conversion: Conversion, node: ts.NewExpression): BlockJson | undefined {
  const { expression } = node;
  if (!ts.isIdentifier(expression) && !ts.isPropertyAccessExpression(expression)) return undefined;
  const args = node.arguments ?? [];
  const block = withCount('new_object', args.length);
  addState(block, { generic: genericText(conversion, node.typeArguments) });
  block.fields = { NAME: exactText(conversion, expression) };
  args.forEach((arg, index) => conversion.value(block, `A${index}`, arg));
  addStyle(block, {
    noArguments: node.arguments === undefined || undefined,
    trailingComma: node.arguments?.hasTrailingComma || undefined,
  });
  return block;
}

/** `x as number`, `x!`, `...x` */
export function wrapped(conversion: Conversion, node: ts.Expression): BlockJson | undefined {
  if (ts.isSpreadElement(node) || ts.isNonNullExpression(node)) {
    const block: BlockJson = { type: ts.isSpreadElement(node) ? 'spread' : 'not_nothing' };
    conversion.value(block, 'A', node.expression);
    return block;
  }
  if (!ts.isAsExpression(node) && !ts.isSatisfiesExpression(node)) return undefined;
  const fields = { OP: ts.isAsExpression(node) ? 'as' : 'satisfies', TYPE: textOf(conversion, node.type) };
  const block: BlockJson = { type: 'as_type', fields };
  conversion.value(block, 'A', node.expression);
  return block;
}

const STEPS: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.PlusPlusToken, '++'],
  [ts.SyntaxKind.MinusMinusToken, '--'],
]);

/** `a[i]++`, `--this.n` */
export function step(conversion: Conversion, node: ts.Expression, type: 'step_value' | 'target_step'): BlockJson | undefined {
  if (!ts.isPrefixUnaryExpression(node) && !ts.isPostfixUnaryExpression(node)) return undefined;
  const sign = STEPS.get(node.operator);
  if (sign === undefined) return undefined;
  const block: BlockJson = { type, fields: { OP: sign } };
  conversion.value(block, 'A', node.operand);
  if (ts.isPrefixUnaryExpression(node)) addStyle(block, { prefix: true });
  return block;
}

/** `a = 1` with any target, as a value or as a statement. */
export function assign(conversion: Conversion, node: ts.BinaryExpression, type: 'assign_value' | 'target_set'): BlockJson | undefined {
  const OP = node.operatorToken.getText(conversion.file);
  if (!ASSIGNMENT_SIGNS.includes(OP)) return undefined;
  const block: BlockJson = { type, fields: { OP } };
  conversion.value(block, 'A', node.left);
  conversion.value(block, 'VALUE', node.right);
  return block;
}

/** `-x`, `!x`, `typeof x` … */
export function sign(conversion: Conversion, node: ts.Expression): BlockJson | undefined {
  const operand = ts.isPrefixUnaryExpression(node)
    ? node.operand
    : ts.isTypeOfExpression(node) || ts.isDeleteExpression(node) || ts.isVoidExpression(node)
      ? node.expression
      : undefined;
  const OP = node.getFirstToken(conversion.file)?.getText(conversion.file) ?? '';
  if (operand === undefined) return undefined;
  if (OP === '-' && ts.isNumericLiteral(operand)) return { type: 'number', fields: { NUM: `-${exactText(conversion, operand)}` } };
  const type = OP === '-' ? 'negate' : OP === '!' ? 'not' : (UNARY_SIGNS as readonly string[]).includes(OP) ? 'unary' : undefined;
  if (type === undefined) return undefined;
  const block: BlockJson = type === 'unary' ? { type, fields: { OP } } : { type };
  conversion.value(block, 'A', operand);
  return block;
}
