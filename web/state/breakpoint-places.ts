/** Where breakpoints stand in a text, and how they move with it. Layer: web/state. All offsets are UTF-16 units. */

/** Of the first statement in or after a line's text, where a line is given by any offset in it. */
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

/** What is before a change stays, what is behind it moves, what was changed is gone. */
export function movedWith(places: readonly number[], before: string, after: string): readonly number[] {
  let head = 0;
  const shorter = Math.min(before.length, after.length);
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const shift = after.length - before.length;
  const moved = places.flatMap((place) => {
    if (place < head) return [place];
    return place >= before.length - tail ? [place + shift] : [];
  });
  return [...new Set(moved)];
}

/** Added, or taken away where there is one in the same line. */
export function toggled(places: readonly number[], text: string, offset: number): readonly number[] {
  const { start, end } = lineAround(text, offset);
  const others = places.filter((place) => place < start || place > end);
  return others.length < places.length ? others : [...others, offset].toSorted((a, b) => a - b);
}

/** The statements at which a program halts for these places: the one that begins there, else the next. */
export function statementsAt(places: readonly number[], statements: readonly number[]): readonly number[] {
  const sorted = statements.toSorted((a, b) => a - b);
  return [...new Set(places.flatMap((place) => sorted.find((start) => start >= place) ?? []))];
}
