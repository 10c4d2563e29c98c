/** Text to syntax tree, guarded: no text, however long or deep, ends in a throw. Layer: language. */
import ts from 'typescript';

/** Longer texts are refused before the compiler sees them (UTF-16 units). */
export const SOURCE_LENGTH_MAX = 200_000;

const MAIN_FILE_NAME = '/main.ts';

/** The tree of a student's file, with parent links. Throws RangeError where the text is nested deeper than the engine's stack: see `checkInput`. */
export function parseSource(text: string, fileName = MAIN_FILE_NAME): ts.SourceFile {
  return ts.createSourceFile(fileName, text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS);
}
