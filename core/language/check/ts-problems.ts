/** TypeScript's diagnostics as ours: a code, the values its message was made of, and a fix where one is plain. Layer: language. */
import ts from 'typescript';
import { insertAt, remove, replaceWith } from './fixes/edits.ts';
import { nearOwnName, suggestedName, unknownMember, unknownName, withoutCall } from './fixes/name-fixes.ts';
import {
  argumentCount,
  callSuper,
  compareInstead,
  constToLet,
  firstValue,
  numberInQuotes,
  numberType,
  otherType,
  suggestedValue,
  whenEmpty,
  withoutDeclaring,
} from './fixes/type-fixes.ts';
import type { Fix, Problem } from './problem.ts';

/** Said, yet no reason not to run. */
const WARNINGS: ReadonlySet<number> = new Set([2695, 7027]);

/** A sentence quotes no more of the text than this. */
const NAME_CHARS_MAX = 40;

interface MessageTemplate {
  readonly code: number;
  readonly message: string;
}

/** Not in TypeScript's own declarations, yet its only list of message templates. Without it diagnostics merely lose their parameters. */
function messageTemplates(): ReadonlyMap<number, string> {
  const { Diagnostics } = ts as unknown as { readonly Diagnostics?: Readonly<Record<string, MessageTemplate>> };
  return new Map(Object.values(Diagnostics ?? {}).map(({ code, message }) => [code, message]));
}

let templates: ReadonlyMap<number, string> | undefined;

/** `{0}`, `{1}` … of the message, by matching it against its template. */
function paramsOf(code: number, text: string): Readonly<Record<string, string>> {
  templates ??= messageTemplates();
  const template = templates.get(code);
  if (template === undefined) return {};
  const order: string[] = [];
  const pattern = template.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{(\d)\}/g, (_, digit: string) => {
    order.push(digit);
    return '([^]*?)';
  });
  const match = new RegExp(`^${pattern}$`).exec(text);
  return match ? Object.fromEntries(order.map((digit, i) => [digit, (match[i + 1] ?? '').replace(/^typeof /, '')])) : {};
}

function missingMarkFix(problem: Problem, tree: ts.SourceFile): Fix | undefined {
  const mark = String(problem.params['0'] ?? '');
  if (![')', ']', '}', ',', ':', '(', '=>'].includes(mark)) return undefined;
  const before = tree.text.slice(0, problem.start).trimEnd().length;
  if (mark === '}') return insertAt(before, '\n}');
  return insertAt(before, mark === '=>' ? ' =>' : mark);
}

/** TypeScript misses a semicolon where a bracket has no partner. */
function extraBracket(problem: Problem, bracket: string): Problem {
  const { start } = problem;
  return { ...problem, code: 'language.extra-bracket', params: { bracket }, fix: remove({ start, end: start + 1 }, bracket) };
}

type Fixer = (problem: Problem, tree: ts.SourceFile, values: readonly string[]) => Fix | undefined;

const textOf = ({ start, end }: Problem, tree: ts.SourceFile): string => tree.text.slice(start, end);

