/**
 * The blocks of the program that a new project starts with, so that they show before the compiler has loaded. Layer: web/state.
 * starter-blocks.json is generated: after a change of the text or of the blocks, `vitest run web/state/starter-blocks -u` writes it anew.
 * Its test fails where the two differ.
 */
import type { BlocksDocument, BlocksLayout } from '../../core/language/blocks/blocks-document.ts';
import { LINE_FOLLOWER_TEXT } from '../../core/project/new-project.ts';
import starterBlocks from './starter-blocks.json' with { type: 'json' };

/** undefined for every other text, and where stacks have been moved. */
export function starterBlocksOf(text: string, layout: BlocksLayout | undefined): BlocksDocument | undefined {
  return text === LINE_FOLLOWER_TEXT && layout === undefined ? starterBlocks : undefined;
}
