/** The text editor as the pages see it; Monaco stays behind it. Layer: web/adapters/monaco. */
import type { Language } from '../../../core/words/words.ts';
import type { TextEdit } from '../../../core/language/source.ts';
import type { LanguageService } from '../language/language-service.ts';

export interface TextMark {
  readonly start: number;
  readonly end: number;
  readonly sentence: string;
  readonly severity: 'error' | 'warning';
  /** Offered as a quick fix at the mark. */
  readonly fix?: { readonly label: string; readonly edits: readonly TextEdit[] };
}

export interface TextViewOptions {
  readonly language: Language;
  readonly dark: boolean;
  readonly languageService: LanguageService;
  readonly text: string;
  /** A person changed the text. Not called for `setText`. */
  readonly onChange: (text: string) => void;
  /** A person asked for a breakpoint in the line that holds this offset, or for none. */
  readonly onToggleBreakpoint: (offset: number) => void;
  /** What the menu says of it. */
  readonly breakpointLabel: () => string;
}

export interface TextView {
  /** Another text: what was done before cannot be undone. */
  setText(text: string): void;
  /** The same text with a change from elsewhere (a fix, the blocks), which can be undone here. */
  changeText(text: string): void;
  setDark(dark: boolean): void;
  setLanguage(language: Language): void;
  /** Colours the statement the program stands at; undefined clears. */
  highlight(place: { readonly start: number; readonly end: number } | undefined): void;
  /** Dots beside the lines that hold these offsets. */
  markBreakpoints(offsets: readonly number[]): void;
  markProblems(marks: readonly TextMark[]): void;
  /** Blanks and line ends as they should be; nothing else changes. */
  format(): void;
  undo(): void;
  redo(): void;
  dispose(): void;
}

/** web/adapters/monaco/mount-text.ts exports `mountText` of this type; importing that file is what loads Monaco. */
export type MountText = (element: HTMLElement, options: TextViewOptions) => TextView;
