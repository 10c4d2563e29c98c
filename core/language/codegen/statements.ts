/** Statements. Layer: language. Each begins a place at which Step halts; so do a loop's condition and its increment. */
import ts from 'typescript';
import type { Label, PlaceRange } from './assembler.ts';
import { DEFAULT_EXPORT } from './modules.ts';
import { classValue } from './classes.ts';
import { enumStatement } from './enums.ts';
import { isJumpTarget, leave, returnTop, tryStatement } from './exits.ts';
import type { Gen } from './gen.ts';
import { assignTop, bindValue } from './patterns.ts';
import { isErased } from './function-nodes.ts';
import { loadThis } from './this-value.ts';
import { freshCells, initialiseVariable, renewCells, withScope, withTemporary } from './variables.ts';

/** The offset where the first function body inside begins: what stands in it has places of its own. */
function firstBodyIn(node: ts.Node): number | undefined {
  return ts.forEachChild(node, (child): number | undefined => {
    const body = ts.isArrowFunction(child) || ts.isFunctionExpression(child) ? child.body : undefined;
    return body && ts.isBlock(body) ? body.getStart() : firstBodyIn(child);
  });
}

function place(g: Gen, node: ts.Node, end = node.end): void {
  g.asm.statement({ start: node.getStart(), end: Math.min(end, firstBodyIn(node) ?? end) });
}

/** From the statement's start to the closing parenthesis of its head. */
function headOf(node: ts.Statement, body: ts.Node): PlaceRange {
  const text = node.getSourceFile().text;
  const close = text.lastIndexOf(')', body.getStart());
  return { start: node.getStart(), end: Math.max(close + 1, node.getStart()) };
}

function declare(g: Gen, list: ts.VariableDeclarationList): void {
  const isVar = (list.flags & ts.NodeFlags.BlockScoped) === 0;
  list.declarations.forEach((declaration, i) => {
    if (i > 0) place(g, declaration);
    if (declaration.initializer) g.expression(declaration.initializer);
    else if (isVar) return;
    else g.asm.op('UNDEFINED');
    bindValue(g, declaration.name, declaration.initializer);
  });
}

/** The labels written straight before a statement. */
function labelsOf(node: ts.Statement): readonly string[] {
  return ts.isLabeledStatement(node.parent) ? [node.parent.label.text, ...labelsOf(node.parent)] : [];
}

interface Loop {
  readonly statement: ts.IterationStatement;
  readonly continueTo: Label;
  readonly breakTo: Label;
  /** What stands on the stack beneath the body: the iterator of a for-of. */
  readonly kept: 0 | 1;
}

function body(g: Gen, loop: Loop): void {
  const { statement, breakTo, continueTo, kept } = loop;
  const depth = g.asm.depth;
  g.targets.push({
    labels: labelsOf(statement),
    breakTo,
    breakDepth: depth - kept,
    continueTo,
    continueDepth: depth,
    plainBreak: true,
  });
  g.statement(statement.statement);
  g.targets.pop();
}

function whileLoop(g: Gen, node: ts.WhileStatement): void {
  const [top, condition, end] = [g.asm.label(), g.asm.label(), g.asm.label()];
  const head = headOf(node, node.statement);
  if (node.expression.kind === ts.SyntaxKind.FalseKeyword) return;
  const endless = node.expression.kind === ts.SyntaxKind.TrueKeyword;
  if (!endless) {
    g.asm.statement(head);
    g.asm.jump('JUMP', condition);
  }
  g.asm.placeLoopTop(top);
  body(g, { statement: node, continueTo: condition, breakTo: end, kept: 0 });
  g.asm.place(condition);
  g.asm.statement(head);
  g.condition(node.expression, top, true);
  g.asm.place(end);
}

function doLoop(g: Gen, node: ts.DoStatement): void {
  const [top, condition, end] = [g.asm.label(), g.asm.label(), g.asm.label()];
  g.asm.placeLoopTop(top);
  body(g, { statement: node, continueTo: condition, breakTo: end, kept: 0 });
  g.asm.place(condition);
  place(g, node.expression);
  g.condition(node.expression, top, true);
  g.asm.place(end);
}

