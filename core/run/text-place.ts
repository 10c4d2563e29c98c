/** From UTF-16 offsets to lines and columns. Layer: run. */
import type { CodePosition } from '../vm/vm.ts';
import type { SourcePlace } from './run-types.ts';

/** Of a position in the student's files. */
export function placeOf({ file, start, end }: CodePosition): SourcePlace {
  return { file, start, end };
}

/** From 1; an offset beyond the end is the end. A line ends at \n, \r or \r\n. */
export function lineAndColumn(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, Math.max(0, offset));
  const lines = before.split(/\r\n|\n|\r/);
  return { line: lines.length, column: lines.at(-1)!.length + 1 };
}
