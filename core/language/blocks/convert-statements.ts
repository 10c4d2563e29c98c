/** TypeScript statements → blocks. Layer: language/blocks. */
import ts from 'typescript';
import type { BlockJson } from './blocks-document.ts';
import { entriesState } from './block-shape.ts';
import { addStyle } from './block-style.ts';
import { addState, exactText, modifiersText, textOf, type Conversion } from './conversion.ts';
import { call, knownCallable } from './convert-calls.ts';
import { element } from './convert-expressions.ts';
import { functionDeclaration } from './convert-functions.ts';
import { loop } from './convert-loops.ts';
import { assign, step } from './convert-objects.ts';
import { structure } from './convert-structures.ts';
import { movedLeft } from './literal-text.ts';
import { ASSIGNMENT_SIGNS } from './operators.ts';
import { EMPTY_SOCKET } from './empty-socket.ts';
import { takesSemicolon } from './print-statements.ts';

/** `let`, `const`, `var`; undefined for the rest. */
function kindOf({ flags }: ts.VariableDeclarationList): 'let' | 'const' | 'var' | undefined {
  const kind = flags & ts.NodeFlags.BlockScoped;
  return kind === ts.NodeFlags.Let ? 'let' : kind === ts.NodeFlags.Const ? 'const' : kind === 0 ? 'var' : undefined;
}

function severalVariables(conversion: Conversion, list: ts.VariableDeclarationList, KIND: string): BlockJson {
  const block: BlockJson = { type: 'variables_declare', fields: { KIND } };
  let entries = '';
  list.declarations.forEach(({ name, exclamationToken, type, initializer }, index) => {
    const end = (type ?? exclamationToken ?? name).end;
    block.fields![`P${index}`] = conversion.text.slice(name.getStart(conversion.file, false), end);
    entries += initializer ? 'v' : 'n';
    if (initializer) conversion.value(block, `A${index}`, initializer);
  });
  return addState(block, entriesState(block.type, entries));
}

function declaration(conversion: Conversion, node: ts.VariableStatement): BlockJson | undefined {
  const { declarations } = node.declarationList;
  const [only] = declarations;
  const KIND = kindOf(node.declarationList);
  const modifiers = modifiersText(conversion, node);
  if (KIND === undefined || only === undefined) return undefined;
  if (declarations.length > 1) return addState(severalVariables(conversion, node.declarationList, KIND), { modifiers });
  if (only.exclamationToken) return undefined;
  const NAME = exactText(conversion, only.name);
  const type = textOf(conversion, only.type);
  if (!only.initializer) {
    if (!ts.isIdentifier(only.name) || KIND === 'const') return undefined;
    const fields = KIND === 'let' ? { NAME } : { KIND, NAME };
    return addState({ type: 'variable_declare_empty', fields }, { type, modifiers });
  }
  const block: BlockJson = { type: ts.isIdentifier(only.name) ? 'variable_declare' : 'destructure', fields: { KIND, NAME } };
  conversion.value(block, 'VALUE', only.initializer);
  return addState(block, { type, modifiers });
}

function assignment(conversion: Conversion, node: ts.BinaryExpression): BlockJson | undefined {
  const OP = node.operatorToken.getText(conversion.file);
  if (!ASSIGNMENT_SIGNS.includes(OP)) return undefined;
  const { left } = node;
  let block: BlockJson;
  if (isBlank(left)) return assign(conversion, node, 'target_set');
  if (ts.isIdentifier(left)) block = { type: 'variable_set', fields: { NAME: exactText(conversion, left), OP } };
  else if (ts.isElementAccessExpression(left) && !left.questionDotToken) {
    block = element(conversion, left, 'element_set');
    block.fields = { OP };
  } else if (ts.isPropertyAccessExpression(left) && !left.questionDotToken) {
    block = { type: 'property_set', fields: { NAME: left.name.text, OP } };
    conversion.value(block, 'OBJECT', left.expression);
  } else return assign(conversion, node, 'target_set');
  conversion.value(block, 'VALUE', node.right);
  return block;
}

/** A socket that the text says is empty. */
function isBlank(node: ts.Node): boolean {
  return ts.isIdentifier(node) && node.text === EMPTY_SOCKET;
}