const FIXERS: ReadonlyMap<number, Fixer> = new Map<number, Fixer>([
  [1005, missingMarkFix],
  [1009, (problem) => remove(problem, ',')],
  [1010, (_problem, tree) => insertAt(tree.text.trimEnd().length, ' */')],
  [1121, (problem, tree) => replaceWith(problem, textOf(problem, tree).replace(/^0+(?=\d)/, ''))],
  [1127, (problem, tree) => remove(problem, textOf(problem, tree))],
  [1135, (problem) => remove(problem, ',')],
  [1155, firstValue],
  [1160, (_problem, tree) => insertAt(tree.text.trimEnd().length, '`')],
  [1161, (problem) => insertAt(problem.start, '/')],
  [1435, (problem, _tree, [suggestion]) => suggestedName(problem, suggestion ?? '')],
  [2304, (problem, tree) => unknownName(problem, tree, undefined)],
  [2322, (problem, tree, [given = '', needed = '']) => otherType(problem, tree, given, needed)],
  [2339, unknownMember],
  [2345, (problem, tree, [given = '', needed = '']) => otherType(problem, tree, given, needed)],
  [2348, (problem) => insertAt(problem.start, 'new ')],
  [2349, withoutCall],
  [2362, (problem, tree) => otherType(problem, tree, '', 'number')],
  [2363, (problem, tree) => otherType(problem, tree, '', 'number')],
  [2364, compareInstead],
  [2365, numberInQuotes],
  [2367, numberInQuotes],
  [2377, callSuper],
  [2451, withoutDeclaring],
  [2454, firstValue],
  [2531, whenEmpty],
  [2532, whenEmpty],
  [2551, (problem, _tree, [, , suggestion]) => suggestedName(problem, suggestion ?? '')],
  [2552, (problem, tree, [, suggestion]) => unknownName(problem, tree, suggestion)],
  [2554, (problem, tree, [needed, given]) => argumentCount(problem, tree, Number(needed), Number(given))],
  [2561, (problem, _tree, [, , suggestion]) => suggestedName(problem, suggestion ?? '')],
  [2564, firstValue],
  [2576, (problem, tree, [, , suggestion]) => staticMember(problem, tree, suggestion ?? '')],
  [2583, (problem, tree) => unknownName(problem, tree, undefined)],
  [2584, (problem, tree) => unknownName(problem, tree, undefined)],
  [2588, constToLet],
  [2663, (problem) => insertAt(problem.start, 'this.')],
  [2678, (problem, tree, [given = '', needed = '']) => otherType(problem, tree, given, needed)],
  [2724, (problem, _tree, [, , suggestion]) => suggestedName(problem, suggestion ?? '')],
  [2774, (problem) => insertAt(problem.end, '()')],
  [2820, (problem, tree, [, , suggestion]) => suggestedValue(problem, tree, suggestion ?? '')],
  [7006, numberType],
  [7008, (problem) => insertAt(problem.end, ': number')],
  [7034, (problem) => insertAt(problem.end, ': number[]')],
  [18047, whenEmpty],
  [18048, whenEmpty],
]);

/** `object.member` → `Class.member`. */
function staticMember(problem: Problem, tree: ts.SourceFile, right: string): Fix | undefined {
  const object = /[\p{ID_Start}$_][\p{ID_Continue}$]*\s*\.\s*$/u.exec(tree.text.slice(0, problem.start));
  return object && right !== '' ? replaceWith({ start: object.index, end: problem.end }, right) : undefined;
}

export function tsProblem(diagnostic: ts.Diagnostic, tree: ts.SourceFile): Problem {
  const { code, messageText } = diagnostic;
  const start = Math.min(diagnostic.start ?? 0, tree.text.length);
  const head = typeof messageText === 'string' ? messageText : messageText.messageText;
  const problem: Problem = {
    code: `ts.${code}`,
    params: { ...paramsOf(code, head), name: tree.text.slice(start, start + Math.min(diagnostic.length ?? 0, NAME_CHARS_MAX)) },
    fallbackText: ts.flattenDiagnosticMessageText(messageText, '\n'),
    severity: diagnostic.category === ts.DiagnosticCategory.Error && !WARNINGS.has(code) ? 'error' : 'warning',
    start,
    end: start + (diagnostic.length ?? 0),
  };
  const near = code === 2304 ? nearOwnName(textOf(problem, tree), tree) : undefined;
  if (near !== undefined) return { ...problem, code: 'ts.2552', params: { ...problem.params, 1: near }, fix: replaceWith(problem, near) };
  const bracket = code === 1005 && problem.params['0'] === ';' ? /[)\]}]/.exec(tree.text.slice(start, start + 1))?.[0] : undefined;
  if (bracket !== undefined) return extraBracket(problem, bracket);
  const values = Object.entries(problem.params).flatMap(([key, value]) => (key === 'name' ? [] : [String(value)]));
  const fix = FIXERS.get(code)?.(problem, tree, values);
  return fix ? { ...problem, fix } : problem;
}
