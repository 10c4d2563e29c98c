/** Blocks → formatted TypeScript. Layer: language/blocks. Free of the TypeScript compiler: it runs on the page at each change. */
import type { BlocksLayout, BlockSpans, WorkspaceJson } from './blocks-document.ts';

export interface BlocksText {
  readonly text: string;
  readonly spans: BlockSpans;
  readonly layout: BlocksLayout;
}

/** The text that the workspace's running stacks stand for; what is detached or disabled goes to `layout` only. */
export function blocksToText(_workspace: WorkspaceJson): BlocksText {
  return { text: '', spans: {}, layout: { version: 1, stacks: [], collapsed: [], detached: [] } };
}
