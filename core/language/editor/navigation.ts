/**
 * Where a name was made, and the same name changed everywhere. Layer: language.
 * A new name is tried before it is given out: the changed program must mean the same, or the change is refused.
 */
import ts from 'typescript';
import { fail, ok, type Result } from '../../base/result.ts';
import { EMPTY_SOCKET } from '../blocks/empty-socket.ts';
import { withSource, type OpenSource } from '../open-source.ts';
import type { ProgramSource, SourceOffset } from '../source.ts';
import { pathOf, type TsService } from '../ts-service.ts';

/** A place in a file of the source: UTF-16 offsets. */
export interface FilePlace {
  readonly file: number;
  readonly start: number;
  readonly end: number;
}

export interface FileEdit extends FilePlace {
  readonly newText: string;
}

export type RenameCode =
  /** The robot's names, the language's, and what is no name. */
  | 'rename.not-yours' // {}
  | 'rename.bad-name' // {name}
  | 'rename.taken'; // {name}

/** Inside, so that a word at whose end the cursor stands is meant too. */
function wordAt(text: string, offset: number): { readonly start: number; readonly end: number } | undefined {
  const isPart = (char: string | undefined): boolean => char !== undefined && /[\p{ID_Continue}$]/u.test(char);
  let start = offset;
  let end = offset;
  while (isPart(text[start - 1])) start--;
  while (isPart(text[end])) end++;
  return start < end ? { start, end } : undefined;
}

/** Where the name at a place was made; undefined for the robot's own names and for what is no name. */
export function definitionAt(tsService: TsService, source: ProgramSource, at: SourceOffset): FilePlace | undefined {
  return withSource<FilePlace | undefined>(
    tsService,
    source,
    ({ service, trees }) => {
      const found = service.getDefinitionAtPosition(trees[at.file]!.fileName, at.offset) ?? [];
      for (const { fileName, textSpan } of found) {
        const file = trees.findIndex((tree) => tree.fileName === fileName);
        if (file >= 0) return { file, start: textSpan.start, end: textSpan.start + textSpan.length };
      }
      return undefined;
    },
    () => undefined,
  );
}

/** Every place of the name at an offset; undefined where it cannot be renamed. */
function renamePlaces({ service, trees }: OpenSource, file: number, offset: number): readonly FileEdit[] | undefined {
  const path = trees[file]!.fileName;
  const info = service.getRenameInfo(path, offset, { allowRenameOfImportPath: false });
  // At `let` TypeScript offers the name beside it.
  if (!info.canRename || info.triggerSpan.start !== offset) return undefined;
  const find = (providePrefixAndSuffixTextForRename: boolean): readonly ts.RenameLocation[] =>
    service.findRenameLocations(path, offset, false, false, { providePrefixAndSuffixTextForRename }) ?? [];
  const kept = find(true);
  // `{ speed: pace }` keeps a property's name; an import gets the new name in both files rather than `speed as pace`.
  const isImported = kept.some(({ prefixText = '', suffixText = '' }) => `${prefixText}${suffixText}`.includes(' as '));
  const found = isImported ? find(false) : kept;
  const places = found.map(({ fileName, textSpan, prefixText = '', suffixText = '' }) => ({
    file: trees.findIndex((tree) => tree.fileName === fileName),
    start: textSpan.start,
    end: textSpan.start + textSpan.length,
    newText: `${prefixText}\0${suffixText}`,
  }));
  return places.length === 0 || places.some((place) => place.file < 0) ? undefined : places;
}

/** The name at a place, where it is the program's own. */
export function renamable(tsService: TsService, source: ProgramSource, at: SourceOffset): FilePlace | undefined {
  const word = wordAt(source[at.file]!.text, at.offset);
  if (!word) return undefined;
  return withSource<FilePlace | undefined>(
    tsService,
    source,
    (opened) => (renamePlaces(opened, at.file, word.start) ? { file: at.file, ...word } : undefined),
    () => undefined,
  );
}

function isName(name: string): boolean {
  const scanner = ts.createScanner(ts.ScriptTarget.ES2022, true, ts.LanguageVariant.Standard, name);
  const kind = scanner.scan();
  const isWord = kind === ts.SyntaxKind.Identifier || kind > ts.SyntaxKind.LastFutureReservedWord;
  return (
    isWord && kind <= ts.SyntaxKind.LastKeyword && scanner.getTokenEnd() === name.length && name !== EMPTY_SOCKET && !/[\\#]/.test(name)
  );
}

function applied(source: ProgramSource, edits: readonly FileEdit[]): ProgramSource {
  return source.map(({ path, text }, file) => ({
    path,
    text: edits
      .filter((edit) => edit.file === file)
      .sort((a, b) => b.start - a.start)
      .reduce((now, { start, end, newText }) => now.slice(0, start) + newText + now.slice(end), text),
  }));
}

function errorCount({ service, trees }: OpenSource): number {
  return trees.reduce((sum, { fileName }) => sum + service.getSemanticDiagnostics(fileName).length, 0);
}

/** @returns the edits of all files, sorted. */
export function renameAt(
  tsService: TsService,
  source: ProgramSource,
  at: SourceOffset,
  newName: string,
): Result<readonly FileEdit[], RenameCode> {
  const word = wordAt(source[at.file]!.text, at.offset);
  if (!word) return fail('rename.not-yours');
  if (!isName(newName)) return fail('rename.bad-name', { name: newName });
  const before = withSource<{ readonly places: readonly FileEdit[]; readonly errors: number } | undefined>(
    tsService,
    source,
    (opened) => {
      const places = renamePlaces(opened, at.file, word.start);
      return places && { places, errors: errorCount(opened) };
    },
    () => undefined,
  );
  if (!before) return fail('rename.not-yours');
  const edits = before.places
    .map((place) => ({ ...place, newText: place.newText.replace('\0', newName) }))
    .sort((a, b) => a.file - b.file || a.start - b.start);
  const grown = edits
    .filter((edit) => edit.file === at.file && edit.start < word.start)
    .reduce((sum, { start, end, newText }) => sum + newText.length - (end - start), 0);
  const own = edits.find((edit) => edit.file === at.file && edit.start === word.start);
  const offset = word.start + grown + Math.max(0, own?.newText.indexOf(newName) ?? 0);
  const meansTheSame = withSource(
    tsService,
    applied(source, edits),
    (opened) => renamePlaces(opened, at.file, offset)?.length === edits.length && errorCount(opened) <= before.errors,
    () => false,
  );
  return meansTheSame ? ok(edits) : fail('rename.taken', { name: newName });
}

/** The other files' imports of a file that gets another path, and its own of them where it moves to another folder. Sorted. */
export function editsForMove(tsService: TsService, source: ProgramSource, file: number, newPath: string): readonly FileEdit[] {
  return withSource<readonly FileEdit[]>(
    tsService,
    source,
    ({ service, trees }) =>
      service
        .getEditsForFileRename(trees[file]!.fileName, pathOf(newPath, new Set()), {}, {})
        .flatMap(({ fileName, textChanges }) => {
          const edited = trees.findIndex((tree) => tree.fileName === fileName);
          return textChanges.map(({ span: { start, length }, newText }) => ({ file: edited, start, end: start + length, newText }));
        })
        .filter((edit) => edit.file >= 0)
        .sort((a, b) => a.file - b.file || a.start - b.start),
    () => [],
  );
}