function forLoop(g: Gen, node: ts.ForStatement): void {
  const [top, next, condition, end] = [g.asm.label(), g.asm.label(), g.asm.label(), g.asm.label()];
  const scope = g.scopes.scopeOf(node);
  withScope(g, scope, () => {
    if (node.initializer) {
      g.asm.statement({ start: node.getStart(), end: node.initializer.end });
      if (ts.isVariableDeclarationList(node.initializer)) declare(g, node.initializer);
      else g.effect(node.initializer);
    }
    if (node.condition?.kind === ts.SyntaxKind.FalseKeyword) return;
    if (node.condition) g.asm.jump('JUMP', condition);
    g.asm.placeLoopTop(top);
    body(g, { statement: node, continueTo: next, breakTo: end, kept: 0 });
    g.asm.place(next);
    freshCells(g, scope);
    if (node.incrementor) {
      place(g, node.incrementor);
      g.effect(node.incrementor);
    }
    g.asm.place(condition);
    if (node.condition) {
      place(g, node.condition);
      g.condition(node.condition, top, true);
    } else {
      g.asm.statement(headOf(node, node.statement));
      g.asm.jump('JUMP', top);
    }
    g.asm.place(end);
  });
}

/** `for … of` and `for … in`. */
function loopOver(g: Gen, node: ts.ForOfStatement | ts.ForInStatement): void {
  const [next, end] = [g.asm.label(), g.asm.label()];
  const head = headOf(node, node.statement);
  g.asm.statement(head);
  const scope = g.scopes.scopeOf(node);
  withScope(g, scope, () => {
    g.expression(node.expression);
    g.asm.op(ts.isForOfStatement(node) ? 'ITERATE' : 'FOR_IN');
    g.asm.placeLoopTop(next);
    g.asm.statement(head);
    g.asm.jump('NEXT', end);
    renewCells(g, scope);
    const { initializer } = node;
    if (ts.isVariableDeclarationList(initializer)) bindValue(g, initializer.declarations[0]!.name);
    else assignTop(g, initializer);
    body(g, { statement: node, continueTo: next, breakTo: end, kept: 1 });
    g.asm.jump('JUMP', next);
    g.asm.place(end);
  });
}

function breakOrContinue(g: Gen, node: ts.BreakOrContinueStatement): void {
  place(g, node);
  const label = node.label?.text;
  const isBreak = ts.isBreakStatement(node);
  const target = g.targets.filter(isJumpTarget).findLast((candidate) => {
    if (label !== undefined) return candidate.labels.includes(label);
    return isBreak ? candidate.plainBreak : candidate.continueTo !== undefined;
  });
  leave(g, target, isBreak ? 'breakTo' : 'continueTo');
}

function ifStatement(g: Gen, node: ts.IfStatement): void {
  g.asm.statement(headOf(node, node.thenStatement));
  const otherwise = g.asm.label();
  const end = g.asm.label();
  g.condition(node.expression, otherwise, false);
  g.statement(node.thenStatement);
  if (node.elseStatement) g.asm.jump('JUMP', end);
  g.asm.place(otherwise);
  if (node.elseStatement) {
    g.statement(node.elseStatement);
    g.asm.place(end);
  }
}

function switchStatement(g: Gen, node: ts.SwitchStatement): void {
  const { clauses } = node.caseBlock;
  const end = g.asm.label();
  const labels = clauses.map(() => g.asm.label());
  g.asm.statement({ start: node.getStart(), end: node.caseBlock.getStart() });
  withTemporary(g, (slot) => {
    g.expression(node.expression);
    g.asm.op('STORE_LOCAL', slot);
    withScope(g, g.scopes.scopeOf(node.caseBlock), () => {
      clauses.forEach((clause, i) => {
        if (ts.isDefaultClause(clause)) return;
        g.asm.op('LOAD_LOCAL', slot);
        g.expression(clause.expression);
        g.asm.op('EQ');
        g.asm.jump('JUMP_IF_TRUE', labels[i]!);
      });
      const byDefault = clauses.findIndex((clause) => ts.isDefaultClause(clause));
      g.asm.jump('JUMP', labels[byDefault] ?? end);
      const depth = g.asm.depth;
      g.targets.push({ labels: labelsOf(node), breakTo: end, breakDepth: depth, continueDepth: depth, plainBreak: true });
      clauses.forEach((clause, i) => {
        g.asm.place(labels[i]!);
        g.statements(clause.statements);
      });
      g.targets.pop();
      g.asm.place(end);
    });
  });
}

