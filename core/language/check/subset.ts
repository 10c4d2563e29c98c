/** The subset: one walk over a file that TypeScript could parse. Layer: language. */
import ts from 'typescript';
import { ARRAY_METHODS, BOOLEAN_METHODS, BUILTIN_FUNCTIONS, NUMBER_METHODS, STRING_METHODS } from '../../bytecode/builtins.ts';
import { apiEntry, type ApiPart } from '../../robot/api-table.ts';
import { eventEntry, isEventName } from '../../robot/event-table.ts';
import { EMPTY_SOCKET } from '../blocks/empty-socket.ts';
import { AMBIENT_CONSTANTS, ambientName, ambientOf, wrapperArity, type Ambient } from '../codegen/ambient.ts';
import { skipOuter } from '../codegen/skip-outer.ts';
import { type ScopeTable } from '../codegen/scopes.ts';
import { isUse } from '../codegen/function-nodes.ts';
import { apiRoots } from '../declarations.ts';
import { PRELUDE_CLASSES, PRELUDE_FUNCTIONS, spreadFunctionOf } from '../prelude/prelude.ts';
import { HEAVY_TYPES, refusedConstruct } from './constructs.ts';
import { languageError, type Fix, type Problem } from './problem.ts';

const METHODS: ReadonlySet<string> = new Set(
  [ARRAY_METHODS, STRING_METHODS, NUMBER_METHODS, BOOLEAN_METHODS].flatMap((methods) => Object.keys(methods)),
);

/** Outermost names that are the language's or the robot's, so that no program may declare them at its own outermost level. */
const TAKEN: ReadonlySet<string> = new Set([
  ...apiRoots(),
  ...[...Object.keys(BUILTIN_FUNCTIONS), ...AMBIENT_CONSTANTS].map((name) => name.split('.')[0]!),
  ...PRELUDE_FUNCTIONS.map((name) => name.split('.')[0]!),
  ...PRELUDE_CLASSES,
  'Function',
  'Map',
  'Set',
  'Symbol',
]);

const K = ts.SyntaxKind;
const COMPARISONS: ReadonlySet<ts.SyntaxKind> = new Set([K.EqualsEqualsEqualsToken, K.EqualsEqualsToken]);
/** Operators that only work out a value. */
const IDLE_OPERATORS: ReadonlySet<ts.SyntaxKind> = new Set([
  ...COMPARISONS,
  K.ExclamationEqualsEqualsToken,
  K.ExclamationEqualsToken,
  K.LessThanToken,
  K.LessThanEqualsToken,
  K.GreaterThanToken,
  K.GreaterThanEqualsToken,
  K.PlusToken,
  K.MinusToken,
  K.AsteriskToken,
  K.SlashToken,
  K.PercentToken,
]);

/** Whether working out the value does anything: a call, an assignment, a count. */
function holdsWork(node: ts.Node): boolean {
  if (ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isPostfixUnaryExpression(node)) return true;
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isTaggedTemplateExpression(node)) return true;
  if (ts.isBinaryExpression(node) && !IDLE_OPERATORS.has(node.operatorToken.kind)) return true;
  if (ts.isPrefixUnaryExpression(node) && (node.operator === K.PlusPlusToken || node.operator === K.MinusMinusToken)) return true;
  return ts.forEachChild(node, (child) => holdsWork(child) || undefined) ?? false;
}

/** `"use strict";` at the beginning. */
function isDirective(node: ts.ExpressionStatement): boolean {
  return ts.isStringLiteral(node.expression) && ts.isSourceFile(node.parent) && node.parent.statements[0] === node;
}

export interface SubsetAnswer {
  readonly problems: readonly Problem[];
  /** Types that could keep the type checker busy: it must not be asked. */
  readonly heavyTypes: boolean;
}

class Walk {
  readonly #scopes: ScopeTable;
  readonly #parts: ReadonlySet<string>;
  readonly problems: Problem[] = [];
  heavyTypes = false;

  constructor(scopes: ScopeTable, parts: ReadonlySet<string>) {
    this.#scopes = scopes;
    this.#parts = parts;
  }

  visit(node: ts.Node): void {
    if (ts.isTypeParameterDeclaration(node) || (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)))
      return this.#visitType(node);
    const refused = refusedConstruct(node);
    if (refused !== undefined) return this.#refuse(node, refused);
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return ts.forEachChild(node, (child) => this.#visitType(child));
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return this.#module(node);
    if (ts.isIdentifier(node)) return this.#identifier(node);
    if (ts.isPropertyAccessExpression(node)) this.#property(node);
    if (ts.isCallExpression(node)) this.#call(node);
    if (ts.isExpressionStatement(node)) {
      this.#expressionStatement(node);
      this.#noEffect(node);
    }
    if (ts.isIfStatement(node) || ts.isWhileStatement(node) || ts.isDoStatement(node)) this.#condition(node.expression);
    ts.forEachChild(node, (child) => this.visit(child));
  }

