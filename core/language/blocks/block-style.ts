/**
 * How the text spelled what a block stands for, where that is not our own way of writing it. Layer: language/blocks.
 * It travels in Blockly's `data` string, so that copying, undo and saving keep it; a block without it is written our way.
 */
import { noteOf } from './block-walk.ts';
import type { BlockJson } from './blocks-document.ts';

/** A spelling that holds as long as the block still shows `shown`. */
export interface Spelling {
  readonly text: string;
  readonly shown: string;
}

export interface BlockStyle {
  /** The statement is written without its semicolon. */
  readonly semi?: false;
  /** A blank line stands before the statement. */
  readonly blank?: true;
  /** Brackets around the expression, where that is more than its place needs. */
  readonly parens?: number;
  /** The literal, comment or name as it was written. */
  readonly raw?: Spelling;
  /** The block's comment as it was written. */
  readonly note?: Spelling;
  /** Of an item of a list or object that stands on lines: its comment is behind it, or on the lines above. */
  readonly noteAt?: 'above' | 'behind';
  /** Binding strength of a code expression (operators.ts) while it shows `of`. */
  readonly level?: { readonly of: string; readonly value: number };
  /** Bodies written without braces, by their number. */
  readonly bare?: readonly number[];
  /** `++i` and not `i++`. */
  readonly prefix?: true;
  /** The counter's name in a repeat block. */
  readonly counter?: string;
  /** `let` or `var` in a loop over items, where ours is `const`. */
  readonly keyword?: 'let' | 'var';
  /** `[1, 2,]` */
  readonly trailingComma?: true;
  /** `x => …` and not `(x) => …`. */
  readonly bareParam?: true;
  /** `new Car` and not `new Car()`. */
  readonly noArguments?: true;
  /** Pieces of a template as they were written, by their number. */
  readonly pieces?: Readonly<Record<string, Spelling>>;
  /** Items each on a line of its own. */
  readonly lines?: true;
}

export function readStyle(block: BlockJson): BlockStyle {
  if (block.data === undefined) return {};
  try {
    const parsed: unknown = JSON.parse(block.data);
    return typeof parsed === 'object' && parsed !== null ? (parsed as BlockStyle) : {};
  } catch {
    return {};
  }
}

/** Adds to the block's style; a value of undefined takes the key away. */
export function addStyle(block: BlockJson, more: { readonly [K in keyof BlockStyle]?: BlockStyle[K] | undefined }): void {
  const merged = Object.entries({ ...readStyle(block), ...more }).filter(([, value]) => value !== undefined);
  if (merged.length === 0) delete block.data;
  else block.data = JSON.stringify(Object.fromEntries(merged.sort(([a], [b]) => (a < b ? -1 : 1))));
}

export function spelled(spelling: Spelling | undefined, shown: string): string | undefined {
  return spelling?.shown === shown ? spelling.text : undefined;
}

/** The block's comment as it is written: the old spelling while the words are the same. */
export function noteText(block: BlockJson, write: (shown: string) => string): string | undefined {
  const shown = noteOf(block);
  return shown === undefined ? undefined : (spelled(readStyle(block).note, shown) ?? write(shown));
}
