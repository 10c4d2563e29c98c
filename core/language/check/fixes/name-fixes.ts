/** Fixes of names that nobody knows: the robot's under another word, another language's, and those not yet made. Layer: language. */
import ts from 'typescript';
import { API_NAMES, apiEntry, type ApiName } from '../../../robot/api-table.ts';
import { splitApiName } from '../../declarations.ts';
import type { Fix, Problem } from '../problem.ts';
import { fixWith, indentAt, nodeAround, nodeAt, remove, replaceWith } from './edits.ts';

/** What other languages and kits call it. Keys in lower case. */
const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ['true', 'true'],
  ['false', 'false'],
  ['none', 'undefined'],
  ['nil', 'undefined'],
  ['print', 'log'],
  ['println', 'log'],
  ['printf', 'log'],
  ['echo', 'log'],
  ['alert', 'log'],
  ['say', 'log'],
  ['sleep', 'wait'],
  ['delay', 'wait'],
  ['pause', 'wait'],
  ['basic.pause', 'wait'],
  ['loop', 'forever'],
  ['repeat', 'forever'],
  ['randint', 'random'],
  ['rand', 'random'],
  ['millis', 'time'],
  ['exit', 'stop'],
  ['quit', 'stop'],
  ['abs', 'Math.abs'],
  ['min', 'Math.min'],
  ['max', 'Math.max'],
  ['round', 'Math.round'],
  ['floor', 'Math.floor'],
  ['sqrt', 'Math.sqrt'],
  ['sin', 'Math.sin'],
  ['cos', 'Math.cos'],
  ['pi', 'Math.PI'],
  ['int', 'number'],
  ['float', 'number'],
  ['double', 'number'],
  ['str', 'string'],
  ['bool', 'boolean'],
]);

/** Of lists and texts, as other languages say it. */
const MEMBER_SYNONYMS: ReadonlyMap<string, string> = new Map([
  ['size', 'length'],
  ['count', 'length'],
  ['len', 'length'],
  ['add', 'push'],
  ['append', 'push'],
  ['contains', 'includes'],
  ['has', 'includes'],
  ['upper', 'toUpperCase'],
  ['lower', 'toLowerCase'],
]);

const PUBLIC_NAMES: readonly ApiName[] = API_NAMES.filter((name) => !apiEntry(name).internal);

/** `car.forward` for `forward`, where only one group has such a member. */
function qualified(name: string): ApiName | undefined {
  const matches = PUBLIC_NAMES.filter((api) => {
    const { group, member } = splitApiName(api);
    return group !== undefined && member === name;
  });
  return matches.length === 1 ? matches[0] : undefined;
}

/** `Car` for `car`, `LINE` for `line`. */
function otherCase(name: string): string | undefined {
  const roots = new Set(PUBLIC_NAMES.map((api) => splitApiName(api).group ?? api));
  return [...roots].find((root) => root.toLowerCase() === name.toLowerCase() && root !== name);
}

/** Makes the name before the statement that uses it: a variable where it is read or assigned, a function where it is called. */
function declare(name: string, problem: Problem, tree: ts.SourceFile): Fix | undefined {
  const node = nodeAt(tree, problem);
  if (!node || !ts.isIdentifier(node) || ts.isTypeNode(node.parent)) return undefined;
  const { parent } = node;
  if (ts.isForOfStatement(parent) && parent.initializer === node) {
    return fixWith('fix.declare', { text: `const ${name}` }, [{ start: node.getStart(tree), end: node.getStart(tree), newText: 'const ' }]);
  }
  if (ts.isCallExpression(parent) && parent.expression === node) {
    const written = parent.arguments.map((_, i) => `value${i + 1}: number`).join(', ');
    const before = tree.text.length === 0 || tree.text.endsWith('\n') ? '' : '\n';
    const newText = `${before}\nfunction ${name}(${written}) {\n}\n`;
    return fixWith('fix.make-function', { name }, [{ start: tree.end, end: tree.end, newText }]);
  }
  if (ts.isNewExpression(parent) || ts.isExpressionWithTypeArguments(parent) || ts.isPropertyAccessExpression(parent)) return undefined;
  const statement = nodeAround(tree, problem, ts.isStatement);
  if (!statement) return undefined;
  const start = statement.getStart(tree);
  const isFirstValue =
    ts.isExpressionStatement(statement) &&
    ts.isBinaryExpression(statement.expression) &&
    statement.expression.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    statement.expression.left === node &&
    statement.parent === tree;
  if (isFirstValue) return fixWith('fix.declare', { text: `let ${name}` }, [{ start, end: start, newText: 'let ' }]);
  const text = `let ${name} = 0;`;
  // Outermost and first, so that every use sees it.
  const outermost = tree.statements.find((one) => one.pos <= start && start < one.end) ?? statement;
  const at = outermost.getStart(tree);
  return fixWith('fix.declare', { text }, [{ start: at, end: at, newText: `${text}\n${indentAt(tree.text, at)}` }]);
}

