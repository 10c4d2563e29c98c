/** Where breakpoints stand in a text, and how they move with it. Layer: web/state. All offsets are UTF-16 units. */

function lineAround(text: string, offset: number): { readonly start: number; readonly end: number } {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  return { start, end: end < 0 ? text.length : end };
}

/** The first letter of the line that holds the offset. */
export function lineTextStart(text: string, offset: number): number {
  const { start, end } = lineAround(text, offset);
  const indent = /^[ \t]*/.exec(text.slice(start, end))![0].length;
  return start + indent;
}

/** What two texts have in common at their beginning and at their end. */
function unchanged(before: string, after: string): { readonly head: number; readonly tail: number } {
  let head = 0;
  const shorter = Math.min(before.length, after.length);
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return { head, tail };
}

interface Line {
  readonly start: number;
  /** Without blanks: what formatting leaves. */
  readonly words: string;
}

/** The lines that a stretch of a text touches. */
function linesIn(text: string, from: number, to: number): readonly Line[] {
  const lines: Line[] = [];
  for (let { start, end } = lineAround(text, from); ; { start, end } = lineAround(text, end + 1)) {
    lines.push({ start, words: text.slice(start, end).replace(/\s/g, '') });
    if (end >= to || end >= text.length) return lines;
  }
}

/** Of the lines with the same words the one that is as far down; else the one in its place where their number is the same, or the first for the first. */
function lineAgain(old: readonly Line[], now: readonly Line[], index: number): Line | undefined {
  const { words } = old[index]!;
  const rank = old.slice(0, index).filter((line) => line.words === words).length;
  const same = words === '' ? undefined : now.filter((line) => line.words === words)[rank];
  return same ?? (index === 0 || old.length === now.length ? now[index] : undefined);
}

/** A breakpoint stays with its line: before a change, behind it, and within it as long as the line is there in some form. */
export function movedWith(places: readonly number[], before: string, after: string): readonly number[] {
  if (places.length === 0) return places;
  const { head, tail } = unchanged(before, after);
  const shift = after.length - before.length;
  const [oldEnd, newEnd] = [before.length - tail, after.length - tail];
  let lines: { readonly old: readonly Line[]; readonly now: readonly Line[] } | undefined;
  const moved = places.flatMap((place) => {
    if (place < head) return [place];
    if (place >= oldEnd) return [place + shift];
    lines ??= { old: linesIn(before, head, oldEnd), now: linesIn(after, head, newEnd) };
    const { start } = lineAround(before, place);
    const line = lineAgain(
      lines.old,
      lines.now,
      lines.old.findIndex((each) => each.start === start),
    );
    return line === undefined || line.words === '' ? [] : [lineTextStart(after, line.start)];
  });
  return [...new Set(moved)];
}

/** Added, or taken away where there is one in the same line. */
export function toggled(places: readonly number[], text: string, offset: number): readonly number[] {
  const { start, end } = lineAround(text, offset);
  const others = places.filter((place) => place < start || place > end);
  return others.length < places.length ? others : [...others, offset].toSorted((a, b) => a - b);
}

/** The statements at which a program halts for these places: the one that begins there, else the next. @param statements rising */
export function statementsAt(places: readonly number[], statements: readonly number[]): readonly number[] {
  return [...new Set(places.flatMap((place) => statements.find((start) => start >= place) ?? []))];
}
