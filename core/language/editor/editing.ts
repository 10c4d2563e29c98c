/**
 * What an editor asks while a person types: completion, hover, signature, formatting. Layer: language.
 * Words of the robot API are not here: an answer names the API entry, and the caller finds the words in the student's language.
 */
import ts from 'typescript';
import type { Result } from '../../base/result.ts';
import { apiEntry, isApiName, type ApiName, type ApiParam } from '../../robot/api-table.ts';
import { withSource } from '../open-source.ts';
import type { ProgramSource, TextEdit } from '../source.ts';
import { createTsService, type TsService } from '../ts-service.ts';
import { definitionAt, renamable, renameAt, type FileEdit, type FilePlace, type RenameCode } from './navigation.ts';

export type CompletionKind = 'function' | 'variable' | 'property' | 'keyword' | 'class' | 'constant';

export interface Completion {
  readonly name: string;
  /** A snippet: `$0` is where the cursor goes; `$`, `}` and `\` of the text are escaped with `\`. */
  readonly snippet: string;
  readonly kind: CompletionKind;
  readonly apiName?: ApiName;
}

export interface Hover {
  readonly start: number;
  readonly end: number;
  /** The declaration, in TypeScript. */
  readonly declaration: string;
  readonly apiName?: ApiName;
}

export interface Signature {
  readonly label: string;
  readonly parameters: readonly { readonly label: string; readonly api?: ApiParam }[];
  readonly activeParameter: number;
  readonly apiName?: ApiName;
}

export interface Editing {
  complete(source: ProgramSource, offset: number): readonly Completion[];
  hover(source: ProgramSource, offset: number): Hover | undefined;
  signature(source: ProgramSource, offset: number): Signature | undefined;
  format(source: ProgramSource): readonly TextEdit[];
  /** Where the name at an offset of the first file was made. */
  definition(source: ProgramSource, offset: number): FilePlace | undefined;
  /** The program's own name at an offset of the first file: it can be given another. */
  renamable(source: ProgramSource, offset: number): FilePlace | undefined;
  rename(source: ProgramSource, offset: number, newName: string): Result<readonly FileEdit[], RenameCode>;
}

const COMPLETIONS_MAX = 200;

/** TypeScript offers all of its own; these are the subset's. */
const KEYWORDS: ReadonlySet<string> = new Set(
  (
    'let const function return if else for of in while do break continue switch case default true false null undefined typeof number string boolean ' +
    'void class extends constructor this super new static get set private instanceof enum interface type try catch finally throw delete import export from'
  ).split(' '),
);

/** Names that our declarations need and no program does. */
const HIDDEN: ReadonlySet<string> = new Set(['Symbol', 'globalThis', 'IArguments', 'RegExp', 'Function', '___']);

const FORMAT: ts.FormatCodeSettings = {
  indentSize: 2,
  tabSize: 2,
  convertTabsToSpaces: true,
  newLineCharacter: '\n',
  indentStyle: ts.IndentStyle.Smart,
  insertSpaceAfterCommaDelimiter: true,
  insertSpaceAfterSemicolonInForStatements: true,
  insertSpaceBeforeAndAfterBinaryOperators: true,
  insertSpaceAfterKeywordsInControlFlowStatements: true,
  insertSpaceAfterFunctionKeywordForAnonymousFunctions: true,
  insertSpaceAfterOpeningAndBeforeClosingNonemptyBraces: true,
  insertSpaceAfterOpeningAndBeforeClosingNonemptyParenthesis: false,
  insertSpaceAfterOpeningAndBeforeClosingNonemptyBrackets: false,
  insertSpaceAfterTypeAssertion: true,
  placeOpenBraceOnNewLineForFunctions: false,
  placeOpenBraceOnNewLineForControlBlocks: false,
};

const KINDS: ReadonlyMap<string, CompletionKind> = new Map([
  [ts.ScriptElementKind.functionElement, 'function'],
  [ts.ScriptElementKind.localFunctionElement, 'function'],
  [ts.ScriptElementKind.memberFunctionElement, 'function'],
  [ts.ScriptElementKind.memberVariableElement, 'property'],
  [ts.ScriptElementKind.constElement, 'constant'],
  [ts.ScriptElementKind.keyword, 'keyword'],
  [ts.ScriptElementKind.moduleElement, 'class'],
  [ts.ScriptElementKind.interfaceElement, 'class'],
  [ts.ScriptElementKind.typeElement, 'class'],
]);

/** Longer than any API entry with blanks around its dot. Why: an expression that looks for the end of a long text tries every place in it. */
const API_NAME_CHARS = 80;

/** The API entry that stands at the end of `before`, as `car.forward` or `wait`. */
function apiNameAtEnd(before: string): ApiName | undefined {
  const match = /([A-Za-z]\w*\s*\.\s*)?[A-Za-z]\w*$/.exec(before.slice(-API_NAME_CHARS));
  const name = match?.[0].replace(/\s/g, '') ?? '';
  return isApiName(name) ? name : undefined;
}

function escapeSnippet(text: string): string {
  return text.replace(/[$}\\]/g, '\\$&');
}

