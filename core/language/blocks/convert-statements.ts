/** TypeScript statements → blocks. Layer: language/blocks. */
import ts from 'typescript';
import type { BlockJson } from './blocks-document.ts';
import { addStyle } from './block-style.ts';
import { blockIn, field } from './block-walk.ts';
import { call, element, exactText, knownCallable, putParameters, putValue, withCount, type Conversion } from './convert-expressions.ts';
import { ASSIGNMENT_SIGNS } from './operators.ts';
import { takesSemicolon } from './print-statements.ts';
import { namesInside, usualCounter } from './repeat-counter.ts';

function hasLetOrConst(list: ts.VariableDeclarationList): 'let' | 'const' | undefined {
  const kind = list.flags & ts.NodeFlags.BlockScoped;
  return kind === ts.NodeFlags.Let ? 'let' : kind === ts.NodeFlags.Const ? 'const' : undefined;
}

function withType(block: BlockJson, conversion: Conversion, type: ts.TypeNode | undefined): BlockJson {
  if (type) block.extraState = { ...(block.extraState as object | undefined), type: exactText(conversion, type) };
  return block;
}

function declaration(conversion: Conversion, node: ts.VariableStatement): BlockJson | undefined {
  const [only] = node.declarationList.declarations;
  const kind = hasLetOrConst(node.declarationList);
  if (node.modifiers?.length || kind === undefined || only === undefined || node.declarationList.declarations.length !== 1)
    return undefined;
  if (!ts.isIdentifier(only.name) || only.exclamationToken) return undefined;
  const NAME = exactText(conversion, only.name);
  if (!only.initializer)
    return kind === 'let' ? withType({ type: 'variable_declare_empty', fields: { NAME } }, conversion, only.type) : undefined;
  const block = withType({ type: 'variable_declare', fields: { KIND: kind, NAME } }, conversion, only.type);
  putValue(conversion, block, 'VALUE', only.initializer);
  return block;
}

function assignment(conversion: Conversion, node: ts.BinaryExpression): BlockJson | undefined {
  const OP = node.operatorToken.getText(conversion.file);
  if (!ASSIGNMENT_SIGNS.includes(OP)) return undefined;
  const { left } = node;
  let block: BlockJson | undefined;
  if (ts.isIdentifier(left)) block = { type: 'variable_set', fields: { NAME: exactText(conversion, left), OP } };
  else if (ts.isElementAccessExpression(left)) {
    block = element(conversion, left, 'element_set');
    if (block) block.fields = { OP };
  } else if (ts.isPropertyAccessExpression(left) && !left.questionDotToken && ts.isIdentifier(left.name)) {
    block = { type: 'property_set', fields: { NAME: left.name.text, OP } };
    putValue(conversion, block, 'OBJECT', left.expression);
  }
  if (block) putValue(conversion, block, 'VALUE', node.right);
  return block;
}

function step(conversion: Conversion, node: ts.Expression): { name: string; sign: '++' | '--'; prefix: boolean } | undefined {
  if (!ts.isPrefixUnaryExpression(node) && !ts.isPostfixUnaryExpression(node)) return undefined;
  if (node.operator !== ts.SyntaxKind.PlusPlusToken && node.operator !== ts.SyntaxKind.MinusMinusToken) return undefined;
  if (!ts.isIdentifier(node.operand)) return undefined;
  const sign = node.operator === ts.SyntaxKind.PlusPlusToken ? '++' : '--';
  return { name: exactText(conversion, node.operand), sign, prefix: ts.isPrefixUnaryExpression(node) };
}

/** An expression that stands as a statement. */
export function expressionAsStatement(conversion: Conversion, node: ts.Expression): BlockJson {
  const stepped = step(conversion, node);
  if (stepped) {
    const block: BlockJson = { type: 'variable_step', fields: { NAME: stepped.name, OP: stepped.sign } };
    if (stepped.prefix) addStyle(block, { prefix: true });
    return block;
  }
  const form =
    (ts.isBinaryExpression(node) ? assignment(conversion, node) : undefined) ??
    (ts.isCallExpression(node) ? statementCall(conversion, node) : undefined);
  if (form) return form;
  const block: BlockJson = { type: 'run_expression' };
  putValue(conversion, block, 'VALUE', node);
  return block;
}

