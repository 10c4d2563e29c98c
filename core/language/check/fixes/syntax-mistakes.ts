/**
 * What a student meant where TypeScript only says what it misses: `let speed 50`, `if a > b {`, `and`, `= =`, `elseif`, `forever {`. Layer: language.
 * One mistake makes TypeScript complain several times along its line; one of them is shown.
 */
import type ts from 'typescript';
import { languageError, type Fix, type Problem } from '../problem.ts';
import { fixWith, insertAt, remove, replaceWith } from './edits.ts';

interface Line {
  readonly text: string;
  /** Offset of its first character in the file. */
  readonly start: number;
  /** The problem's place in `text`. */
  readonly at: number;
}

/** Where one line has several complaints, the one that names the mistake itself. */
const TELLING: ReadonlySet<string> = new Set(['ts.1002', 'ts.1160', 'ts.1010', 'ts.1435', 'ts.1440']);

const WORD_OPERATORS: ReadonlyMap<string, string> = new Map([
  ['and', '&&'],
  ['AND', '&&'],
  ['or', '||'],
  ['OR', '||'],
  ['not', '!'],
  ['NOT', '!'],
]);

/** As typed → as meant. Longer ones first. */
const SPLIT_OPERATORS: readonly (readonly [RegExp, string])[] = [
  [/! +=( *=)?/g, '!=='],
  [/= +=( *=)?/g, '==='],
  [/> +=/g, '>='],
  [/< +=/g, '<='],
  [/=<(?!=)/g, '<='],
  [/=!(?!=)/g, '!=='],
  [/= +>/g, '=>'],
  [/& +&/g, '&&'],
  [/\| +\|/g, '||'],
];

const UNITS = /^(ms|mm|hz|Hz|HZ|deg|v|V|毫秒|毫米|度|赫兹)$/;

function lineOf(text: string, offset: number): Line {
  const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  const length = text.slice(start).search(/[\r\n]|$/);
  return { text: text.slice(start, start + length), start, at: offset - start };
}

/** The mark that TypeScript misses is another than the one that was forgotten. */
function missing(problem: Problem, mark: string, fix: Fix): Problem {
  return { ...problem, code: 'ts.1005', params: { ...problem.params, 0: mark }, fix };
}

type Recogniser = (problem: Problem, line: Line, text: string) => Problem | undefined;

const wordOperator: Recogniser = (_problem, { text, start, at }) => {
  for (const { 0: word, index } of text.matchAll(/\b(and|AND|or|OR|not|NOT)\b/g)) {
    if (index > at + 1 || index + word.length < at - 1) continue;
    const instead = WORD_OPERATORS.get(word)!;
    const place = { start: start + index, end: start + index + word.length };
    const after = word.toLowerCase() === 'not' && text[index + word.length] === ' ' ? 1 : 0;
    const fix = replaceWith({ ...place, end: place.end + after }, instead);
    return languageError('language.word-operator', { word, instead }, place, fix);
  }
  return undefined;
};

const splitOperator: Recogniser = (_problem, { text, start, at }) => {
  for (const [wrongForm, instead] of SPLIT_OPERATORS) {
    for (const { 0: wrong, index } of text.matchAll(wrongForm)) {
      // The complaint stands at the operator's second half, or at the end of what follows it.
      if (index > at || (wrong.includes(' ') && index + wrong.length < at)) continue;
      const place = { start: start + index, end: start + index + wrong.length };
      return languageError('language.split-operator', { wrong, instead }, place, replaceWith(place, instead));
    }
  }
  return undefined;
};

const elseIf: Recogniser = (_problem, { text, start }) => {
  const found = /\b(elseif|elsif|elif)\b/.exec(text);
  if (!found) return undefined;
  const place = { start: start + found.index, end: start + found.index + found[0].length };
  return languageError('language.else-if', { word: found[0] }, place, replaceWith(place, 'else if'));
};

const lonelyElse: Recogniser = (problem, { text, at }) =>
  problem.code === 'ts.1128' && /^else\b/.test(text.slice(at))
    ? languageError('language.lonely-else', {}, { start: problem.start, end: problem.start + 4 })
    : undefined;

const badName: Recogniser = (problem, { text, start }) => {
  if (problem.code !== 'ts.1440' && problem.code !== 'ts.1389' && problem.code !== 'ts.1212') return undefined;
  const found = /\b(?:let|const|var)\s+([^\s=:;,()]+)/.exec(text);
  if (!found) return undefined;
  const name = found[1]!;
  const at = start + found.index + found[0].length - name.length;
  const place = { start: at, end: at + name.length };
  return languageError('language.bad-name', { name }, place, replaceWith(place, `my_${name}`));
};

/** Commas of a for's head that stand in no brackets of their own. */
const forSemicolons: Recogniser = (_problem, { text, start }) => {
  const head = /\bfor\s*\(([^;]*)\)/.exec(text);
  if (!head) return undefined;
  const first = start + head.index + head[0].indexOf('(') + 1;
  const commas = [...head[1]!].flatMap((char, i) => (char === ',' ? [first + i] : []));
  if (commas.length !== 2) return undefined;
  const edits = commas.map((at) => ({ start: at, end: at + 1, newText: ';' }));
  return languageError('language.for-semicolons', {}, { start: commas[0]!, end: commas[0]! + 1 }, fixWith('fix.semicolons', {}, edits));
};

