/**
 * Blocks as data: Blockly's own JSON, never Blockly's objects. Layer: language/blocks.
 * Text is the truth; a BlocksDocument is a view of one text, plus the layout sidecar that text cannot hold.
 */

/** Blockly's block serialisation (JSON), as `Blockly.serialization.workspaces` reads and writes it. */
export interface BlockJson {
  type: string;
  id?: string;
  x?: number;
  y?: number;
  collapsed?: boolean;
  enabled?: boolean;
  disabledReasons?: string[];
  inline?: boolean;
  icons?: Record<string, unknown>;
  /** A BlockStyle, see block-style.ts. */
  data?: string;
  /** A ShapeState, see block-shape.ts. */
  extraState?: unknown;
  fields?: Record<string, unknown>;
  inputs?: Record<string, SocketJson>;
  next?: SocketJson;
}

export interface SocketJson {
  block?: BlockJson;
  shadow?: BlockJson;
}

export interface WorkspaceJson {
  blocks?: { languageVersion: number; blocks: BlockJson[] };
  variables?: unknown[];
}

/** One top-level stack: workspace units of Blockly, and how many statements and comments of the text stand in it. */
export interface StackPlace {
  readonly x: number;
  readonly y: number;
  readonly items?: number;
}

/** A block that is switched off in its place: it hangs on the block of this number (disabled-blocks.ts), in its socket or below it. */
export interface DisabledPlace {
  readonly block: BlockJson;
  readonly on: number;
  /** Where another kind of block stands there now, the place is gone. */
  readonly onType: string;
  readonly input?: string;
}

/** What text cannot say: where stacks lie, what is collapsed, and stacks that are detached or disabled (they never run). May be lost without harm. */
export interface BlocksLayout {
  readonly version: 1;
  /** Per top-level stack in text order. */
  readonly stacks: readonly StackPlace[];
  /** Numbers of the collapsed blocks among all that the text holds, literals in sockets left out. */
  readonly collapsed: readonly number[];
  readonly detached: readonly BlockJson[];
  /** Absent where there are none. */
  readonly disabled?: readonly DisabledPlace[];
}

/** Which text a block stands for: UTF-16 offsets. */
export type BlockSpans = Readonly<Record<string, { readonly start: number; readonly end: number }>>;

export interface BlocksDocument {
  readonly workspace: WorkspaceJson;
  readonly spans: BlockSpans;
}
