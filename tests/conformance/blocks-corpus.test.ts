/** Programs as students write them: nothing is lost in blocks, and nearly every statement has a block of its own. */
import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import type { BlockJson } from '../../core/language/blocks/blocks-document.ts';
import { blocksToText } from '../../core/language/blocks/blocks-to-text.ts';
import { blockIn, field, visit } from '../../core/language/blocks/block-walk.ts';
import { sameTokens } from '../../core/language/blocks/text-tokens.ts';
import { textToBlocks } from '../../core/language/blocks/text-to-blocks.ts';

const FOLDER = new URL('blocks-corpus/', import.meta.url);
const REAL_SHARE_MIN = 0.95;

const programs = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => [name, readFileSync(new URL(name, FOLDER), 'utf8')] as const);

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

describe('the corpus of student programs', () => {
  it('has enough programs to mean something', () => expect(programs.length).toBeGreaterThanOrEqual(25));

  it.each(programs)('%s keeps its tokens and comments, and gives the same blocks again', (_, text) => {
    const { workspace } = textToBlocks(text);
    const printed = blocksToText(workspace).text;
    expect(sameTokens(text, printed), printed).toBe(true);
    expect(textToBlocks(printed).workspace).toEqual(workspace);
  });

  it('has a block of its own for at least 95 of 100 statements', () => {
    const total = programs.reduce((sum, [, text]) => sum + statementsIn(text), 0);
    const asCode = programs.reduce((sum, [, text]) => sum + statementsAsCode(textToBlocks(text).workspace.blocks!.blocks), 0);
    expect(total).toBeGreaterThan(300);
    expect((total - asCode) / total).toBeGreaterThanOrEqual(REAL_SHARE_MIN);
    console.log(`blocks corpus: ${total - asCode} of ${total} statements have a block`);
  });
});
