/** What the parts of the conversion text → blocks share. Layer: language/blocks. */
import type ts from 'typescript';
import type { BlockJson } from './blocks-document.ts';
import { countState, shapeOf, type ShapeState } from './block-shape.ts';

export interface BodyOptions {
  readonly bareIndex?: number;
  readonly ownsNote?: boolean;
  /** One statement without braces; a block there is a statement itself. */
  readonly isAlone?: boolean;
}

/** A list of nodes with what stands between them, from behind the opening brace to before the closing one. */
export interface Stack {
  readonly nodes: readonly ts.Node[];
  readonly start: number;
  readonly end: number;
  /** How a node becomes a block, where it is no statement. */
  readonly form?: (conversion: Conversion, node: ts.Statement) => BlockJson | undefined;
  /** A node's text among what it can stand in, so that it parses alone. */
  readonly around?: (text: string) => string;
}

/** One conversion under way. */
export interface Conversion {
  readonly file: ts.SourceFile;
  readonly text: string;
  /** Compare every piece with its text, and make a code block of the smallest that differs. */
  readonly careful: boolean;
  readonly places: Map<BlockJson, { readonly start: number; readonly end: number }>;
  /** Variables of the loops around, outermost first. */
  readonly loopNames: string[];
  /** Comments that a block already has, by their start. */
  readonly taken: Set<number>;
  /** Where the statement under way starts: comments before it are not its expressions'. */
  statementStart: number;
  /** An expression into a socket; `___` leaves it empty. */
  value(block: BlockJson, input: string, node: ts.Expression): void;
  /** Statements into a socket; `owner` gets the comment behind the opening brace. */
  putBody(block: BlockJson, input: string, body: ts.Statement | ts.Expression, options?: BodyOptions): void;
  /** What stands one below the other without braces of its own or without being statements: cases, members. The block gets the first comment. */
  putStack(block: BlockJson, stack: Stack): void;
}

export const isOneOf = (list: readonly string[], name: string) => list.includes(name);

export function exactText(conversion: Conversion, node: ts.Node): string {
  return conversion.text.slice(node.getStart(conversion.file, false), node.end);
}

export function withCount(type: string, count: number): BlockJson {
  const state = countState(type, count);
  return state ? { type, extraState: state } : { type };
}

/** Adds to the block's state; what is undefined is left out. */
export function addState(block: BlockJson, more: { readonly [K in keyof ShapeState]?: ShapeState[K] | undefined }): BlockJson {
  const merged = Object.entries({ ...shapeOf(block), ...more }).filter(([, value]) => value !== undefined);
  if (merged.length > 0) block.extraState = Object.fromEntries(merged);
  else delete block.extraState;
  return block;
}

/** The node's exact text, undefined for none. */
export function textOf(conversion: Conversion, node: ts.Node | undefined): string | undefined {
  return node && exactText(conversion, node);
}

/** `<T, U>` with its brackets, between what stands before and after. */
export function genericText(conversion: Conversion, nodes: ts.NodeArray<ts.Node> | undefined): string | undefined {
  if (!nodes || nodes.length === 0) return undefined;
  const start = conversion.text.lastIndexOf('<', nodes[0]!.getStart(conversion.file, false));
  const end = conversion.text.indexOf('>', nodes.end);
  return end < 0 || start < 0 ? undefined : conversion.text.slice(start, end + 1);
}

/** `export`, `static readonly` */
export function modifiersText(conversion: Conversion, node: ts.HasModifiers): string | undefined {
  const { modifiers } = node;
  if (!modifiers || modifiers.length === 0) return undefined;
  return conversion.text.slice(modifiers[0]!.getStart(conversion.file, false), modifiers.at(-1)!.end);
}
