/**
 * The conformance corpus: small programs by feature, one file a feature, whose output Node decides; and programs that must be refused.
 * In `corpus/` and `refused/`, `//# title` begins a program and `//@ path` another file of the same program (the first is main.ts).
 * After the title of a refused program, `//! code line:column` names each error it must get, in order; for another file than main.ts,
 * `//! code path:line:column`. Lines count from the program's own first line.
 */
import { readdirSync, readFileSync } from 'node:fs';
import type { SourceFile } from '../../core/language/source.ts';

export interface CorpusProgram {
  readonly feature: string;
  readonly title: string;
  /** The first is the entry. */
  readonly files: readonly SourceFile[];
}

export interface RefusedProgram extends CorpusProgram {
  /** `code path:line:column` */
  readonly problems: readonly string[];
}

const TITLE = '//# ';
const FILE = '//@ ';
const PROBLEM = '//! ';
const MAIN = 'main.ts';

interface Section {
  readonly head: string;
  readonly text: string;
}

/** What follows each line that starts with `mark`. */
function sections(text: string, mark: string): readonly Section[] {
  return `\n${text}`
    .split(`\n${mark}`)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n');
      return end < 0 ? { head: part.trim(), text: '' } : { head: part.slice(0, end).trim(), text: part.slice(end + 1) };
    });
}

function filesOf(text: string): readonly SourceFile[] {
  const others = sections(text, FILE).map(({ head, text: own }) => ({ path: head, text: own }));
  const first = `\n${text}`.split(`\n${FILE}`)[0]!.slice(1);
  return [{ path: MAIN, text: first }, ...others];
}

function sectionsIn(folder: string): readonly (Section & { readonly feature: string })[] {
  const url = new URL(`${folder}/`, import.meta.url);
  return readdirSync(url)
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .flatMap((name) =>
      sections(readFileSync(new URL(name, url), 'utf8'), TITLE).map((section) => ({ ...section, feature: name.slice(0, -'.ts'.length) })),
    );
}

/** Every program that must run as Node runs it. */
export function corpusPrograms(): readonly CorpusProgram[] {
  return sectionsIn('corpus').map(({ feature, head, text }) => ({ feature, title: head, files: filesOf(text) }));
}

function placed(problem: string): string {
  const [code, place] = problem.trim().split(' ');
  return /^\d+:\d+$/.test(place ?? '') ? `${code} ${MAIN}:${place}` : problem.trim();
}

export function refusedPrograms(): readonly RefusedProgram[] {
  return sectionsIn('refused').map(({ feature, head, text }) => {
    const lines = text.split('\n');
    const count = lines.findIndex((line) => !line.startsWith(PROBLEM));
    const problems = lines.slice(0, count).map((line) => placed(line.slice(PROBLEM.length)));
    return { feature, title: head, problems, files: filesOf(lines.slice(count).join('\n')) };
  });
}
