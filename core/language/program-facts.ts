/**
 * Reads what a program says without running it: which of the robot's functions it calls and where, which constructs it uses, what its
 * decisions hang on. Layer: language. For step checks. Total: no text makes it throw.
 */
import ts from 'typescript';
import type { ApiName } from '../robot/api-table.ts';
import { CONSTRUCTS, type CallFact, type Construct, type ProgramFacts } from '../robot/program-facts.ts';
import { checkInput } from './check/input.ts';
import { ambientOf } from './codegen/ambient.ts';
import type { Binding } from './codegen/bindings.ts';
import { analyseScopes, type ScopeTable } from './codegen/scopes.ts';
import { isFunctionNode } from './codegen/function-nodes.ts';
import { DataFlow } from './data-flow.ts';
import type { ProgramSource } from './source.ts';
import { pathOf } from './ts-service.ts';

/** More of either would say nothing more. */
const CALLS_MAX = 2000;
const CONDITIONS_MAX = 2000;

const K = ts.SyntaxKind;
const CALCULATIONS: ReadonlySet<ts.SyntaxKind> = new Set([
  K.PlusToken,
  K.MinusToken,
  K.AsteriskToken,
  K.SlashToken,
  K.PercentToken,
  K.AsteriskAsteriskToken,
]);

const nothing = (): Record<Construct, number> => Object.fromEntries(CONSTRUCTS.map((name) => [name, 0])) as Record<Construct, number>;

const conditionOf = (node: ts.Node): ts.Expression | undefined => {
  if (ts.isIfStatement(node) || ts.isWhileStatement(node) || ts.isDoStatement(node) || ts.isSwitchStatement(node)) return node.expression;
  if (ts.isForStatement(node) || ts.isConditionalExpression(node)) return node.condition;
  return undefined;
};

function isFunctionValue(node: ts.Node): boolean {
  return ts.isArrowFunction(node) || ts.isFunctionExpression(node);
}

class Reader {
  readonly #scopes: ScopeTable;
  readonly #flow: DataFlow;
  readonly #constructs = nothing();
  readonly #calls: CallFact[] = [];
  readonly #conditions: { readonly reads: readonly ApiName[] }[] = [];
  /** Where each function of the program is named. */
  readonly #mentions = new Map<Binding, ts.Node[]>();
  #statements = 0;

  constructor(trees: readonly ts.SourceFile[]) {
    this.#scopes = analyseScopes(trees);
    this.#flow = new DataFlow(trees, this.#scopes);
    for (const tree of trees) this.#findMentions(tree);
    for (const tree of trees) this.#visit(tree);
  }

  facts(): ProgramFacts {
    return {
      syntaxErrors: 0,
      statements: this.#statements,
      constructs: this.#constructs,
      calls: this.#calls,
      conditions: this.#conditions,
    };
  }

  #findMentions(node: ts.Node): void {
    if (ts.isIdentifier(node)) {
      const binding = this.#scopes.bindingOf(node);
      if (binding !== undefined && node.parent !== binding.declaration) {
        const known = this.#mentions.get(binding);
        if (known === undefined) this.#mentions.set(binding, [node]);
        else known.push(node);
      }
    }
    ts.forEachChild(node, (child) => this.#findMentions(child));
  }