/** `x++` of a plain variable. */
function variableStep(conversion: Conversion, node: ts.Expression): BlockJson | undefined {
  if (!ts.isPrefixUnaryExpression(node) && !ts.isPostfixUnaryExpression(node)) return undefined;
  if (node.operator !== ts.SyntaxKind.PlusPlusToken && node.operator !== ts.SyntaxKind.MinusMinusToken) return undefined;
  if (!ts.isIdentifier(node.operand) || isBlank(node.operand)) return undefined;
  const OP = node.operator === ts.SyntaxKind.PlusPlusToken ? '++' : '--';
  const block: BlockJson = { type: 'variable_step', fields: { NAME: exactText(conversion, node.operand), OP } };
  if (ts.isPrefixUnaryExpression(node)) addStyle(block, { prefix: true });
  return block;
}

/** An expression that stands as a statement. */
export function expressionAsStatement(conversion: Conversion, node: ts.Expression): BlockJson {
  const form =
    variableStep(conversion, node) ??
    step(conversion, node, 'target_step') ??
    (ts.isBinaryExpression(node) ? assignment(conversion, node) : undefined) ??
    (ts.isCallExpression(node) ? statementCall(conversion, node) : undefined);
  if (form) return form;
  const block: BlockJson = { type: 'run_expression' };
  conversion.value(block, 'VALUE', node);
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
    conversion.value(block, `IF${index}`, last.expression);
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

function statementForm(conversion: Conversion, node: ts.Statement): BlockJson | undefined {
  if (ts.isExpressionStatement(node)) return expressionAsStatement(conversion, node.expression);
  if (ts.isVariableStatement(node)) return declaration(conversion, node);
  if (ts.isIfStatement(node)) return ifChain(conversion, node);
  if (ts.isFunctionDeclaration(node)) return functionDeclaration(conversion, node);
  if (ts.isBreakStatement(node)) return jump(conversion, 'break', node.label);
  if (ts.isContinueStatement(node)) return jump(conversion, 'continue', node.label);
  if (ts.isReturnStatement(node) && !node.expression) return { type: 'return_empty' };
  if (ts.isReturnStatement(node) || ts.isThrowStatement(node)) {
    const block: BlockJson = { type: ts.isReturnStatement(node) ? 'return_value' : 'throw' };
    conversion.value(block, 'VALUE', node.expression!);
    return block;
  }
  return loop(conversion, node) ?? structure(conversion, node);
}

function jump(conversion: Conversion, word: 'break' | 'continue', label: ts.Identifier | undefined): BlockJson {
  return label ? { type: `${word}_label`, fields: { NAME: exactText(conversion, label) } } : { type: `${word}_loop` };
}

/** The statement's text, its further lines moved left by the indentation of its first. */
function codeStatement(conversion: Conversion, node: ts.Node): BlockJson {
  const text = exactText(conversion, node);
  const start = node.getStart(conversion.file, false);
  const lineStart = conversion.text.lastIndexOf('\n', start - 1) + 1;
  const [indentation] = /^[ \t]*/.exec(conversion.text.slice(lineStart, start))!;
  return { type: 'code_statement', fields: { CODE: movedLeft(text, indentation) } };
}

/** One statement without its comments; `isSame` tells whether a block prints as the statement's text. */
export function statement(
  conversion: Conversion,
  node: ts.Node,
  {
    form = statementForm,
    isSame,
  }: { form?: (conversion: Conversion, node: ts.Statement) => BlockJson | undefined; isSame: (block: BlockJson) => boolean },
): BlockJson {
  const outerStart = conversion.statementStart;
  const start = node.getStart(conversion.file, false);
  conversion.statementStart = start;
  let block = form(conversion, node as ts.Statement);
  conversion.statementStart = outerStart;
  if (block && takesSemicolon(block) && node.getLastToken(conversion.file)?.kind !== ts.SyntaxKind.SemicolonToken)
    addStyle(block, { semi: false });
  if (block === undefined || (conversion.careful && !isSame(block))) block = codeStatement(conversion, node);
  if (!conversion.places.has(block)) conversion.places.set(block, { start, end: node.end });
  return block;
}