/** `wait($0)`, `car.stop()`, and for what takes a body a whole function. */
function snippetOf(name: string, kind: CompletionKind, apiName: ApiName | undefined): string {
  const own = escapeSnippet(name);
  if (kind !== 'function') return own;
  if (!apiName) return `${own}($0)`;
  const { params } = apiEntry(apiName);
  if (params[0]?.type === 'body') return `${own}(() => {\n\t$0\n})`;
  return params.length === 0 ? `${own}()` : `${own}($0)`;
}

/** The program's own names and those the language has; not TypeScript's inner workings. */
function isOffered(entry: ts.CompletionEntry): boolean {
  if (HIDDEN.has(entry.name)) return false;
  if (entry.kind === ts.ScriptElementKind.keyword) return KEYWORDS.has(entry.name);
  const isType = entry.kind === ts.ScriptElementKind.interfaceElement || entry.kind === ts.ScriptElementKind.typeElement;
  return !isType || entry.name === 'LedColor' || entry.name === 'WheelSide';
}

function display(parts: readonly ts.SymbolDisplayPart[] | undefined): string {
  return ts.displayPartsToString([...(parts ?? [])]);
}

class ServiceEditing implements Editing {
  readonly #tsService: TsService;

  constructor(tsService: TsService) {
    this.#tsService = tsService;
  }

  /** The answer, or `otherwise` where the text is not fit for the compiler. */
  #ask<T>(source: ProgramSource, otherwise: T, question: (service: ts.LanguageService, path: string) => T): T {
    return withSource(
      this.#tsService,
      source,
      ({ service, trees }) => (trees[0] ? question(service, trees[0].fileName) : otherwise),
      () => otherwise,
    );
  }

  complete(source: ProgramSource, offset: number): readonly Completion[] {
    return this.#ask<readonly Completion[]>(source, [], (service, path) => {
      const text = source[0]!.text;
      const found = service.getCompletionsAtPosition(path, offset, { includeCompletionsWithInsertText: false });
      const before = text.slice(Math.max(0, offset - API_NAME_CHARS), offset).replace(/[\w$]*$/, '');
      const alreadyCalled = /^\s*\(/.test(text.slice(offset, offset + API_NAME_CHARS));
      return (found?.entries ?? [])
        .filter(isOffered)
        .sort((a, b) => (a.sortText < b.sortText ? -1 : a.sortText > b.sortText ? 1 : 0))
        .slice(0, COMPLETIONS_MAX)
        .map((entry) => {
          const apiName = apiNameAtEnd(before + entry.name);
          const kind = KINDS.get(entry.kind) ?? 'variable';
          const snippet = alreadyCalled ? escapeSnippet(entry.name) : snippetOf(entry.name, kind, apiName);
          return { name: entry.name, snippet, kind, ...(apiName && { apiName }) };
        });
    });
  }

  hover(source: ProgramSource, offset: number): Hover | undefined {
    return this.#ask<Hover | undefined>(source, undefined, (service, path) => {
      const info = service.getQuickInfoAtPosition(path, offset);
      const declaration = display(info?.displayParts);
      // Of a name that nothing declares TypeScript says 'any'.
      if (!info || declaration === '' || declaration === 'any') return undefined;
      const { start, length } = info.textSpan;
      const apiName = apiNameAtEnd(source[0]!.text.slice(0, start + length));
      return { start, end: start + length, declaration, ...(apiName && { apiName }) };
    });
  }

  signature(source: ProgramSource, offset: number): Signature | undefined {
    return this.#ask<Signature | undefined>(source, undefined, (service, path) => {
      const help = service.getSignatureHelpItems(path, offset, undefined);
      const item = help?.items[help.selectedItemIndex];
      if (!help || !item) return undefined;
      const before = source[0]!.text.slice(0, help.applicableSpan.start).replace(/\s*\(\s*$/, '');
      const apiName = apiNameAtEnd(before);
      const api: readonly ApiParam[] = apiName ? apiEntry(apiName).params : [];
      const parameters = item.parameters.map((parameter, i) => ({
        label: display(parameter.displayParts),
        ...(api[i] && { api: api[i] }),
      }));
      const list = parameters.map(({ label }) => label).join(display(item.separatorDisplayParts));
      return {
        label: display(item.prefixDisplayParts) + list + display(item.suffixDisplayParts),
        parameters,
        activeParameter: Math.min(help.argumentIndex, Math.max(0, parameters.length - 1)),
        ...(apiName && { apiName }),
      };
    });
  }

  definition(source: ProgramSource, offset: number): FilePlace | undefined {
    return definitionAt(this.#tsService, source, { file: 0, offset });
  }

  renamable(source: ProgramSource, offset: number): FilePlace | undefined {
    return renamable(this.#tsService, source, { file: 0, offset });
  }

  rename(source: ProgramSource, offset: number, newName: string): Result<readonly FileEdit[], RenameCode> {
    return renameAt(this.#tsService, source, { file: 0, offset }, newName);
  }

  format(source: ProgramSource): readonly TextEdit[] {
    return this.#ask<readonly TextEdit[]>(source, [], (service, path) =>
      service
        .getFormattingEditsForDocument(path, { ...FORMAT, newLineCharacter: source[0]!.text.includes('\r\n') ? '\r\n' : '\n' })
        .map(({ span, newText }) => ({ start: span.start, end: span.start + span.length, newText })),
    );
  }
}

/** @param tsService shared with the compiler, so that one copy of the program is kept. Questions are about the first file. */
export function createEditing(tsService: TsService = createTsService()): Editing {
  return new ServiceEditing(tsService);
}
