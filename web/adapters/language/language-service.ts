/** The language worker as the pages see it: the one copy of the TypeScript compiler stays behind it. Layer: web/adapters/language. */
import type { BlocksDocument, BlocksLayout } from '../../../core/language/blocks/blocks-document.ts';
import type { Fault } from '../../../core/base/result.ts';
import type { RenameCode } from '../../../core/language/editor/navigation.ts';
import type { Diagnostic, TextEdit } from '../../../core/language/source.ts';
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

export interface Span {
  readonly start: number;
  readonly end: number;
}

export type RenameAnswer =
  { readonly ok: true; readonly edits: readonly TextEdit[] } | { readonly ok: false; readonly fault: Fault<RenameCode> };

/** Of `check`, `complete`, `hover` and `signature`, a question that waits is overtaken by a newer one of its kind, and both get the newer answer. */
export interface LanguageService {
  /** Resolves once the compiler has loaded. */
  readonly ready: Promise<void>;
  check(text: string, profileId: string): Promise<readonly Diagnostic[]>;
  compile(text: string, profileId: string): Promise<CompileAnswer>;
  toBlocks(text: string, layout: BlocksLayout | undefined): Promise<BlocksDocument>;
  format(text: string): Promise<readonly TextEdit[]>;
  /** What a program says without running it, for step checks. */
  facts(text: string): Promise<ProgramFacts>;
  complete(text: string, offset: number, profileId: string, language: Language): Promise<readonly CompletionItem[]>;
  hover(text: string, offset: number, profileId: string, language: Language): Promise<HoverAnswer | undefined>;
  signature(text: string, offset: number, profileId: string, language: Language): Promise<SignatureAnswer | undefined>;
  /** Where the name at an offset was made. */
  definition(text: string, offset: number): Promise<Span | undefined>;
  /** The name at an offset, where it is the program's own. */
  renamable(text: string, offset: number): Promise<Span | undefined>;
  rename(text: string, offset: number, newName: string): Promise<RenameAnswer>;
  dispose(): void;
}

/** web/adapters/language/start-language-service.ts exports `startLanguageService` of this type. */
export type StartLanguageService = () => LanguageService;
