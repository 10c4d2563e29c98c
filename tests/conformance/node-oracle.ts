/** What a program of the corpus prints in Node: JavaScript's meaning, transpiled only, never through our compiler or VM. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import type { CorpusProgram } from './corpus.ts';

/** The last line of a program that an error has ended. */
export const ENDED_BY_ERROR = 'error';

/** Written apart from core/vm/format.ts on purpose. */
function shown(value: unknown, top: boolean): string {
  if (Array.isArray(value)) return `[${value.map((item) => shown(item, false)).join(', ')}]`;
  if (typeof value === 'string') return top ? value : `'${value}'`;
  return Object.is(value, -0) ? '-0' : String(value);
}

function lineOf(values: readonly unknown[]): string {
  return values.map((value) => shown(value, true)).join(' ');
}

function transpiled(text: string): string {
  return ts.transpileModule(text, { compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext } }).outputText;
}

/** A program of one file without imports. */
export function linesInNode(text: string): readonly string[] {
  const lines: string[] = [];
  const log = (...values: readonly unknown[]): void => void lines.push(lineOf(values));
  try {
    new Function('log', `'use strict';${transpiled(text)}`)(log);
  } catch {
    lines.push(ENDED_BY_ERROR);
  }
  return lines;
}

/** Imports each folder's main.mjs in turn; `log` goes to whatever runs at the time. */
const DRIVER = `
const shown = ${shown.toString()};
const results = [];
for (const folder of process.argv.slice(2)) {
  const lines = [];
  globalThis.log = (...values) => void lines.push(values.map((value) => shown(value, true)).join(' '));
  try { await import(folder + '/main.mjs'); } catch { lines.push('${ENDED_BY_ERROR}'); }
  results.push(lines);
}
process.stdout.write(JSON.stringify(results));
`;

/** Programs of several files, as real modules in one Node process. */
export function moduleLinesInNode(programs: readonly CorpusProgram[]): readonly (readonly string[])[] {
  const root = mkdtempSync(join(tmpdir(), 'guiji-oracle-'));
  try {
    const folders = programs.map(({ files }, i) => {
      const folder = join(root, String(i));
      for (const { path, text } of files) {
        const file = join(folder, path.replace(/\.ts$/, '.mjs'));
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, transpiled(text).replace(/(from |import )(["'])(\.[^"']*?)(\.ts)?\2/g, '$1$2$3.mjs$2'));
      }
      return folder;
    });
    const driver = join(root, 'driver.mjs');
    writeFileSync(driver, DRIVER);
    const { stdout, stderr, status } = spawnSync(process.execPath, [driver, ...folders], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as readonly (readonly string[])[];
  } finally {
    rmSync(root, { recursive: true });
  }
}
