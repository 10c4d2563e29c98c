/** The language worker as the pages see it: the one copy of the TypeScript compiler stays behind it. Layer: web/adapters/language. */
import type { KitChoice } from '../../../firmware-profiles/index.ts';
import type { BlocksDocument, BlocksLayout } from '../../../core/language/blocks/blocks-document.ts';
import type { Fault } from '../../../core/base/result.ts';
import type { FileEdit, FilePlace, RenameCode } from '../../../core/language/editor/navigation.ts';
import type { Diagnostic, ProgramSource, SourceOffset, TextEdit } from '../../../core/language/source.ts';
import type { ProgramFacts } from '../../../core/robot/program-facts.ts';
import type { Language } from '../../../core/words/words.ts';

export interface CompileAnswer {
  /** core/bytecode encoding; absent where `diagnostics` holds an error. */
  readonly bytecode?: Uint8Array;
  readonly diagnostics: readonly Diagnostic[];
}

export interface CompletionItem {
  readonly label: string;
  /** A snippet: `$0` is where the cursor goes. */
  readonly insertText: string;
  readonly kind: 'function' | 'variable' | 'property' | 'keyword' | 'class' | 'constant';
  readonly detail?: string;
  readonly documentation?: string;
  /** What gives way; absent: the word at the cursor. */
  readonly replaces?: { readonly start: number; readonly end: number };
  /** Made elsewhere in the same file: an import. */
  readonly edit?: TextEdit;
}

export interface HoverAnswer {
  readonly start: number;
  readonly end: number;
  /** Markdown. */
  readonly text: string;
}

export interface SignatureAnswer {
  readonly label: string;
  readonly documentation: string;
  readonly parameters: readonly { readonly label: string; readonly documentation: string }[];
  readonly activeParameter: number;
}

export type RenameAnswer =
  { readonly ok: true; readonly edits: readonly FileEdit[] } | { readonly ok: false; readonly fault: Fault<RenameCode> };

/** Of `check`, `complete`, `hover` and `signature`, a question that waits is overtaken by a newer one of its kind, and both get the newer answer. */
export interface LanguageService {
  /** Resolves once the compiler has loaded. */
  readonly ready: Promise<void>;
  check(source: ProgramSource, kit: KitChoice): Promise<readonly Diagnostic[]>;
  compile(source: ProgramSource, kit: KitChoice): Promise<CompileAnswer>;
  toBlocks(text: string, layout: BlocksLayout | undefined): Promise<BlocksDocument>;
  format(source: ProgramSource, file: number): Promise<readonly TextEdit[]>;
  /** What a program says without running it, for step checks. */
  facts(source: ProgramSource): Promise<ProgramFacts>;
  complete(source: ProgramSource, at: SourceOffset, language: Language): Promise<readonly CompletionItem[]>;
  hover(source: ProgramSource, at: SourceOffset, language: Language): Promise<HoverAnswer | undefined>;
  signature(source: ProgramSource, at: SourceOffset, language: Language): Promise<SignatureAnswer | undefined>;
  /** Where the name was made. */
  definition(source: ProgramSource, at: SourceOffset): Promise<FilePlace | undefined>;
  /** The name, where it is the program's own. */
  renamable(source: ProgramSource, at: SourceOffset): Promise<FilePlace | undefined>;
  rename(source: ProgramSource, at: SourceOffset, newName: string): Promise<RenameAnswer>;
  /** The imports to change where a file gets another path. */
  moveFile(source: ProgramSource, file: number, newPath: string): Promise<readonly FileEdit[]>;
  dispose(): void;
}

/** web/adapters/language/start-language-service.ts exports `startLanguageService` of this type. */
export type StartLanguageService = () => LanguageService;
