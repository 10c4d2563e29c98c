/** Comments of the text → comments of blocks. Layer: language/blocks. */
import type ts from 'typescript';
import type { BlockJson } from './blocks-document.ts';
import { addStyle } from './block-style.ts';
import { commentShown, lineComment, trailingComment } from './comment-text.ts';
import type { Conversion } from './conversion.ts';
import { socketLiteral } from './sockets.ts';
import { commentsBetween, type Comment } from './text-tokens.ts';

export function note(block: BlockJson, raw: string, write: (shown: string) => string): void {
  const shown = commentShown(raw);
  block.icons = { comment: { text: shown } };
  if (write(shown) !== raw) addStyle(block, { note: { text: raw, shown } });
}

/** An empty comment has no words to show in a balloon. */
export function hasWords(comment: Comment): boolean {
  return commentShown(comment.raw).trim() !== '';
}

/** The block in item `index`, as one that can have a comment of its own: what stands in for an empty socket cannot. */
function itemBlock(block: BlockJson, index: number): BlockJson | undefined {
  const socket = block.inputs?.[`A${index}`];
  if (socket?.shadow !== undefined && socket.block === undefined) {
    const literal = socketLiteral(block.type, `A${index}`);
    if (literal === undefined) return undefined;
    socket.block = socket.shadow;
    socket.shadow = literal;
  }
  return socket?.block;
}

interface ItemNotes {
  readonly conversion: Conversion;
  /** The list or object. */
  readonly block: BlockJson;
}

function give({ conversion, block }: ItemNotes, index: number, comments: readonly Comment[], at: 'above' | 'behind'): void {
  if (comments.length === 0 || !comments.every(hasWords)) return;
  const inner = block.inputs?.[`A${index}`];
  if ((inner?.block ?? inner?.shadow)?.icons !== undefined) return;
  const holder = itemBlock(block, index);
  if (holder === undefined || holder.type === 'object_method') return;
  const raw = comments.map((comment) => comment.raw).join('\n');
  note(holder, raw, at === 'above' ? lineComment : trailingComment);
  addStyle(holder, { noteAt: at });
  addStyle(block, { lines: true });
  for (const comment of comments) conversion.taken.add(comment.start);
}

/** Comment lines in one block; another kind of comment stands by itself. */
function isOneComment(comments: readonly Comment[]): boolean {
  return comments.length === 1 || comments.every(({ raw, newLinesAfter }) => raw.startsWith('//') && newLinesAfter === 1);
}

/**
 * Comments on lines of a list or object: behind an item, or on the lines above it. Its block gets them. What no block can hold stays untaken.
 * @param end where the closing bracket stands
 */
export function takeItemNotes(conversion: Conversion, block: BlockJson, items: ts.NodeArray<ts.Node>, end: number): void {
  const notes = { conversion, block };
  const untaken = (from: number, to: number): Comment[] =>
    commentsBetween(conversion.text, from, to).filter((comment) => !conversion.taken.has(comment.start));
  items.forEach((item, index) => {
    const comments = untaken(item.pos, item.getStart(conversion.file, false));
    const behind = index > 0 && comments[0]?.newLinesBefore === 0 && comments[0].newLinesAfter > 0 ? comments.splice(0, 1) : [];
    give(notes, index - 1, behind, 'behind');
    if (comments[0] !== undefined && comments.at(-1)!.newLinesAfter > 0 && isOneComment(comments)) give(notes, index, comments, 'above');
  });
  const last = untaken(items.end, end);
  if (last.length === 1 && last[0]!.newLinesBefore === 0 && last[0]!.newLinesAfter > 0) give(notes, items.length - 1, last, 'behind');
}
