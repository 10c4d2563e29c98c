/** Fixes of values that do not fit: numbers in quotes, too many arguments, values that may be empty, types that nobody wrote. Layer: language. */
import ts from 'typescript';
import { apiEntry, isApiName, type ApiParam } from '../../../robot/api-table.ts';
import type { Fix, Problem } from '../problem.ts';
import { fixWith, insertAt, nodeAround, nodeAt, remove, replaceWith, variableNamed } from './edits.ts';

const FIRST_VALUES: ReadonlyMap<string, string> = new Map([
  ['number', '0'],
  ['string', "''"],
  ['boolean', 'false'],
]);

function isNumberText(node: ts.Node): node is ts.StringLiteral {
  return ts.isStringLiteral(node) && /^\s*-?\d+(\.\d+)?\s*$/.test(node.text);
}

/** The value a type error is about: of `n = "5"` and `let n: number = "5"` the complaint stands at the name. */
function valueOf(node: ts.Node): ts.Node {
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) && parent.name === node && parent.initializer) return parent.initializer;
  if (ts.isPropertyAssignment(parent) && parent.name === node) return parent.initializer;
  if (ts.isBinaryExpression(parent) && parent.left === node && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken) return parent.right;
  return node;
}

/** 2322, 2345, 2362, 2363, 2678: what is given is not what is needed. */
export function otherType(problem: Problem, tree: ts.SourceFile, given: string, needed: string): Fix | undefined {
  const at = nodeAt(tree, problem);
  if (!at) return undefined;
  const node = valueOf(at);
  const place = { start: node.getStart(tree), end: node.end };
  const text = tree.text.slice(place.start, place.end);
  if (needed === 'number' && isNumberText(node)) return replaceWith(place, node.text.trim());
  if (needed === 'number' && given === 'string') return replaceWith(place, `Number(${text})`);
  if (needed === 'string' && given === 'number') return replaceWith(place, ts.isNumericLiteral(node) ? `'${text}'` : `String(${text})`);
  if (needed === '() => void' && given === 'void') return replaceWith(place, `() => ${text}`);
  return undefined;
}

/** 2820: TypeScript knows which text was meant; the student's own quotation marks stay. */
export function suggestedValue(problem: Problem, tree: ts.SourceFile, suggestion: string): Fix | undefined {
  const at = nodeAt(tree, problem);
  const node = at && valueOf(at);
  if (!node || !ts.isStringLiteral(node) || !/^".*"$/.test(suggestion)) return undefined;
  const start = node.getStart(tree);
  const quote = tree.text[start]!;
  return replaceWith({ start, end: node.end }, `${quote}${suggestion.slice(1, -1)}${quote}`);
}

/** 2365, 2367: two values that an operator does not join; one of them is a number in quotes. */
export function numberInQuotes(problem: Problem, tree: ts.SourceFile): Fix | undefined {
  const node = nodeAt(tree, problem);
  if (!node || !ts.isBinaryExpression(node)) return undefined;
  const text = [node.left, node.right].find(isNumberText);
  return text && replaceWith({ start: text.getStart(tree), end: text.end }, text.text.trim());
}

/** `car.drive` of a call's callee. */
function paramsOfCallee(call: ts.CallExpression, tree: ts.SourceFile): readonly ApiParam[] {
  const name = call.expression.getText(tree).replace(/\s/g, '');
  return isApiName(name) ? apiEntry(name).params : [];
}

/** 2554: what is too many goes; what the robot's function still needs comes with the value a fresh block shows. */
export function argumentCount(problem: Problem, tree: ts.SourceFile, needed: number, given: number): Fix | undefined {
  const call = nodeAround(tree, problem, ts.isCallExpression);
  if (!call) return undefined;
  if (given > needed) {
    const first = call.arguments[needed];
    const last = call.arguments.at(-1);
    if (!first || !last) return undefined;
    const start = needed === 0 ? first.getStart(tree) : call.arguments[needed - 1]!.end;
    return remove({ start, end: last.end }, tree.text.slice(first.getStart(tree), last.end));
  }
  const missing = paramsOfCallee(call, tree).slice(given, needed);
  if (missing.length === 0) return undefined;
  const values = missing.map((param) => valueShown(param));
  if (values.includes(undefined)) return undefined;
  const text = values.join(', ');
  const end = call.arguments.at(-1)?.end ?? call.end - 1;
  return insertAt(end, given > 0 ? `, ${text}` : text, text);
}

function valueShown({ type, default: fallback, shown }: ApiParam): string | undefined {
  if (type === 'body') return '() => {}';
  const value = shown ?? fallback ?? (type === 'number' ? 0 : undefined);
  return typeof value === 'string' ? `'${value}'` : value?.toString();
}

