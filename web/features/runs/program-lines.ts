/** A program's text line by line, with the place of each. Layer: web/features/runs. */

export interface ProgramLine {
  /** UTF-16 offset of its first character. */
  readonly start: number;
  readonly text: string;
}

export function linesOf(text: string): readonly ProgramLine[] {
  let start = 0;
  return text.split('\n').map((line) => {
    const at = start;
    start += line.length + 1;
    return { start: at, text: line.replace(/\r$/, '') };
  });
}

/** Of the line that holds this offset. */
export function lineIndexOf(lines: readonly ProgramLine[], offset: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lines[middle]!.start <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
