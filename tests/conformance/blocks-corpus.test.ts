/** Programs as students write them: nothing is lost in blocks, and nearly every statement has a block of its own. */
import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import type { BlockJson } from '../../core/language/blocks/blocks-document.ts';
import { blocksToText } from '../../core/language/blocks/blocks-to-text.ts';
import { blockIn, field, visit } from '../../core/language/blocks/block-walk.ts';
import { sameTokens } from '../../core/language/blocks/text-tokens.ts';
import { textToBlocks } from '../../core/language/blocks/text-to-blocks.ts';
import { corpusPrograms, refusedPrograms, type CorpusProgram } from './corpus.ts';

const REAL_SHARE_MIN = 0.95;

function filesOf(folder: string): [string, string][] {
  const url = new URL(`${folder}/`, import.meta.url);
  const names = readdirSync(url).filter((name) => name.endsWith('.ts'));
  return names.map((name) => [name, readFileSync(new URL(name, url), 'utf8')]);
}

const textsOf = (programs: readonly CorpusProgram[]) =>
  programs.flatMap(({ feature, title, files }) => files.map(({ path, text }): [string, string] => [`${feature}: ${title} ${path}`, text]));

/** Programs as students write them, and those of every feature of the language. */
const students = [...filesOf('blocks-corpus'), ...filesOf('programs')];
const features = textsOf(corpusPrograms());
const refused = textsOf(refusedPrograms());

/** Statements in a text, braces left out. */
function statementsIn(text: string): number {
  let count = 0;
  const walk = (node: ts.Node) => {
    if (ts.isStatement(node) && !ts.isBlock(node)) count += 1;
    ts.forEachChild(node, walk);
  };
  walk(ts.createSourceFile('program.ts', text, ts.ScriptTarget.ES2022, true));
  return count;
}

function statementsAsCode(tops: readonly BlockJson[]): number {
  let count = 0;
  for (const top of tops) {
    visit(top, (block) => {
      if (block.type === 'code_statement') count += statementsIn(field(block, 'CODE'));
      const value = block.type === 'run_expression' ? blockIn(block, 'VALUE') : undefined;
      if (value?.type === 'code_expression') count += statementsIn(field(value, 'CODE'));
    });
  }
  return count;
}

function share(programs: readonly (readonly [string, string])[]): { readonly total: number; readonly asCode: number } {
  const total = programs.reduce((sum, [, text]) => sum + statementsIn(text), 0);
  const asCode = programs.reduce((sum, [, text]) => sum + statementsAsCode(textToBlocks(text).workspace.blocks!.blocks), 0);
  return { total, asCode };
}

function keepsTokens(text: string): void {
  const printed = blocksToText(textToBlocks(text).workspace).text;
  expect(sameTokens(text.replaceAll('\r\n', '\n'), printed), printed).toBe(true);
}

describe('the corpus of programs', () => {
  it('has enough student programs to mean something', () => expect(students.length).toBeGreaterThanOrEqual(30));

  it.each([...students, ...features])('%s keeps its tokens and comments, and gives the same blocks again', (_, text) => {
    keepsTokens(text);
    const { workspace } = textToBlocks(text);
    expect(textToBlocks(blocksToText(workspace).text).workspace).toEqual(workspace);
  });

  it.each(refused)('%s, which the language refuses, loses nothing', (_, text) => keepsTokens(text));

  it.each([
    ['student programs', students, 450],
    ['programs of every feature', features, 300],
  ])('%s: at least 95 of 100 statements have a block of their own', (_, programs, least) => {
    const { total, asCode } = share(programs);
    expect(total).toBeGreaterThan(least);
    expect((total - asCode) / total).toBeGreaterThanOrEqual(REAL_SHARE_MIN);
    console.log(`${total - asCode} of ${total} statements have a block`);
  });
});
