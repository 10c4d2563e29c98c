/** The text editor as the pages see it; Monaco stays behind it. Layer: web/adapters/monaco. */
import type { Language } from '../../../core/words/words.ts';
import type { ProgramSource, TextEdit } from '../../../core/language/source.ts';
import type { LanguageService } from '../language/language-service.ts';

/** UTF-16 offsets in the file of this path. */
export interface TextPlace {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

export interface TextMark extends TextPlace {
  readonly sentence: string;
  readonly severity: 'error' | 'warning';
  /** Offered as a quick fix at the mark. */
  readonly fix?: { readonly label: string; readonly edits: readonly TextEdit[] };
}

export interface TextViewOptions {
  readonly language: Language;
  readonly dark: boolean;
  readonly languageService: LanguageService;
  readonly files: ProgramSource;
  /** The file that is shown. */
  readonly open: string;
  /** A person changed the text of a file: of the one that is shown, or by a new name of others too. Not called for `setFiles` and `changeFiles`. */
  readonly onChange: (path: string, text: string) => void;
  /** A person went to a name in another file, which is shown now. */
  readonly onOpen: (path: string) => void;
  /** A person asked for a breakpoint in the line of the shown file that holds this offset, or for none. */
  readonly onToggleBreakpoint: (offset: number) => void;
  /** What the menu says of it. */
  readonly breakpointLabel: () => string;
}

export interface TextView {
  /** Another project: what was done before cannot be undone. */
  setFiles(files: ProgramSource, open: string): void;
  /** The same project with changes from elsewhere (a fix, the blocks, another file in front), which can be undone here, each in its file. */
  changeFiles(files: ProgramSource, open: string): void;
  setDark(dark: boolean): void;
  setLanguage(language: Language): void;
  /** Colours the statement the program stands at, while its file is shown; undefined clears. */
  highlight(place: TextPlace | undefined): void;
  /** Dots beside the lines of the shown file that hold these offsets. */
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