/** A call whose function has a value block is shown as that block, run for its effect. */
function statementCall(conversion: Conversion, node: ts.CallExpression): BlockJson | undefined {
  return knownCallable(node, 'value') ? undefined : call(conversion, node, 'statement');
}

function ifChain(conversion: Conversion, node: ts.IfStatement): BlockJson {
  const block: BlockJson = { type: 'if' };
  const bare: number[] = [];
  const branch = (input: string, body: ts.Statement, index: number) => {
    if (!ts.isBlock(body)) bare.push(index);
    conversion.putBody(block, input, body, { ownsNote: index === 0 });
  };
  let last = node;
  let index = 0;
  for (; ; index += 1) {
    putValue(conversion, block, `IF${index}`, last.expression);
    branch(`DO${index}`, last.thenStatement, index);
    if (!last.elseStatement || !ts.isIfStatement(last.elseStatement)) break;
    last = last.elseStatement;
  }
  const { elseStatement } = last;
  if (index > 0 || elseStatement)
    block.extraState = { ...(index > 0 ? { elseIfs: index } : {}), ...(elseStatement ? { otherwise: true } : {}) };
  if (elseStatement) branch('ELSE', elseStatement, index + 1);
  if (bare.length > 0) addStyle(block, { bare });
  return block;
}

function loopBody(conversion: Conversion, block: BlockJson, name: string, body: ts.Statement): void {
  conversion.loopNames.push(name);
  conversion.putBody(block, 'DO', body, { bareIndex: 0, ownsNote: true });
  conversion.loopNames.pop();
}

function counting(conversion: Conversion, node: ts.ForStatement): BlockJson | undefined {
  const { initializer, condition, incrementor } = node;
  if (!initializer || !ts.isVariableDeclarationList(initializer) || hasLetOrConst(initializer) !== 'let') return undefined;
  const [variable] = initializer.declarations;
  if (initializer.declarations.length !== 1 || !variable || !ts.isIdentifier(variable.name) || variable.type || !variable.initializer)
    return undefined;
  const NAME = exactText(conversion, variable.name);
  if (!condition || !ts.isBinaryExpression(condition) || !ts.isIdentifier(condition.left) || condition.left.text !== NAME) return undefined;
  const OP = condition.operatorToken.getText(conversion.file);
  if (!['<', '<=', '>', '>=', '!=='].includes(OP) || !incrementor) return undefined;
  const block: BlockJson = { type: 'for_count', fields: { NAME, OP } };
  putValue(conversion, block, 'FROM', variable.initializer);
  putValue(conversion, block, 'TO', condition.right);
  const stepped = step(conversion, incrementor);
  if (stepped) {
    if (stepped.name !== NAME) return undefined;
    block.fields!.STEP = stepped.sign;
    if (stepped.prefix) addStyle(block, { prefix: true });
  } else if (!putStep(conversion, block, incrementor, NAME)) return undefined;
  loopBody(conversion, block, NAME, node.statement);
  return asRepeat(conversion, block) ?? block;
}

function putStep(conversion: Conversion, block: BlockJson, node: ts.Expression, name: string): boolean {
  if (!ts.isBinaryExpression(node) || !ts.isIdentifier(node.left) || node.left.text !== name) return false;
  const sign = node.operatorToken.getText(conversion.file);
  if (sign !== '+=' && sign !== '-=') return false;
  block.type = 'for_step';
  block.fields!.STEP = sign;
  putValue(conversion, block, 'BY', node.right);
  return true;
}

