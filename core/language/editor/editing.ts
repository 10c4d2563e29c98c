/**
 * What an editor asks while a person types: completion, hover, signature, formatting. Layer: language.
 * Words of the robot API are not here: an answer names the API entry, and the caller finds the words in the student's language.
 */
import ts from 'typescript';
import type { Result } from '../../base/result.ts';
import { apiEntry, isApiName, type ApiName, type ApiParam } from '../../robot/api-table.ts';
import { withSource, type OpenSource } from '../open-source.ts';
import type { ProgramSource, SourceOffset, TextEdit } from '../source.ts';
import { createTsService, type TsService } from '../ts-service.ts';
import { importableNames, importPathsAt } from './importing.ts';
import { definitionAt, editsForMove, renamable, renameAt, type FileEdit, type FilePlace, type RenameCode } from './navigation.ts';

export type CompletionKind = 'function' | 'variable' | 'property' | 'keyword' | 'class' | 'constant';

export interface Completion {
  readonly name: string;
  /** A snippet: `$0` is where the cursor goes; `$`, `}` and `\` of the text are escaped with `\`. */
  readonly snippet: string;
  readonly kind: CompletionKind;
  readonly apiName?: ApiName;
  /** What stands there now and gives way; absent: the word at the cursor. */
  readonly replaces?: { readonly start: number; readonly end: number };
  /** The file that it is imported from, and the change that imports it. */
  readonly importing?: { readonly from: string; readonly edit: TextEdit };
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
  complete(source: ProgramSource, at: SourceOffset): readonly Completion[];
  hover(source: ProgramSource, at: SourceOffset): Hover | undefined;
  signature(source: ProgramSource, at: SourceOffset): Signature | undefined;
  format(source: ProgramSource, file: number): readonly TextEdit[];
  /** Where the name was made. */
  definition(source: ProgramSource, at: SourceOffset): FilePlace | undefined;
  /** The program's own name: it can be given another. */
  renamable(source: ProgramSource, at: SourceOffset): FilePlace | undefined;
  rename(source: ProgramSource, at: SourceOffset, newName: string): Result<readonly FileEdit[], RenameCode>;
  /** What other files say of a file that gets another path. */
  moveFile(source: ProgramSource, file: number, newPath: string): readonly FileEdit[];
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

const isNamedType = (statement: ts.Statement): statement is ts.InterfaceDeclaration | ts.TypeAliasDeclaration =>
  ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);

/** The program's own names and those the language has; not TypeScript's inner workings. */
function isOffered(entry: ts.CompletionEntry, trees: readonly ts.SourceFile[]): boolean {
  if (HIDDEN.has(entry.name)) return false;
  if (entry.kind === ts.ScriptElementKind.keyword) return KEYWORDS.has(entry.name);
  const isType = entry.kind === ts.ScriptElementKind.interfaceElement || entry.kind === ts.ScriptElementKind.typeElement;
  if (!isType || entry.name === 'LedColor' || entry.name === 'WheelSide') return true;
  return trees.some(({ statements }) => statements.some((each) => isNamedType(each) && each.name.text === entry.name));
}

const bySortText = (a: ts.CompletionEntry, b: ts.CompletionEntry): number =>
  a.sortText < b.sortText ? -1 : a.sortText > b.sortText ? 1 : 0;

