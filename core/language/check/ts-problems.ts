/** TypeScript's diagnostics as ours: a code, the values its message was made of, and a fix where one is plain. Layer: language. */
import ts from 'typescript';
import { API_NAMES, apiEntry } from '../../robot/api-table.ts';
import { splitApiName } from '../declarations.ts';
import type { Fix, Problem } from './problem.ts';

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

function replaceWith(start: number, end: number, text: string): Fix {
  return { code: 'fix.replace', params: { text }, edits: [{ start, end, newText: text }] };
}

/** `forward` of `car.forward`, where only one group has such a member. */
function qualified(name: string): string | undefined {
  const matches = API_NAMES.filter((api) => {
    const { group, member } = splitApiName(api);
    return group !== undefined && member === name && !apiEntry(api).internal;
  });
  return matches.length === 1 ? matches[0] : undefined;
}

function unknownNameFix(problem: Problem, tree: ts.SourceFile): Fix | undefined {
  const { start, end } = problem;
  const name = tree.text.slice(start, end);
  if (/^console\s*\.\s*log\b/.test(tree.text.slice(start))) {
    const whole = /^console\s*\.\s*log/.exec(tree.text.slice(start))![0];
    return replaceWith(start, start + whole.length, 'log');
  }
  const full = qualified(name);
  return full ? replaceWith(start, end, full) : undefined;
}

/** `const` → `let` of the variable that was assigned. */
function letFix(problem: Problem, tree: ts.SourceFile): Fix | undefined {
  const name = tree.text.slice(problem.start, problem.end);
  let keyword: number | undefined;
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.Const) !== 0) {
      const declares = node.declarations.some((declaration) => ts.isIdentifier(declaration.name) && declaration.name.text === name);
      if (declares && node.getStart(tree) < problem.start) keyword = node.getStart(tree);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  if (keyword === undefined) return undefined;
  return { code: 'fix.let', params: { name }, edits: [{ start: keyword, end: keyword + 'const'.length, newText: 'let' }] };
}

function missingMarkFix(problem: Problem, tree: ts.SourceFile): Fix | undefined {
  const mark = String(problem.params['0'] ?? '');
  if (![')', ']', '}', ',', ':', '('].includes(mark)) return undefined;
  const before = tree.text.slice(0, problem.start).trimEnd().length;
  return { code: 'fix.insert', params: { text: mark }, edits: [{ start: before, end: before, newText: mark }] };
}

/** TypeScript misses a semicolon where a bracket has no partner. */
function extraBracket(problem: Problem, bracket: string): Problem {
  const { start } = problem;
  const fix: Fix = { code: 'fix.remove', params: { text: bracket }, edits: [{ start, end: start + 1, newText: '' }] };
  return { ...problem, code: 'language.extra-bracket', params: { bracket }, fix };
}

function fixOf(code: number, problem: Problem, tree: ts.SourceFile): Fix | undefined {
  const { start, end, params } = problem;
  switch (code) {
    case 2551:
      return replaceWith(start, end, String(params['2']));
    case 2552:
      return qualified(String(params['0'])) ? unknownNameFix(problem, tree) : replaceWith(start, end, String(params['1']));
    case 2304:
    case 2584:
      return unknownNameFix(problem, tree);
    case 2588:
      return letFix(problem, tree);
    case 7006:
      return { code: 'fix.number-type', params: { name: String(params['0']) }, edits: [{ start: end, end, newText: ': number' }] };
    case 1005:
      return missingMarkFix(problem, tree);
    default:
      return undefined;
  }
}

export function tsProblem(diagnostic: ts.Diagnostic, tree: ts.SourceFile): Problem {
  const { code, messageText } = diagnostic;
  const start = Math.min(diagnostic.start ?? 0, tree.text.length);
  const head = typeof messageText === 'string' ? messageText : messageText.messageText;
  const problem: Problem = {
    code: `ts.${code}`,
    params: paramsOf(code, head),
    fallbackText: ts.flattenDiagnosticMessageText(messageText, '\n'),
    severity: diagnostic.category === ts.DiagnosticCategory.Error ? 'error' : 'warning',
    start,
    end: start + (diagnostic.length ?? 0),
  };
  const bracket = code === 1005 && problem.params['0'] === ';' ? /[)\]}]/.exec(tree.text.slice(start, start + 1))?.[0] : undefined;
  if (bracket !== undefined) return extraBracket(problem, bracket);
  const fix = fixOf(code, problem, tree);
  return fix ? { ...problem, fix } : problem;
}