/** `for (let i = 0; i < n; i++)` that never reads `i` is "repeat n times". */
function asRepeat(conversion: Conversion, block: BlockJson): BlockJson | undefined {
  if (block.type !== 'for_count' || block.data?.includes('"prefix"') || field(block, 'OP') !== '<' || field(block, 'STEP') !== '++')
    return undefined;
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

function forOf(conversion: Conversion, node: ts.ForOfStatement): BlockJson | undefined {
  if (node.awaitModifier || !ts.isVariableDeclarationList(node.initializer)) return undefined;
  const kind = hasLetOrConst(node.initializer);
  const [variable] = node.initializer.declarations;
  if (kind === undefined || !variable || !ts.isIdentifier(variable.name) || variable.type) return undefined;
  const NAME = exactText(conversion, variable.name);
  const block: BlockJson = { type: 'for_of', fields: { NAME } };
  if (kind === 'let') addStyle(block, { keyword: 'let' });
  putValue(conversion, block, 'LIST', node.expression);
  loopBody(conversion, block, NAME, node.statement);
  return block;
}

function condition(conversion: Conversion, type: 'while' | 'do_while', node: ts.WhileStatement | ts.DoStatement): BlockJson | undefined {
  if (type === 'do_while' && !ts.isBlock(node.statement)) return undefined;
  const block: BlockJson = { type };
  const body = () => conversion.putBody(block, 'DO', node.statement, { bareIndex: 0, ownsNote: true });
  if (type === 'do_while') body();
  putValue(conversion, block, 'IF', node.expression);
  if (type === 'while') body();
  return block;
}

function functionDeclaration(conversion: Conversion, node: ts.FunctionDeclaration): BlockJson | undefined {
  if (node.modifiers?.length || node.asteriskToken || node.typeParameters || !node.name || !node.body) return undefined;
  if (!ts.isSourceFile(node.parent)) return undefined;
  const block = withType(withCount('function_declare', node.parameters.length), conversion, node.type);
  block.fields = { NAME: exactText(conversion, node.name) };
  putParameters(conversion, block, node.parameters);
  conversion.putBody(block, 'DO', node.body);
  return block;
}

function statementForm(conversion: Conversion, node: ts.Statement): BlockJson | undefined {
  if (ts.isExpressionStatement(node)) return expressionAsStatement(conversion, node.expression);
  if (ts.isVariableStatement(node)) return declaration(conversion, node);
  if (ts.isIfStatement(node)) return ifChain(conversion, node);
  if (ts.isWhileStatement(node)) return condition(conversion, 'while', node);
  if (ts.isDoStatement(node)) return condition(conversion, 'do_while', node);
  if (ts.isForStatement(node)) return counting(conversion, node);
  if (ts.isForOfStatement(node)) return forOf(conversion, node);
  if (ts.isFunctionDeclaration(node)) return functionDeclaration(conversion, node);
  if (ts.isBreakStatement(node) && !node.label) return { type: 'break_loop' };
  if (ts.isContinueStatement(node) && !node.label) return { type: 'continue_loop' };
  if (!ts.isReturnStatement(node)) return undefined;
  if (!node.expression) return { type: 'return_empty' };
  const block: BlockJson = { type: 'return_value' };
  putValue(conversion, block, 'VALUE', node.expression);
  return block;
}

/** The statement's text, its further lines moved left by the indentation of its first. */
function codeStatement(conversion: Conversion, node: ts.Statement): BlockJson {
  const text = exactText(conversion, node);
  const start = node.getStart(conversion.file, false);
  const lineStart = conversion.text.lastIndexOf('\n', start - 1) + 1;
  const [indentation] = /^[ \t]*/.exec(conversion.text.slice(lineStart, start))!;
  const lines = text.split('\n');
  const movable = !/`|\/\*/.test(text) && lines.slice(1).every((line) => line.trim() === '' || line.startsWith(indentation));
  const moved = movable ? lines.map((line, index) => (index === 0 ? line : line.slice(indentation.length))).join('\n') : text;
  return { type: 'code_statement', fields: { CODE: moved } };
}

/** One statement without its comments; `isSame` tells whether a block prints as the statement's text. */
export function statement(conversion: Conversion, node: ts.Statement, isSame: (block: BlockJson) => boolean): BlockJson {
  const outerStart = conversion.statementStart;
  const start = node.getStart(conversion.file, false);
  conversion.statementStart = start;
  let block = statementForm(conversion, node);
  conversion.statementStart = outerStart;
  if (block && takesSemicolon(block) && node.getLastToken(conversion.file)?.kind !== ts.SyntaxKind.SemicolonToken)
    addStyle(block, { semi: false });
  if (block === undefined || (conversion.careful && !isSame(block))) block = codeStatement(conversion, node);
  conversion.places.set(block, { start, end: node.end });
  return block;
}
