/**
 * What each value of a program hangs on among the robot's answers: through variables, parameters, functions, and the conditions under
 * which a variable is set. Layer: language. It errs on the side of "hangs on".
 */
import ts from 'typescript';
import { apiEntry, type ApiName } from '../robot/api-table.ts';
import { ambientOf } from './codegen/ambient.ts';
import { boundNames } from './codegen/bound-names.ts';
import type { Binding } from './codegen/bindings.ts';
import { type ScopeTable } from './codegen/scopes.ts';
import { isFunctionNode } from './codegen/function-nodes.ts';

/** Directly. */
interface Sources {
  readonly names: Set<ApiName>;
  readonly bindings: Set<Binding>;
}

const empty = (): Sources => ({ names: new Set(), bindings: new Set() });

export class DataFlow {
  readonly #scopes: ScopeTable;
  readonly #sources = new Map<Binding, Sources>();
  readonly #settled = new Map<Binding, ReadonlySet<ApiName>>();

  constructor(trees: readonly ts.SourceFile[], scopes: ScopeTable) {
    this.#scopes = scopes;
    for (const tree of trees) this.#gather(tree, []);
  }

  /** Names of the API whose results the expression hangs on. */
  readsOf(node: ts.Node): readonly ApiName[] {
    const { names, bindings } = this.#direct(node, empty());
    const all = new Set(names);
    for (const binding of bindings) for (const name of this.#closure(binding)) all.add(name);
    return [...all];
  }

  #closure(start: Binding): ReadonlySet<ApiName> {
    const known = this.#settled.get(start);
    if (known !== undefined) return known;
    const names = new Set<ApiName>();
    const seen = new Set([start]);
    for (const binding of seen) {
      const sources = this.#sources.get(binding);
      for (const name of sources?.names ?? []) names.add(name);
      for (const next of sources?.bindings ?? []) seen.add(next);
    }
    this.#settled.set(start, names);
    return names;
  }

  #direct(node: ts.Node, into: Sources): Sources {
    if (ts.isIdentifier(node)) {
      const binding = this.#scopes.bindingOf(node);
      if (binding !== undefined) into.bindings.add(binding);
    }
    if (ts.isIdentifier(node) || ts.isPropertyAccessExpression(node)) {
      const ambient = ambientOf(node, this.#scopes);
      if (ambient?.kind === 'api' && apiEntry(ambient.name).result !== 'void') into.names.add(ambient.name);
    }
    ts.forEachChild(node, (child) => void this.#direct(child, into));
    return into;
  }

  #add(name: ts.Node | undefined, from: readonly ts.Node[]): void {
    if (name === undefined || !ts.isIdentifier(name)) return;
    const binding = this.#scopes.bindingOf(name);
    if (binding === undefined) return;
    const sources = this.#sources.get(binding) ?? empty();
    this.#sources.set(binding, sources);
    for (const node of from) this.#direct(node, sources);
  }

  /** @param conditions around the node, within its function */
  #gather(node: ts.Node, conditions: readonly ts.Node[]): void {
    this.#take(node, conditions);
    if (ts.isIfStatement(node) || ts.isWhileStatement(node) || ts.isDoStatement(node)) {
      const inner = [...conditions, node.expression];
      return ts.forEachChild(node, (child) => this.#gather(child, inner));
    }
    const inner = isFunctionNode(node) && ts.isFunctionDeclaration(node) ? [] : conditions;
    ts.forEachChild(node, (child) => this.#gather(child, inner));
  }

  #take(node: ts.Node, conditions: readonly ts.Node[]): void {
    if (ts.isVariableDeclaration(node) && node.initializer !== undefined) {
      for (const name of boundNames(node.name)) this.#add(name, [node.initializer]);
    }
    if (ts.isFunctionDeclaration(node) && node.body !== undefined) this.#add(node.name, [node.body]);
    if (ts.isForOfStatement(node) && ts.isVariableDeclarationList(node.initializer)) {
      for (const { name } of node.initializer.declarations) for (const bound of boundNames(name)) this.#add(bound, [node.expression]);
    }
    if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) this.#add(rootOf(node.left), [node.right, ...conditions]);
    if ((ts.isPostfixUnaryExpression(node) || ts.isPrefixUnaryExpression(node)) && conditions.length > 0)
      this.#add(node.operand, conditions);
    if (ts.isCallExpression(node)) this.#takeCall(node, conditions);
  }

  /** Arguments flow into parameters, and what is put into a list flows into the list. */
  #takeCall({ expression, arguments: given }: ts.CallExpression, conditions: readonly ts.Node[]): void {
    if (ts.isPropertyAccessExpression(expression)) return this.#add(rootOf(expression.expression), [...given, ...conditions]);
    const binding = ts.isIdentifier(expression) ? this.#scopes.bindingOf(expression) : undefined;
    const made = binding?.declaration;
    const body = made !== undefined && ts.isVariableDeclaration(made) ? made.initializer : made;
    if (body === undefined || !isFunctionNode(body) || ts.isSourceFile(body)) return;
    body.parameters.forEach((parameter, i) => {
      const passed = parameter.dotDotDotToken === undefined ? given.slice(i, i + 1) : given.slice(i);
      for (const name of boundNames(parameter.name)) this.#add(name, passed);
    });
  }
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** `list` of `list[0]` and `list.length`. */
function rootOf(node: ts.Expression): ts.Expression {
  let at = node;
  while (ts.isElementAccessExpression(at) || ts.isPropertyAccessExpression(at) || ts.isParenthesizedExpression(at)) at = at.expression;
  return at;
}
