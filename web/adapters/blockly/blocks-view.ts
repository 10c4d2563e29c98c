/** The block editor as the pages see it; Blockly stays behind it. Layer: web/adapters/blockly. */
import type { BlocksDocument, BlocksLayout } from '../../../core/language/blocks/blocks-document.ts';
import type { RobotProfile } from '../../../core/robot/profile.ts';
import type { Language } from '../../../core/words/words.ts';

export interface BlocksViewOptions {
  readonly language: Language;
  readonly dark: boolean;
  readonly profile: RobotProfile;
  /** To be looked at only: no toolbox, nothing can be moved, and `onChange` is not called. */
  readonly readOnly?: boolean;
  /** A person changed the blocks: the new text, which span each block has in it, and the layout. Not called for `load`. */
  readonly onChange: (change: { readonly text: string; readonly document: BlocksDocument; readonly layout: BlocksLayout }) => void;
  /** A person asked for a breakpoint at the statement that begins at this offset, or for none; absent: blocks have none. */
  readonly onToggleBreakpoint?: (offset: number) => void;
  /** What a block's menu says of it. */
  readonly breakpointLabel?: () => string;
}

export interface BlocksView {
  load(document: BlocksDocument, layout: BlocksLayout | undefined): void;
  setLanguage(language: Language): void;
  /** Another car: other blocks in the toolbox. */
  setProfile(profile: RobotProfile): void;
  setDark(dark: boolean): void;
  /** Outlines the innermost block whose span holds these offsets; undefined clears. */
  highlight(place: { readonly start: number; readonly end: number } | undefined): void;
  /** A dot on the block that begins at each of these offsets, or is the innermost there. */
  markBreakpoints(offsets: readonly number[]): void;
  /** Puts a warning with the sentence on the innermost block at each place. */
  markProblems(problems: readonly { readonly start: number; readonly end: number; readonly sentence: string }[]): void;
  undo(): void;
  redo(): void;
  resize(): void;
  dispose(): void;
}

/** web/adapters/blockly/mount-blocks.ts exports `mountBlocks` of this type; importing that file is what loads Blockly. */
export type MountBlocks = (element: HTMLElement, options: BlocksViewOptions) => BlocksView;