/** 2588: `const` → `let` of the variable that was assigned. */
export function constToLet(problem: Problem, tree: ts.SourceFile): Fix | undefined {
  const name = tree.text.slice(problem.start, problem.end);
  const list = variableNamed(tree, name, problem.start)?.parent;
  if (!list || !ts.isVariableDeclarationList(list) || (list.flags & ts.NodeFlags.Const) === 0) return undefined;
  const start = list.getStart(tree);
  return fixWith('fix.let', { name }, [{ start, end: start + 'const'.length, newText: 'let' }]);
}

/** 1155, 2454, 2564: a first value, by the type that is written. */
export function firstValue(problem: Problem, tree: ts.SourceFile): Fix | undefined {
  const name = tree.text.slice(problem.start, problem.end);
  const at = nodeAt(tree, problem);
  const property = at && ts.isPropertyDeclaration(at.parent) && at.parent.name === at ? at.parent : undefined;
  const declaration = property ?? variableNamed(tree, name, problem.start);
  if (!declaration || declaration.initializer) return undefined;
  const type = declaration.type?.getText(tree) ?? 'number';
  const value = FIRST_VALUES.get(type) ?? (type.endsWith('[]') ? '[]' : undefined);
  const end = declaration.type?.end ?? declaration.name.end;
  return value === undefined
    ? undefined
    : fixWith('fix.first-value', { text: `= ${value}` }, [{ start: end, end, newText: ` = ${value}` }]);
}

/** 2451: the second `let` of one name was meant to change its value. */
export function withoutDeclaring(problem: Problem, tree: ts.SourceFile): Fix | undefined {
  const declaration = nodeAt(tree, problem)?.parent;
  if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer) return undefined;
  const list = declaration.parent;
  if (!ts.isVariableDeclarationList(list) || list.declarations.length !== 1 || !ts.isVariableStatement(list.parent)) return undefined;
  const earlier = variableNamed(tree, tree.text.slice(problem.start, problem.end), problem.start - 1);
  if (!earlier || (earlier.parent.flags & ts.NodeFlags.Const) !== 0) return undefined;
  const start = list.getStart(tree);
  return remove({ start, end: declaration.name.getStart(tree) }, tree.text.slice(start, declaration.name.getStart(tree)).trim());
}

/** 2531, 2532, 18047, 18048: `?.` before a member, `?? 0` in a calculation. */
export function whenEmpty(problem: Problem, tree: ts.SourceFile): Fix | undefined {
  const node = nodeAt(tree, problem);
  if (!node) return undefined;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.expression === node) {
    if (ts.isBinaryExpression(parent.parent) && parent.parent.left === parent && isAssignment(parent.parent)) return undefined;
    const dot = tree.text.indexOf('.', node.end);
    return fixWith('fix.replace', { text: '?.' }, [{ start: dot, end: dot + 1, newText: '?.' }]);
  }
  if (!ts.isBinaryExpression(parent) || isAssignment(parent)) return undefined;
  const edits = [
    { start: problem.start, end: problem.start, newText: '(' },
    { start: problem.end, end: problem.end, newText: ' ?? 0)' },
  ];
  return fixWith('fix.when-empty', { text: '0' }, edits);
}

function isAssignment({ operatorToken }: ts.BinaryExpression): boolean {
  return operatorToken.kind >= ts.SyntaxKind.FirstAssignment && operatorToken.kind <= ts.SyntaxKind.LastAssignment;
}

/** 7006: a parameter is likeliest a number; an arrow function's lone parameter gets parentheses with its type. */
export function numberType(problem: Problem, tree: ts.SourceFile): Fix | undefined {
  const { start, end } = problem;
  const name = tree.text.slice(start, end);
  const parameter = nodeAt(tree, problem)?.parent;
  const arrow = parameter && ts.isParameter(parameter) && ts.isArrowFunction(parameter.parent) ? parameter.parent : undefined;
  const isBare = arrow !== undefined && arrow.getStart(tree) === start && tree.text[start] !== '(';
  const edits = isBare ? [{ start, end, newText: `(${name}: number)` }] : [{ start: end, end, newText: ': number' }];
  return fixWith('fix.number-type', { name }, edits);
}

/** 2377: `super()` first. */
export function callSuper(problem: Problem, tree: ts.SourceFile): Fix | undefined {
  const own = nodeAround(tree, problem, ts.isConstructorDeclaration);
  return own?.body && insertAt(own.body.getStart(tree) + 1, ' super();', 'super()');
}

/** 2364 and a chain that ends in an assignment: in a condition `=` was meant as `===`. */
export function compareInstead(problem: Problem, tree: ts.SourceFile): Fix | undefined {
  const assignment = nodeAround(tree, problem, ts.isBinaryExpression);
  if (assignment?.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return undefined;
  const { operatorToken } = assignment;
  return fixWith('fix.compare', {}, [{ start: operatorToken.getStart(tree), end: operatorToken.end, newText: '===' }]);
}
