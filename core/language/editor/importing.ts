/** Completion across files: what other files export, and their paths between the quotes of an import. Layer: language. */
import ts from 'typescript';
import { DEFAULT_EXPORT, exportsOfDeclaration } from '../codegen/modules.ts';
import { importEdit, relativePath } from '../check/fixes/import-fix.ts';
import type { TextEdit } from '../source.ts';
import type { CompletionKind } from './editing.ts';

export interface ImportableName {
  readonly name: string;
  readonly kind: CompletionKind;
  /** Imports it into the file that asked. */
  readonly edit: TextEdit;
  /** `./tools` */
  readonly from: string;
}

function kindOf(statement: ts.Statement): CompletionKind {
  if (ts.isFunctionDeclaration(statement)) return 'function';
  return ts.isClassDeclaration(statement) || ts.isEnumDeclaration(statement) ? 'class' : 'variable';
}

/** Values that other files export under their own names. */
export function importableNames(tree: ts.SourceFile, trees: readonly ts.SourceFile[]): readonly ImportableName[] {
  return trees
    .filter((other) => other !== tree)
    .flatMap((other) => {
      const from = relativePath(tree.fileName, other.fileName);
      return other.statements.flatMap((statement) =>
        exportsOfDeclaration(statement)
          .filter(([name]) => name !== DEFAULT_EXPORT)
          .map(([name]) => ({ name, kind: kindOf(statement), edit: importEdit(tree, name, from), from })),
      );
    });
}

/** Between the quotes of the file name of an import or export: the place to fill, and the files there are. */
export function importPathsAt(
  tree: ts.SourceFile,
  offset: number,
  trees: readonly ts.SourceFile[],
): { readonly start: number; readonly end: number; readonly paths: readonly string[] } | undefined {
  for (const statement of tree.statements) {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) continue;
    const { moduleSpecifier } = statement;
    if (!moduleSpecifier || !ts.isStringLiteral(moduleSpecifier)) continue;
    const start = moduleSpecifier.getStart(tree) + 1;
    const end = start + moduleSpecifier.text.length;
    if (offset < start || offset > end) continue;
    return { start, end, paths: trees.filter((other) => other !== tree).map((other) => relativePath(tree.fileName, other.fileName)) };
  }
  return undefined;
}
