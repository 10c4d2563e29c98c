/** Finds blocks of the toolbox by the words on them, in either language, and by how text spells them. Layer: language/blocks. */
import { LANGUAGES } from '../../words/words.ts';
import { blockDefinition } from './block-definitions.ts';
import type { ShapeState } from './block-shape.ts';
import { visit } from './block-walk.ts';
import { blocksToText } from './blocks-to-text.ts';
import type { ToolboxBlock, ToolboxJson } from './toolbox.ts';

const FOUND_MAX = 24;

function plainWords(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

function wordsOf(entry: ToolboxBlock): string {
  const pieces: string[] = [entry.type];
  visit(entry, (block) => {
    for (const language of LANGUAGES) {
      const { message0, args0, tooltip } = blockDefinition(block.type, block.extraState as ShapeState | undefined, language);
      const choices = args0.flatMap(({ options }) => (Array.isArray(options) ? (options as string[][]).flat() : []));
      pieces.push(message0.replace(/%\d+/g, ' '), ...choices, ...(block === entry ? [tooltip] : []));
    }
    pieces.push(...Object.values(block.fields ?? {}).map(String));
  });
  const { output } = blockDefinition(entry.type, undefined, 'en');
  const statement = output === undefined ? entry : { type: 'run_expression', inputs: { VALUE: { block: entry } } };
  pieces.push(blocksToText({ blocks: { languageVersion: 0, blocks: [{ type: 'program_start', next: { block: statement } }] } }).text);
  return plainWords(pieces.join(' '));
}

export class BlockFinder {
  readonly #entries: readonly { readonly block: ToolboxBlock; readonly words: string }[];

  constructor({ contents }: ToolboxJson) {
    const seen = new Set<string>();
    const blocks = contents.flatMap((category) => category.contents ?? []);
    const fresh = blocks.filter((block) => {
      const key = JSON.stringify(block);
      return !seen.has(key) && seen.add(key);
    });
    this.#entries = fresh.map((block) => ({ block, words: wordsOf(block) }));
  }

  /** Blocks that have every word of the question; those where a word begins one of theirs come first. */
  find(question: string): readonly ToolboxBlock[] {
    const asked = plainWords(question)
      .split(/[\s,，、]+/)
      .filter((word) => word !== '');
    if (asked.length === 0) return [];
    const found = this.#entries.filter(({ words }) => asked.every((word) => words.includes(word)));
    const starts = ({ words }: { readonly words: string }) => (asked.every((word) => ` ${words}`.includes(` ${word}`)) ? 0 : 1);
    return [...found]
      .sort((a, b) => starts(a) - starts(b))
      .slice(0, FOUND_MAX)
      .map(({ block }) => block);
  }
}
