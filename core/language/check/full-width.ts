/**
 * Full-width punctuation, letters and digits in code: what a Chinese input method leaves when nobody switched it. Layer: language.
 * Strings and comments are left alone, whichever quotation marks they stand in.
 */
import { languageError, type Fix, type Problem } from './problem.ts';

const SPECIAL: ReadonlyMap<string, string> = new Map([
  ['。', '.'],
  ['、', ','],
  ['“', '"'],
  ['”', '"'],
  ['‘', "'"],
  ['’', "'"],
  ['「', '"'],
  ['」', '"'],
  ['【', '['],
  ['】', ']'],
  ['《', '<'],
  ['》', '>'],
  ['×', '*'],
  ['÷', '/'],
  ['−', '-'],
  ['—', '-'],
  ['–', '-'],
  ['…', '...'],
  ['≤', '<='],
  ['≥', '>='],
  ['≠', '!=='],
]);

const CLOSING: ReadonlyMap<string, string> = new Map([
  ['“', '”'],
  ['”', '”'],
  ['‘', '’'],
  ['’', '’'],
  ['「', '」'],
  ['＂', '＂'],
  ['＇', '＇'],
]);

/** Full-width ASCII: U+FF01 … U+FF5E stands for U+0021 … U+007E. */
function halfWidth(char: string): string | undefined {
  const code = char.charCodeAt(0);
  return code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : SPECIAL.get(char);
}

interface Found {
  readonly at: number;
  readonly char: string;
  readonly instead: string;
}

class Scan {
  readonly #text: string;
  readonly found: Found[] = [];
  /** For each open template literal, the braces open in its present `${ }`. */
  readonly #templates: number[] = [];
  #at = 0;
  /** Of the line that was last asked for. Why kept: a line of 200 000 quotation marks would be searched from each of them. */
  #knownLineEnd = -1;

  constructor(text: string) {
    this.#text = text;
  }

  run(): readonly Found[] {
    while (this.#at < this.#text.length) this.#next();
    return this.found;
  }

  #next(): void {
    const char = this.#text[this.#at]!;
    if (char === '/' && this.#skipComment()) return;
    if (char === '"' || char === "'") return this.#quoted(char);
    if (char === '`') return this.#template();
    if (CLOSING.has(char)) return this.#fullWidthQuoted(char);
    this.#countBraces(char);
    if (this.#text[this.#at] !== char) return;
    const instead = halfWidth(char);
    if (instead !== undefined) this.found.push({ at: this.#at, char, instead });
    this.#at++;
  }

  #countBraces(char: string): void {
    const top = this.#templates.length - 1;
    if (top < 0) return;
    if (char === '{') this.#templates[top]!++;
    if (char !== '}') return;
    if (this.#templates[top] === 0) {
      this.#templates.pop();
      this.#template();
    } else {
      this.#templates[top]!--;
    }
  }

  #skipComment(): boolean {
    const line = this.#text.startsWith('//', this.#at);
    if (!line && !this.#text.startsWith('/*', this.#at)) return false;
    const end = line ? this.#lineEnd() : this.#text.indexOf('*/', this.#at + 2) + 2;
    this.#at = end < this.#at + 2 ? this.#text.length : end;
    return true;
  }

  #lineEnd(): number {
    if (this.#at > this.#knownLineEnd) this.#knownLineEnd = firstOf(this.#text, this.#at, LINE_ENDS) ?? this.#text.length;
    return this.#knownLineEnd;
  }

  /** A string in half-width quotes. Where it does not end on its line, a full-width quote in it was meant to end it. */
  #quoted(quote: string): void {
    const lineEnd = this.#lineEnd();
    for (let i = this.#at + 1; i < lineEnd; i++) {
      if (this.#text[i] === '\\') i++;
      else if (this.#text[i] === quote) {
        this.#at = i + 1;
        return;
      }
    }
    const at = firstOf(this.#text, this.#at + 1, quote === '"' ? '”“＂」' : '’‘＇');
    if (at === undefined || at >= lineEnd) {
      this.#at = lineEnd;
      return;
    }
    this.found.push({ at, char: this.#text[at]!, instead: quote });
    this.#at = at + 1;
  }

  /** “…”: both marks are wrong, what stands between is text. */
  #fullWidthQuoted(open: string): void {
    const instead = halfWidth(open)!;
    this.found.push({ at: this.#at, char: open, instead });
    const at = firstOf(this.#text, this.#at + 1, CLOSING.get(open)! + instead + open + LINE_ENDS);
    if (at === undefined || LINE_ENDS.includes(this.#text[at]!)) {
      this.#at++;
      return;
    }
    if (this.#text[at] !== instead) this.found.push({ at, char: this.#text[at]!, instead });
    this.#at = at + 1;
  }

  /** From a backquote, or from the brace that ends `${ }`, to the next backquote or `${`. */
  #template(): void {
    for (let i = this.#at + 1; i < this.#text.length; i++) {
      if (this.#text[i] === '\\') i++;
      else if (this.#text[i] === '`') {
        this.#at = i + 1;
        return;
      } else if (this.#text.startsWith('${', i)) {
        this.#templates.push(0);
        this.#at = i + 2;
        return;
      }
    }
    this.#at = this.#text.length;
  }
}

const LINE_ENDS = '\r\n\u2028\u2029';

/** Where one of the marks stands first, at or after a place. */
function firstOf(text: string, from: number, marks: string): number | undefined {
  for (let at = from; at < text.length; at++) if (marks.includes(text[at]!)) return at;
  return undefined;
}

/** Each is marked up to so many; the fix mends them all. */
const MARKED_MAX = 100;

/** One fix for all of them: a child whose input method was full-width typed more than one. */
export function fullWidthProblems(text: string): readonly Problem[] {
  const found = new Scan(text).run();
  if (found.length === 0) return [];
  const edits = found.map(({ at, instead }) => ({ start: at, end: at + 1, newText: instead }));
  const fix: Fix = { code: 'fix.half-width', params: {}, edits };
  return found
    .slice(0, MARKED_MAX)
    .map(({ at, char, instead }) => languageError('language.full-width', { char, instead }, { start: at, end: at + 1 }, fix));
}
