/** What goes into the language layer and what comes out. Layer: language. Free of the TypeScript compiler, so that pages may import it early. */
import type { FaultParams } from '../base/result.ts';

export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** The first file is the program's entry. */
export type ProgramSource = readonly SourceFile[];

/** A cursor: UTF-16 offset in one of the source's files. */
export interface SourceOffset {
  /** Index into the ProgramSource. */
  readonly file: number;
  readonly offset: number;
}

export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/** A problem at a place. `code`: 'ts.<number>' for the TypeScript compiler's own, else 'language.…' or 'robot.…'. */
export interface Diagnostic {
  readonly code: string;
  readonly params: FaultParams;
  /** TypeScript's own English text, shown where `core/words` has no sentence for the code. */
  readonly fallbackText?: string;
  readonly severity: 'error' | 'warning';
  /** Index into the ProgramSource. UTF-16 offsets; lines and columns from 1. */
  readonly file: number;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
  readonly fix?: { readonly code: string; readonly params: FaultParams; readonly edits: readonly TextEdit[] };
}