  #visit(node: ts.Node): void {
    if (ts.isStatement(node) && !ts.isBlock(node) && node.kind !== K.EmptyStatement) this.#statements += 1;
    for (const construct of this.#constructsOf(node)) this.#constructs[construct] += 1;
    if (ts.isIfStatement(node) && node.elseStatement !== undefined && !ts.isIfStatement(node.elseStatement)) this.#constructs.else += 1;
    const condition = conditionOf(node);
    if (condition !== undefined && this.#conditions.length < CONDITIONS_MAX)
      this.#conditions.push({ reads: this.#flow.readsOf(condition) });
    this.#call(node);
    ts.forEachChild(node, (child) => this.#visit(child));
  }

  #api(node: ts.Expression): ApiName | undefined {
    const ambient = ambientOf(node, this.#scopes);
    return ambient?.kind === 'api' ? ambient.name : undefined;
  }

  #call(node: ts.Node): void {
    if (this.#calls.length >= CALLS_MAX) return;
    const isCalled = ts.isCallExpression(node);
    const isProperty = ts.isPropertyAccessExpression(node) && !(ts.isCallExpression(node.parent) && node.parent.expression === node);
    if (!isCalled && !isProperty) return;
    const name = this.#api(isCalled ? node.expression : node);
    if (name === undefined) return;
    const reads = isCalled
      ? node.arguments.filter((argument) => !isFunctionValue(argument)).flatMap((argument) => this.#flow.readsOf(argument))
      : [];
    this.#calls.push({ name, inside: [...this.#around(node, new Set())], reads: [...new Set(reads)] });
  }

  /** Constructs that this one node is, apart from `else`. `while (true)` is a `forever` too. */
  #constructsOf(node: ts.Node): readonly Construct[] {
    if (ts.isIfStatement(node)) return ['if'];
    if (ts.isWhileStatement(node)) return node.expression.kind === K.TrueKeyword ? ['while', 'forever'] : ['while'];
    if (ts.isDoStatement(node)) return ['while'];
    if (ts.isForStatement(node)) return node.condition === undefined ? ['repeat', 'forever'] : ['repeat'];
    if (ts.isForOfStatement(node)) return ['repeat'];
    if (ts.isFunctionDeclaration(node)) return ['function'];
    if (ts.isArrayLiteralExpression(node)) return ['list'];
    if (ts.isBinaryExpression(node) && CALCULATIONS.has(node.operatorToken.kind)) return ['calculation'];
    if (ts.isVariableDeclaration(node)) {
      if (node.initializer !== undefined && isFunctionValue(node.initializer)) return ['function'];
      return ts.isForStatement(node.parent.parent) || ts.isForOfStatement(node.parent.parent) ? [] : ['variable'];
    }
    if (!ts.isCallExpression(node)) return [];
    const name = this.#api(node.expression);
    return name === 'forever' || name === 'parallel' ? [name] : [];
  }

  /** Through the places that name the function which holds the node, too. */
  #around(node: ts.Node, seen: Set<ts.Node>): Set<Construct> {
    const found = new Set<Construct>();
    let below: ts.Node = node;
    for (let at = node.parent; at !== undefined; at = at.parent) {
      if (ts.isIfStatement(at) && at.expression !== below) found.add(at.elseStatement === below ? 'else' : 'if');
      else if (!ts.isVariableDeclaration(at)) for (const construct of this.#constructsOf(at)) found.add(construct);
      if (isFunctionNode(at) && !seen.has(at)) {
        seen.add(at);
        for (const place of this.#placesOf(at)) for (const construct of this.#around(place, seen)) found.add(construct);
      }
      below = at;
    }
    return found;
  }

  #placesOf(node: ts.Node): readonly ts.Node[] {
    const named = ts.isFunctionDeclaration(node) ? node : node.parent;
    const name = ts.isFunctionDeclaration(named) || ts.isVariableDeclaration(named) ? named.name : undefined;
    const binding = name !== undefined && ts.isIdentifier(name) ? this.#scopes.bindingOf(name) : undefined;
    return binding === undefined ? [] : (this.#mentions.get(binding) ?? []);
  }
}

const unread = (syntaxErrors: number): ProgramFacts => ({
  syntaxErrors,
  statements: 0,
  constructs: nothing(),
  calls: [],
  conditions: [],
});

// Every tree that the parser makes has it, though it is not declared.
const mistakesIn = (tree: ts.SourceFile): number =>
  (tree as unknown as { readonly parseDiagnostics: readonly unknown[] }).parseDiagnostics.length;

/** Of all files together. */
export function programFacts(source: ProgramSource): ProgramFacts {
  const trees: ts.SourceFile[] = [];
  const taken = new Set<string>();
  for (const { path, text } of source) {
    const fileName = pathOf(path, taken);
    taken.add(fileName);
    const { tree } = checkInput(text, fileName);
    if (tree === undefined) return unread(1);
    trees.push(tree);
  }
  const mistakes = trees.reduce((sum, tree) => sum + mistakesIn(tree), 0);
  return mistakes > 0 ? unread(mistakes) : new Reader(trees).facts();
}
