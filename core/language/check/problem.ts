/** A problem before it has a line and column. Layer: language. */
import type { FaultParams } from '../../base/result.ts';
import type { Diagnostic } from '../source.ts';

/** Codes of our own; TypeScript's are 'ts.<number>'. */
export type LanguageCode =
  | 'language.too-long' // {length, max}
  | 'language.too-deep' // {}
  | 'language.broken-character' // {}
  | 'language.full-width' // {char, instead}
  | 'language.not-in-subset' // {construct}
  | 'language.name-taken' // {name}
  | 'language.call-it' // {name}
  | 'language.empty-socket' // {}
  | 'language.extra-bracket' // {bracket}
  | 'language.assignment-in-condition' // {}
  | 'language.no-effect' // {}
  | 'language.word-operator' // {word, instead}
  | 'language.split-operator' // {wrong, instead}
  | 'language.arrow-in-condition' // {}
  | 'language.for-semicolons' // {}
  | 'language.bad-name' // {name}
  | 'language.needs-function' // {name}
  | 'language.lonely-else' // {}
  | 'language.else-if' // {word}
  | 'language.import-circle' // {files}
  | 'robot.part-missing'; // {part, name}

export type FixCode =
  | 'fix.replace' // {text}
  | 'fix.half-width' // {}
  | 'fix.call' // {name}
  | 'fix.let' // {name}
  | 'fix.compare' // {}
  | 'fix.number-type' // {name}
  | 'fix.semicolons' // {}
  | 'fix.parentheses' // {}
  | 'fix.declare' // {text}
  | 'fix.make-function' // {name}
  | 'fix.first-value' // {text}
  | 'fix.when-empty' // {text}
  | 'fix.import' // {name, path}
  | 'fix.insert' // {text}
  | 'fix.remove'; // {text}

export interface Fix {
  readonly code: FixCode;
  readonly params: FaultParams;
  readonly edits: readonly { readonly start: number; readonly end: number; readonly newText: string }[];
}

export interface Problem {
  readonly code: LanguageCode | `ts.${number}`;
  readonly params: FaultParams;
  readonly fallbackText?: string;
  readonly severity: 'error' | 'warning';
  readonly start: number;
  readonly end: number;
  readonly fix?: Fix;
}

export function languageError(
  code: LanguageCode,
  params: FaultParams,
  range: { readonly start: number; readonly end: number },
  fix?: Fix,
): Problem {
  return { code, params, severity: 'error', start: range.start, end: range.end, ...(fix && { fix }) };
}

/** Offsets at which the lines of a text begin; a line ends as TypeScript ends it. */
function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|[\n\r\u2028\u2029]/g)) starts.push(match.index + match[0].length);
  return starts;
}

/** Lines and columns from 1. */
function locate(starts: readonly number[], offset: number): { readonly line: number; readonly column: number } {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - starts[low]! + 1 };
}

/** In the order of the text. */
export function toDiagnostics(problems: readonly Problem[], file: number, text: string): readonly Diagnostic[] {
  const starts = lineStarts(text);
  return [...problems].sort((a, b) => a.start - b.start).map((problem) => ({ ...problem, file, ...locate(starts, problem.start) }));
}