  #visitType(node: ts.Node): void {
    const heavy = HEAVY_TYPES.get(node.kind);
    if (heavy !== undefined) {
      this.heavyTypes = true;
      return this.#refuse(node, heavy);
    }
    ts.forEachChild(node, (child) => this.#visitType(child));
  }

  #refuse(node: ts.Node, construct: string): void {
    this.problems.push(languageError('language.not-in-subset', { construct }, range(node)));
  }

  /** Their names are TypeScript's to check. */
  #module(node: ts.ImportDeclaration | ts.ExportDeclaration): void {
    if (node.attributes) this.#refuse(node.attributes, 'with');
  }

  #identifier(node: ts.Identifier): void {
    if (isDeclaredName(node)) return this.#declaredName(node);
    const binding = this.#scopes.bindingOf(node);
    // A module as a whole is no value, only what stands before a dot.
    if (binding?.kind === 'namespace' && !isBeforeDot(node)) this.#refuse(node, `import * as ${node.text}`);
    if (binding) return;
    if (node.text === EMPTY_SOCKET) {
      this.problems.push(languageError('language.empty-socket', {}, range(node)));
      return;
    }
    if (ts.isPropertyAccessExpression(node.parent) || !isUse(node) || isAskedType(node)) return;
    const ambient = ambientOf(node, this.#scopes);
    if (ambient) return this.#ambientUse(node, ambient);
    // A name that is a group (`car`), not a value. TypeScript itself says of other names that it does not know them.
    if (TAKEN.has(node.text)) this.#refuse(node, node.text);
  }

  #declaredName(node: ts.Identifier): void {
    const binding = this.#scopes.bindingOf(node);
    if (!binding?.isGlobal || !TAKEN.has(node.text)) return;
    this.problems.push(languageError('language.name-taken', { name: node.text }, range(node)));
  }

  #property(node: ts.PropertyAccessExpression): void {
    const { expression } = node;
    if (ts.isIdentifier(expression) && expression.text === 'Symbol' && !this.#scopes.bindingOf(expression))
      return this.#refuse(expression, 'Symbol');
    const ambient = ambientOf(node, this.#scopes);
    if (ambient) return this.#ambientUse(node, ambient);
    const name = node.name.text;
    if (ambientName(node, this.#scopes) !== undefined || this.#scopes.memberOf(node)) return;
    // A name that its type has not got is TypeScript's to report; what is left are methods without their call.
    if (ts.isExpressionStatement(node.parent) && METHODS.has(name)) {
      this.problems.push(languageError('language.call-it', { name }, range(node.name), callFix(node, name)));
    }
  }

  #ambientUse(node: ts.Expression, ambient: Ambient): void {
    if (ambient.kind === 'api') this.#part(node, ambient.name);
    const { parent } = node;
    const isCallee = (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression === node;
    if (isCallee || ambient.kind === 'constant' || ambient.kind === 'prelude' || ambient.kind === 'class') return;
    if (ambient.kind === 'array-constructor' || ambient.kind === 'collection') return this.#refuse(node, node.getText());
    if (ambient.kind === 'api' && apiEntry(ambient.name).property) return;
    if (ts.isExpressionStatement(parent)) return;
    if (wrapperArity(ambient) === undefined) {
      this.problems.push(languageError('language.call-it', { name: node.getText() }, range(node)));
    }
  }

  #part(node: ts.Node, name: Extract<Ambient, { kind: 'api' }>['name']): void {
    const part: ApiPart | undefined = apiEntry(name).part;
    if (part === undefined || this.#parts.has(part)) return;
    this.problems.push(languageError('robot.part-missing', { part, name }, range(node)));
  }

  /** `on('bump.hit', …)` on a robot that has no bumper. */
  #event(node: ts.CallExpression): void {
    const [event] = node.arguments;
    const ambient = ambientOf(skipOuter(node.expression), this.#scopes);
    if (ambient?.kind !== 'api' || ambient.name !== 'on' || !event || !ts.isStringLiteralLike(event) || !isEventName(event.text)) return;
    const { part } = eventEntry(event.text);
    if (part === undefined || this.#parts.has(part)) return;
    this.problems.push(languageError('robot.part-missing', { part, name: event.text }, range(event)));
  }

  #call(node: ts.CallExpression): void {
    this.#event(node);
    if (!node.arguments.some((argument) => ts.isSpreadElement(argument))) return;
    const callee = skipOuter(node.expression);
    const ambient = ambientOf(callee, this.#scopes);
    const canSpread =
      ambient === undefined ||
      ambient.kind === 'prelude' ||
      ambient.kind === 'class' ||
      (ambient.kind === 'api' && apiEntry(ambient.name).action.by === 'prelude') ||
      spreadFunctionOf(ambientName(callee, this.#scopes)!) !== undefined;
    if (!canSpread)
      this.#refuse(
        node.arguments.find((argument) => ts.isSpreadElement(argument))!,
        '...',
      );
  }

  /** `car.stop;` does nothing: the parentheses are missing. */
  #expressionStatement(node: ts.ExpressionStatement): void {
    const value = skipOuter(node.expression);
    const ambient = ambientOf(value, this.#scopes);
    const isFunction =
      ambient?.kind === 'builtin' ||
      (ambient?.kind === 'api' && !apiEntry(ambient.name).property) ||
      (ts.isIdentifier(value) && this.#scopes.bindingOf(value)?.kind === 'function');
    if (!isFunction) return;
    const name = value.getText();
    this.problems.push(languageError('language.call-it', { name }, range(value), callFix(value, name)));
  }

  /** `speed === 50;` and `1 + 1;` work out a value that nobody uses. */
  #noEffect(node: ts.ExpressionStatement): void {
    const value = skipOuter(node.expression);
    const isIdle =
      (ts.isBinaryExpression(value) && IDLE_OPERATORS.has(value.operatorToken.kind) && !holdsWork(value)) ||
      ((ts.isNumericLiteral(value) || ts.isStringLiteral(value)) && !isDirective(node)) ||
      (ts.isIdentifier(value) && this.#isVariable(value));
    if (!isIdle) return;
    const operator = ts.isBinaryExpression(value) && COMPARISONS.has(value.operatorToken.kind) ? range(value.operatorToken) : undefined;
    const fix: Fix | undefined = operator && { code: 'fix.replace', params: { text: '=' }, edits: [{ ...operator, newText: '=' }] };
    this.problems.push({ ...languageError('language.no-effect', {}, range(value), fix), severity: 'warning' });
  }

  #isVariable(node: ts.Identifier): boolean {
    const kind = this.#scopes.bindingOf(node)?.kind;
    return kind !== undefined && kind !== 'function';
  }

  #condition(node: ts.Expression): void {
    const value = skipOuter(node);
    if (ts.isArrowFunction(value)) {
      const arrow = range(value.equalsGreaterThanToken);
      const fix: Fix = { code: 'fix.replace', params: { text: '>=' }, edits: [{ ...arrow, newText: '>=' }] };
      this.problems.push(languageError('language.arrow-in-condition', {}, range(value), fix));
      return;
    }
    if (!ts.isBinaryExpression(value) || value.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return;
    const operator = range(value.operatorToken);
    const fix: Fix = { code: 'fix.compare', params: {}, edits: [{ ...operator, newText: '===' }] };
    this.problems.push({ ...languageError('language.assignment-in-condition', {}, range(value), fix), severity: 'warning' });
  }
}

function callFix(node: ts.Node, name: string): Fix {
  return { code: 'fix.call', params: { name }, edits: [{ start: node.end, end: node.end, newText: '()' }] };
}

function range(node: ts.Node): { readonly start: number; readonly end: number } {
  return { start: node.getStart(), end: node.end };
}

/** `value instanceof Map` */
function isAskedType(node: ts.Expression): boolean {
  const { parent } = node;
  return ts.isBinaryExpression(parent) && parent.operatorToken.kind === K.InstanceOfKeyword && parent.right === node;
}

function isBeforeDot(node: ts.Identifier): boolean {
  return ts.isPropertyAccessExpression(node.parent) && node.parent.expression === node && !ts.isOptionalChain(node.parent);
}

function isDeclaredName(node: ts.Identifier): boolean {
  const { parent } = node;
  const declares =
    ts.isVariableDeclaration(parent) ||
    ts.isFunctionDeclaration(parent) ||
    ts.isParameter(parent) ||
    ts.isBindingElement(parent) ||
    ts.isClassDeclaration(parent) ||
    ts.isEnumDeclaration(parent) ||
    ts.isFunctionExpression(parent);
  return declares && parent.name === node;
}

/** @param parts types of the parts that the robot has. */
export function checkSubset(tree: ts.SourceFile, scopes: ScopeTable, parts: ReadonlySet<string>): SubsetAnswer {
  const walk = new Walk(scopes, parts);
  walk.visit(tree);
  return { problems: walk.problems, heavyTypes: walk.heavyTypes };
}