/** `forever {` … `}` as blocks and other kits have it. */
const needsFunction: Recogniser = (_problem, { text, start }, whole) => {
  const found = /\b(forever|parallel)\s*(\(\s*\))?\s*\{/.exec(text);
  if (!found) return undefined;
  const name = found[1]!;
  const at = start + found.index;
  const open = at + found[0].length - 1;
  const close = closingBrace(whole, open);
  const head = { start: at, end: open + 1, newText: `${name}(() => {` };
  const fix =
    close === undefined
      ? undefined
      : fixWith('fix.replace', { text: head.newText }, [head, { start: close + 1, end: close + 1, newText: ');' }]);
  return languageError('language.needs-function', { name }, { start: at, end: at + name.length }, fix);
};

function closingBrace(text: string, open: number): number | undefined {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === '{') depth++;
    else if (text[i] === '}' && --depth === 0) return i;
  }
  return undefined;
}

/** `if a > b {`: the condition stands without its parentheses. */
const bareCondition: Recogniser = (problem, { text, start, at }) => {
  if (problem.code !== 'ts.1005' || problem.params['0'] !== '(') return undefined;
  if (!/\b(if|while|switch)\s*$/.test(text.slice(0, at))) return undefined;
  const brace = text.indexOf('{', at);
  if (brace < 0) return undefined;
  const end = start + text.slice(0, brace).trimEnd().length;
  const edits = [
    { start: start + at, end: start + at, newText: '(' },
    { start: end, end, newText: ')' },
  ];
  return { ...problem, fix: fixWith('fix.parentheses', {}, edits) };
};

/** `let speed 50`: no comma is missing but the equals sign. */
const missingEquals: Recogniser = (problem, { text, start, at }) => {
  if (problem.code !== 'ts.1005' || problem.params['0'] !== ',') return undefined;
  const before = /\b(let|const|var)\s+[\p{ID_Start}$_][\p{ID_Continue}$]*\s*$/u.exec(text.slice(0, at));
  if (!before || /^\s*(let|const|var|if|for|while|function)\b/.test(text.slice(at))) return undefined;
  return missing(problem, '=', insertAt(start + text.slice(0, at).trimEnd().length, ' =', '='));
};

/** Two statements on one line: a semicolon, unless a bracket is open there. */
const missingSemicolon: Recogniser = (problem, { text, start, at }) => {
  const mark = problem.params['0'];
  if (problem.code !== 'ts.1005' || (mark !== ',' && mark !== ';') || !/^[\p{ID_Start}$_]/u.test(text.slice(at))) return undefined;
  const before = text.slice(0, at);
  const opened = [...before].filter((char) => '([{'.includes(char)).length - [...before].filter((char) => ')]}'.includes(char)).length;
  if (opened > 0 && mark === ',') return undefined;
  if (before.trim() === '' || /[([{,]\s*$/.test(before)) return undefined;
  return missing(problem, ';', insertAt(start + before.trimEnd().length, ';'));
};

const unit: Recogniser = (problem, _line, text) => {
  const name = text.slice(problem.start, problem.end);
  return problem.code === 'ts.1351' && UNITS.test(name) ? { ...problem, fix: remove(problem, name) } : undefined;
};

/** A string without its end: the quote goes before the brackets that close the call. */
const missingQuote: Recogniser = (problem, { text, start }) => {
  if (problem.code !== 'ts.1002') return undefined;
  const quote = openQuote(text);
  if (!quote) return undefined;
  const body = text.slice(quote.at + 1);
  const before = text.slice(0, quote.at);
  let open = (before.match(/\(/g)?.length ?? 0) - (before.match(/\)/g)?.length ?? 0);
  let end = body.trimEnd().length;
  for (; end > 0; end--) {
    const char = body[end - 1]!;
    if (char === ')' && open > 0) open--;
    else if (char !== ';') break;
  }
  return { ...problem, fix: insertAt(start + quote.at + 1 + end, quote.mark) };
};

/** The quotation mark that nothing ends. */
function openQuote(line: string): { readonly at: number; readonly mark: string } | undefined {
  let open: { readonly at: number; readonly mark: string } | undefined;
  for (let i = 0; i < line.length; i++) {
    const char = line[i]!;
    if (open && char === '\\') i++;
    else if (open) open = char === open.mark ? undefined : open;
    else if (char === '"' || char === "'") open = { at: i, mark: char };
    else if (line.startsWith('//', i)) break;
  }
  return open;
}

/** In the order in which they are asked. */
const RECOGNISERS: readonly Recogniser[] = [
  missingQuote,
  badName,
  elseIf,
  needsFunction,
  forSemicolons,
  wordOperator,
  splitOperator,
  bareCondition,
  lonelyElse,
  unit,
  missingEquals,
  missingSemicolon,
];

/** More than anyone reads. */
const SHOWN_MAX = 100;

/** One problem a line, each said as what was meant where that is plain. */
export function meantSyntax(problems: readonly Problem[], tree: ts.SourceFile): readonly Problem[] {
  const byLine = new Map<number, Problem>();
  for (const problem of problems) {
    const line = tree.getLineAndCharacterOfPosition(problem.start).line;
    const held = byLine.get(line);
    if (!held || (TELLING.has(problem.code) && !TELLING.has(held.code))) byLine.set(line, problem);
  }
  return [...byLine.values()].slice(0, SHOWN_MAX).map((problem) => {
    const line = lineOf(tree.text, problem.start);
    for (const recognise of RECOGNISERS) {
      const meant = recognise(problem, line, tree.text);
      if (meant) return meant;
    }
    return problem;
  });
}
