/** Blocks → formatted TypeScript. Layer: language/blocks. Free of the TypeScript compiler: it runs on the page at each change. */
import type { BlockJson, BlocksLayout, BlockSpans, StackPlace, WorkspaceJson } from './blocks-document.ts';
import { isDisabled, stackOf } from './block-walk.ts';
import { disabledIn, writtenBlocks } from './disabled-blocks.ts';
import { ProgramPrinter } from './print-program.ts';
import { isWritten } from './stack-kinds.ts';

export interface BlocksText {
  readonly text: string;
  readonly spans: BlockSpans;
  readonly layout: BlocksLayout;
}

/** The hat above statements that run from top to bottom. */
export const START_BLOCK = 'program_start';

/** Whether the text holds this top-level stack. */
export function isRunningStack(top: BlockJson): boolean {
  return (top.type === START_BLOCK || top.type === 'function_declare') && !isDisabled(top);
}

/** Running stacks from top to bottom, then from left to right; in the given order where any has no place. */
function runningStacks(workspace: WorkspaceJson): BlockJson[] {
  const stacks = (workspace.blocks?.blocks ?? []).filter(isRunningStack);
  if (stacks.some((top) => top.y === undefined)) return stacks;
  return [...stacks].sort((a, b) => a.y! - b.y! || (a.x ?? 0) - (b.x ?? 0));
}

/** The statements of a running stack, its hat left out. */
export function statementsOf(top: BlockJson): BlockJson[] {
  return stackOf(top.type === START_BLOCK ? top.next?.block : top);
}

function collapsedIn(stacks: readonly BlockJson[]): number[] {
  return writtenBlocks(stacks).flatMap((block, index) => (block.collapsed ? [index] : []));
}

/** The text that the workspace's running stacks stand for; what is detached or disabled goes to `layout` only. */
export function blocksToText(workspace: WorkspaceJson): BlocksText {
  const stacks = runningStacks(workspace);
  const printer = new ProgramPrinter();
  const places: StackPlace[] = [];
  let above: BlockJson | undefined;
  for (const top of stacks) {
    const statements = statementsOf(top).filter((block) => isWritten(block, 'Statement'));
    printer.sequence(statements, { before: above });
    above = statements.at(-1) ?? above;
    places.push({ x: top.x ?? 0, y: top.y ?? 0, items: statements.length });
  }
  printer.writer.newLine();
  const detached = (workspace.blocks?.blocks ?? []).filter((top) => !isRunningStack(top));
  const disabled = disabledIn(stacks);
  return {
    text: printer.writer.text,
    spans: printer.writer.spans,
    layout: { version: 1, stacks: places, collapsed: collapsedIn(stacks), detached, ...(disabled.length > 0 && { disabled }) },
  };
}
