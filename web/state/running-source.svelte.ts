/** The files of the program that runs, or ran last, and where its statements begin: what a place in them is in the project as it now stands. Layer: web/state. */
import { decodeProgram } from '../../core/bytecode/encoding.ts';
import { statementStarts } from '../../core/bytecode/statement-starts.ts';
import type { ProgramSource } from '../../core/language/source.ts';
import { BREAKPOINTS_MAX } from '../../core/protocol/robot-session.ts';
import type { SourcePlace } from '../../core/run/run-types.ts';
import type { StatementStart } from '../../core/vm/vm.ts';
import { statementsAt } from './breakpoint-places.ts';
import type { PlaceInFile } from './editor-commands.svelte.ts';

/** What is open in the editor. */
export interface OpenFiles {
  readonly source: ProgramSource;
  /** Of each file: offsets in its text. */
  readonly breakpoints: readonly (readonly number[])[];
}

export class RunningSource {
  #files = $state.raw<ProgramSource>([]);
  /** By file. */
  #statements: readonly (readonly number[])[] = [];
  readonly #open: () => OpenFiles;

  constructor(open: () => OpenFiles) {
    this.#open = open;
  }

  get files(): ProgramSource {
    return this.#files;
  }

  /** Another program starts. */
  is(files: ProgramSource, bytecode: Uint8Array): void {
    const program = decodeProgram(bytecode);
    this.#files = files;
    this.#statements = program.ok ? files.map((_, file) => statementStarts(program.value, file)) : [];
  }

  /** Undefined where that file is another by now. */
  inProject(place: SourcePlace | undefined): PlaceInFile | undefined {
    const file = place && this.#files[place.file];
    if (!place || !file) return undefined;
    const isThere = this.#open().source.some(({ path, text }) => path === file.path && text === file.text);
    return isThere ? { path: file.path, start: place.start, end: place.end } : undefined;
  }

  /** Where the open files' breakpoints halt it; an edited file has other places. */
  halts(): readonly StatementStart[] {
    const { source, breakpoints } = this.#open();
    return this.#files.flatMap(({ path, text }, file) => {
      const now = source.findIndex((each) => each.path === path && each.text === text);
      return statementsAt(breakpoints[now] ?? [], this.#statements[file] ?? []).map((start) => ({ file, start }));
    });
  }

  /** Its first statement, wherever it begins. */
  everywhere(): readonly StatementStart[] {
    return this.#statements.flatMap((starts, file) => starts.map((start) => ({ file, start }))).slice(0, BREAKPOINTS_MAX);
  }
}