function completionsAt({ service, trees }: OpenSource, { file, offset }: SourceOffset): readonly Completion[] {
  const tree = trees[file]!;
  const named = importPathsAt(tree, offset, trees);
  if (named) {
    const { start, end, paths } = named;
    return paths.map((path) => ({ name: path, snippet: escapeSnippet(path), kind: 'constant', replaces: { start, end } }));
  }
  const found = service.getCompletionsAtPosition(tree.fileName, offset, { includeCompletionsWithInsertText: false });
  const before = tree.text.slice(Math.max(0, offset - API_NAME_CHARS), offset).replace(/[\w$]*$/, '');
  const isCalled = /^\s*\(/.test(tree.text.slice(offset, offset + API_NAME_CHARS));
  const write = (name: string, kind: CompletionKind, apiName?: ApiName): string =>
    isCalled ? escapeSnippet(name) : snippetOf(name, kind, apiName);
  const own = (found?.entries ?? [])
    .filter((entry) => isOffered(entry, trees))
    .sort(bySortText)
    .map((entry): Completion => {
      const apiName = apiNameAtEnd(before + entry.name);
      const kind = KINDS.get(entry.kind) ?? 'variable';
      return { name: entry.name, snippet: write(entry.name, kind, apiName), kind, ...(apiName && { apiName }) };
    });
  if (found?.isGlobalCompletion !== true) return own.slice(0, COMPLETIONS_MAX);
  const known = new Set(own.map(({ name }) => name));
  const others = importableNames(tree, trees)
    .filter(({ name }) => !known.has(name))
    .map(({ name, kind, edit, from }): Completion => ({ name, snippet: write(name, kind), kind, importing: { from, edit } }));
  return [...others, ...own].slice(0, COMPLETIONS_MAX);
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
  #ask<T>(source: ProgramSource, file: number, otherwise: T, question: (service: ts.LanguageService, path: string, text: string) => T): T {
    return withSource(
      this.#tsService,
      source,
      ({ service, trees }) => (trees[file] ? question(service, trees[file].fileName, trees[file].text) : otherwise),
      () => otherwise,
    );
  }

  complete(source: ProgramSource, at: SourceOffset): readonly Completion[] {
    return withSource<readonly Completion[]>(
      this.#tsService,
      source,
      (opened) => completionsAt(opened, at),
      () => [],
    );
  }

  hover(source: ProgramSource, { file, offset }: SourceOffset): Hover | undefined {
    return this.#ask<Hover | undefined>(source, file, undefined, (service, path, text) => {
      const info = service.getQuickInfoAtPosition(path, offset);
      const declaration = display(info?.displayParts);
      // Of a name that nothing declares TypeScript says 'any'.
      if (!info || declaration === '' || declaration === 'any') return undefined;
      const { start, length } = info.textSpan;
      const apiName = apiNameAtEnd(text.slice(0, start + length));
      return { start, end: start + length, declaration, ...(apiName && { apiName }) };
    });
  }

  signature(source: ProgramSource, { file, offset }: SourceOffset): Signature | undefined {
    return this.#ask<Signature | undefined>(source, file, undefined, (service, path, text) => {
      const help = service.getSignatureHelpItems(path, offset, undefined);
      const item = help?.items[help.selectedItemIndex];
      if (!help || !item) return undefined;
      const before = text.slice(0, help.applicableSpan.start).replace(/\s*\(\s*$/, '');
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

  definition(source: ProgramSource, at: SourceOffset): FilePlace | undefined {
    return definitionAt(this.#tsService, source, at);
  }

  renamable(source: ProgramSource, at: SourceOffset): FilePlace | undefined {
    return renamable(this.#tsService, source, at);
  }

  rename(source: ProgramSource, at: SourceOffset, newName: string): Result<readonly FileEdit[], RenameCode> {
    return renameAt(this.#tsService, source, at, newName);
  }

  moveFile(source: ProgramSource, file: number, newPath: string): readonly FileEdit[] {
    return editsForMove(this.#tsService, source, file, newPath);
  }

  format(source: ProgramSource, file: number): readonly TextEdit[] {
    return this.#ask<readonly TextEdit[]>(source, file, [], (service, path, text) =>
      service
        .getFormattingEditsForDocument(path, { ...FORMAT, newLineCharacter: text.includes('\r\n') ? '\r\n' : '\n' })
        .map(({ span, newText }) => ({ start: span.start, end: span.start + span.length, newText })),
    );
  }
}

/** @param tsService shared with the compiler, so that one copy of the program is kept. */
export function createEditing(tsService: TsService = createTsService()): Editing {
  return new ServiceEditing(tsService);
}
