/** Where the statements of a program's files begin, for breakpoints. Layer: bytecode. */
import type { Program } from './program.ts';

/** UTF-16 offsets in one of `Program.files`, rising. */
export function statementStarts({ functions }: Pick<Program, 'functions'>, file: number): readonly number[] {
  return functions
    .filter((each) => each.file === file)
    .flatMap(({ places }) => places.filter(({ statement }) => statement).map(({ start }) => start))
    .toSorted((a, b) => a - b);
}