function labelled(g: Gen, node: ts.LabeledStatement): void {
  let inner: ts.Statement = node.statement;
  while (ts.isLabeledStatement(inner)) inner = inner.statement;
  if (ts.isIterationStatement(inner, false) || ts.isSwitchStatement(inner)) return g.statement(node.statement);
  const end = g.asm.label();
  const depth = g.asm.depth;
  g.targets.push({ labels: [node.label.text], breakTo: end, breakDepth: depth, continueDepth: depth, plainBreak: false });
  g.statement(node.statement);
  g.targets.pop();
  g.asm.place(end);
}

/** `export default value;` */
function exportDefault(g: Gen, node: ts.ExportAssignment): void {
  place(g, node);
  g.expression(node.expression);
  initialiseVariable(g, g.scopes.scopeOf(node.getSourceFile())!.names.get(DEFAULT_EXPORT)!);
}

function returnStatement(g: Gen, node: ts.ReturnStatement): void {
  place(g, node);
  const maker = ts.isConstructorDeclaration(g.node) ? g.node : undefined;
  if (node.expression) g.expression(node.expression);
  else if (!maker) g.asm.op('UNDEFINED');
  if (maker && node.expression) {
    // Only an object can stand for what `new` makes.
    const isObject = g.asm.label();
    g.asm.op('DUP');
    g.asm.op('IS_OBJECT');
    g.asm.jump('JUMP_IF_TRUE', isObject);
    g.asm.op('POP');
    loadThis(g, maker);
    g.asm.place(isObject);
  } else if (maker) loadThis(g, maker);
  returnTop(g);
}

function caught(g: Gen, clause: ts.CatchClause): void {
  withScope(g, g.scopes.scopeOf(clause), () => {
    if (clause.variableDeclaration) bindValue(g, clause.variableDeclaration.name);
    else g.asm.op('POP');
    g.statement(clause.block);
  });
}

function classStatement(g: Gen, node: ts.ClassDeclaration): void {
  if (isErased(node)) return;
  g.asm.statement({ start: node.getStart(), end: node.members.pos });
  classValue(g, node, () => {
    const binding = node.name ? g.scopes.bindingOf(node.name) : g.scopes.scopeOf(node.getSourceFile())?.names.get(DEFAULT_EXPORT);
    if (!binding) return;
    g.asm.op('DUP');
    initialiseVariable(g, binding);
  });
  g.asm.op('POP');
}

export function statement(g: Gen, node: ts.Statement): void {
  if (!g.asm.reachable) return;
  if (ts.isExpressionStatement(node)) {
    place(g, node);
    return g.effect(node.expression);
  }
  if (ts.isVariableStatement(node)) {
    place(g, node);
    return declare(g, node.declarationList);
  }
  if (ts.isIfStatement(node)) return ifStatement(g, node);
  if (ts.isBlock(node)) return withScope(g, g.scopes.scopeOf(node), () => g.statements(node.statements));
  if (ts.isForStatement(node)) return forLoop(g, node);
  if (ts.isForOfStatement(node) || ts.isForInStatement(node)) return loopOver(g, node);
  if (ts.isWhileStatement(node)) return whileLoop(g, node);
  if (ts.isDoStatement(node)) return doLoop(g, node);
  if (ts.isReturnStatement(node)) return returnStatement(g, node);
  if (ts.isBreakOrContinueStatement(node)) return breakOrContinue(g, node);
  if (ts.isSwitchStatement(node)) return switchStatement(g, node);
  if (ts.isLabeledStatement(node)) return labelled(g, node);
  if (ts.isExportAssignment(node)) return exportDefault(g, node);
  if (ts.isClassDeclaration(node)) return classStatement(g, node);
  if (ts.isTryStatement(node)) return tryStatement(g, node, (clause) => caught(g, clause));
  if (ts.isThrowStatement(node)) {
    place(g, node);
    g.expression(node.expression);
    return g.asm.op('THROW');
  }
  if (ts.isEnumDeclaration(node)) return enumStatement(g, node);
  // Declared functions stand ready at the start of their scope; types leave no code.
}
