/** Loops → blocks. Layer: language/blocks. */
import ts from 'typescript';
import type { BlockJson } from './blocks-document.ts';
import { addStyle, readStyle } from './block-style.ts';
import { blockIn, field } from './block-walk.ts';
import { addState, exactText, type Conversion } from './conversion.ts';
import { partsState } from './optional-parts.ts';
import { namesInside, usualCounter } from './repeat-counter.ts';

const COUNTING_SIGNS = ['<', '<=', '>', '>=', '!=='];

function loopBody(conversion: Conversion, block: BlockJson, body: ts.Statement, name?: string): void {
  if (name !== undefined) conversion.loopNames.push(name);
  conversion.putBody(block, 'DO', body, { bareIndex: 0, ownsNote: true });
  if (name !== undefined) conversion.loopNames.pop();
}

interface Counter {
  readonly name: string;
  readonly from: ts.Expression;
  readonly sign: string;
  readonly to: ts.Expression;
  readonly step: ts.Expression;
}

/** `let i = from; i < to; …`: undefined for a head of any other form. */
function counterOf(conversion: Conversion, { initializer, condition, incrementor }: ts.ForStatement): Counter | undefined {
  if (!initializer || !ts.isVariableDeclarationList(initializer) || !(initializer.flags & ts.NodeFlags.Let)) return undefined;
  const [variable] = initializer.declarations;
  if (initializer.declarations.length !== 1 || !variable?.initializer || !ts.isIdentifier(variable.name) || variable.type) return undefined;
  const name = exactText(conversion, variable.name);
  if (!condition || !incrementor || !ts.isBinaryExpression(condition) || !isVariable(condition.left, name)) return undefined;
  const sign = condition.operatorToken.getText(conversion.file);
  return COUNTING_SIGNS.includes(sign) ? { name, from: variable.initializer, sign, to: condition.right, step: incrementor } : undefined;
}

function isVariable(node: ts.Node, name: string): boolean {
  return ts.isIdentifier(node) && node.text === name;
}

/** `i++` or `i += 2` */
function putStep(conversion: Conversion, block: BlockJson, node: ts.Expression, name: string): boolean {
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    const isStep = node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken;
    if (!isStep || !isVariable(node.operand, name)) return false;
    block.fields!.STEP = node.operator === ts.SyntaxKind.PlusPlusToken ? '++' : '--';
    if (ts.isPrefixUnaryExpression(node)) addStyle(block, { prefix: true });
    return true;
  }
  if (!ts.isBinaryExpression(node) || !isVariable(node.left, name)) return false;
  const sign = node.operatorToken.getText(conversion.file);
  if (sign !== '+=' && sign !== '-=') return false;
  block.type = 'for_step';
  block.fields!.STEP = sign;
  conversion.value(block, 'BY', node.right);
  return true;
}

function counting(conversion: Conversion, node: ts.ForStatement): BlockJson | undefined {
  const counter = counterOf(conversion, node);
  if (!counter) return undefined;
  const { name: NAME, from, sign: OP, to } = counter;
  const block: BlockJson = { type: 'for_count', fields: { NAME, OP } };
  const taken = [...conversion.taken];
  conversion.value(block, 'FROM', from);
  conversion.value(block, 'TO', to);
  if (!putStep(conversion, block, counter.step, NAME)) {
    conversion.taken.clear();
    for (const start of taken) conversion.taken.add(start);
    return undefined;
  }
  loopBody(conversion, block, node.statement, NAME);
  return asRepeat(conversion, block) ?? block;
}

/** `for (let i = 0; i < n; i++)` that never reads `i` is "repeat n times". */
function asRepeat(conversion: Conversion, block: BlockJson): BlockJson | undefined {
  const isPlain = block.type === 'for_count' && field(block, 'OP') === '<' && field(block, 'STEP') === '++';
  if (!isPlain || readStyle(block).prefix) return undefined;
  const from = blockIn(block, 'FROM');
  if (from?.type !== 'number' || field(from, 'NUM') !== '0' || from.data !== undefined || from.icons !== undefined) return undefined;
  const { TO, DO } = block.inputs ?? {};
  const repeat: BlockJson = { ...block, type: 'repeat' };
  delete repeat.fields;
  repeat.inputs = {
    ...(TO ? { TIMES: TO.block && TO.shadow ? { ...TO, shadow: { type: 'number', fields: { NUM: '10' } } } : TO } : {}),
    ...(DO ? { DO } : {}),
  };
  const name = field(block, 'NAME');
  const inside = namesInside(repeat);
  if (inside.has(name)) return undefined;
  if (usualCounter(inside, conversion.loopNames) !== name) addStyle(repeat, { counter: name });
  return repeat;
}

/** Any other head: its first part stands as text. */
function general(conversion: Conversion, node: ts.ForStatement): BlockJson {
  const { initializer, condition, incrementor } = node;
  const block: BlockJson = { type: 'for_general', fields: { INIT: initializer ? exactText(conversion, initializer) : '' } };
  if (condition) conversion.value(block, 'IF', condition);
  if (incrementor) conversion.value(block, 'STEP', incrementor);
  const parts = [...(condition ? ['IF'] : []), ...(incrementor ? ['STEP'] : [])];
  addState(block, partsState(block.type, parts));
  loopBody(conversion, block, node.statement);
  return block;
}

function items(conversion: Conversion, node: ts.ForOfStatement | ts.ForInStatement): BlockJson | undefined {
  if ((ts.isForOfStatement(node) && node.awaitModifier) || !ts.isVariableDeclarationList(node.initializer)) return undefined;
  const { flags, declarations } = node.initializer;
  const [variable] = declarations;
  if (!variable || declarations.length !== 1 || variable.type || variable.initializer) return undefined;
  const kind = flags & ts.NodeFlags.BlockScoped;
  if (kind !== 0 && kind !== ts.NodeFlags.Let && kind !== ts.NodeFlags.Const) return undefined;
  const NAME = exactText(conversion, variable.name);
  const block: BlockJson = { type: ts.isForOfStatement(node) ? 'for_of' : 'for_in', fields: { NAME } };
  if (kind !== ts.NodeFlags.Const) addStyle(block, { keyword: kind === 0 ? 'var' : 'let' });
  conversion.value(block, 'LIST', node.expression);
  loopBody(conversion, block, node.statement, NAME);
  return block;
}

function condition(conversion: Conversion, node: ts.WhileStatement | ts.DoStatement): BlockJson {
  const isDo = ts.isDoStatement(node);
  const block: BlockJson = { type: isDo ? 'do_while' : 'while' };
  const body = () => conversion.putBody(block, 'DO', node.statement, { bareIndex: 0, ownsNote: true });
  if (isDo) body();
  conversion.value(block, 'IF', node.expression);
  if (!isDo) body();
  return block;
}

export function loop(conversion: Conversion, node: ts.Statement): BlockJson | undefined {
  if (ts.isForStatement(node)) return counting(conversion, node) ?? general(conversion, node);
  if (ts.isForOfStatement(node) || ts.isForInStatement(node)) return items(conversion, node);
  return ts.isWhileStatement(node) || ts.isDoStatement(node) ? condition(conversion, node) : undefined;
}