/** Names shorter than this look alike without being misspelt. */
const NEAR_CHARS_MIN = 3;

/** One character put in, left out or mistaken. */
function isNear(a: readonly string[], b: readonly string[]): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same++;
  const rest = (from: readonly string[], skipped: number): string => from.slice(same + skipped).join('');
  return rest(a, a.length >= b.length ? 1 : 0) === rest(b, b.length >= a.length ? 1 : 0);
}

/**
 * The program's own name that was meant. Why, beside TypeScript's search: it finds one wrong character in a word of five or more, and Chinese
 * names are shorter.
 */
export function nearOwnName(name: string, tree: ts.SourceFile): string | undefined {
  const chars = [...name];
  if (chars.length < NEAR_CHARS_MIN) return undefined;
  const near = new Set<string>();
  const visit = (node: ts.Node): void => {
    const declared = (ts.isVariableDeclaration(node) || ts.isFunctionDeclaration(node) || ts.isParameter(node)) && node.name;
    if (declared && ts.isIdentifier(declared) && isNear(chars, [...declared.text])) near.add(declared.text);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return near.size === 1 ? [...near][0] : undefined;
}

/** 2304, 2552, 2583, 2584: of a name that nothing declares. */
export function unknownName(problem: Problem, tree: ts.SourceFile, suggested: string | undefined): Fix | undefined {
  const name = tree.text.slice(problem.start, problem.end);
  const onConsole = /^console\s*\.\s*(log|info|warn|error|debug)\b/.exec(tree.text.slice(problem.start, problem.start + 60));
  if (onConsole) return replaceWith({ start: problem.start, end: problem.start + onConsole[0].length }, 'log');
  const synonym = SYNONYMS.get(name.toLowerCase());
  const right = qualified(name) ?? otherCase(name) ?? suggested ?? (synonym === name ? undefined : synonym);
  return right === undefined ? declare(name, problem, tree) : replaceWith(problem, right);
}

/** 2339: of a member that its type has not got. */
export function unknownMember(problem: Problem, tree: ts.SourceFile): Fix | undefined {
  const name = tree.text.slice(problem.start, problem.end);
  const node = nodeAt(tree, problem);
  if (!node || !ts.isPropertyAccessExpression(node.parent) || node.parent.name !== node) return undefined;
  const access = node.parent;
  const whole = { start: access.getStart(tree), end: access.end };
  if (ts.isIdentifier(access.expression)) {
    const group = access.expression.text;
    const members = PUBLIC_NAMES.filter((api) => splitApiName(api).group === group);
    if (members.length > 0) {
      const elsewhere = PUBLIC_NAMES.find((api) => api === name) ?? qualified(name);
      if (elsewhere !== undefined) return replaceWith(whole, elsewhere);
      const synonym = SYNONYMS.get(name.toLowerCase());
      if (synonym !== undefined && PUBLIC_NAMES.some((api) => api === synonym)) return replaceWith(whole, synonym);
      // A part with one thing to read: `sonar.distance()` can only mean `sonar.mm()`.
      return members.length === 1 ? replaceWith(problem, splitApiName(members[0]!).member) : undefined;
    }
  }
  const right = MEMBER_SYNONYMS.get(name.toLowerCase());
  if (right === undefined) return undefined;
  const call = access.parent;
  const isCalled = ts.isCallExpression(call) && call.expression === access;
  if (right === 'length') return isCalled ? replaceWith({ start: problem.start, end: call.end }, right) : replaceWith(problem, right);
  return isCalled ? replaceWith(problem, right) : undefined;
}

/** 2551, 2561, 2724, 2576: TypeScript itself knows the right word. */
export function suggestedName(problem: Problem, suggestion: string): Fix | undefined {
  return suggestion === '' ? undefined : replaceWith(problem, suggestion);
}

/** 2349: `line.count()` is a number and needs no parentheses. */
export function withoutCall(problem: Problem, tree: ts.SourceFile): Fix | undefined {
  const call = nodeAround(tree, problem, ts.isCallExpression);
  if (!call || call.arguments.length > 0 || problem.end > call.expression.end) return undefined;
  return remove({ start: call.expression.end, end: call.end }, '()');
}
