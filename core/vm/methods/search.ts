/**
 * Finding one string in another in time that grows with their lengths, never with their product. Layer: vm.
 * Why: engines search long patterns in quadratic time at worst, and a native cannot be interrupted: a program could hang its robot.
 * Knuth, Morris, Pratt, "Fast pattern matching in strings", SIAM J. Comput. 6 (1977).
 */

/** Up to this length the engine's own search is quick enough even at its worst. */
const SHORT_MAX = 32;

/** For each prefix of the pattern, the length of the longest proper prefix of it that is also its suffix. */
function borders(pattern: string): Int32Array {
  const lengths = new Int32Array(pattern.length);
  for (let i = 1, matched = 0; i < pattern.length; i++) {
    while (matched > 0 && pattern.charCodeAt(i) !== pattern.charCodeAt(matched)) matched = lengths[matched - 1]!;
    if (pattern.charCodeAt(i) === pattern.charCodeAt(matched)) matched++;
    lengths[i] = matched;
  }
  return lengths;
}

/** Calls `found` with each place, ascending, until it returns false. */
function eachMatch(text: string, pattern: string, from: number, found: (at: number) => boolean): void {
  const fallBack = borders(pattern);
  for (let i = from, matched = 0; i < text.length; i++) {
    while (matched > 0 && text.charCodeAt(i) !== pattern.charCodeAt(matched)) matched = fallBack[matched - 1]!;
    if (text.charCodeAt(i) === pattern.charCodeAt(matched)) matched++;
    if (matched < pattern.length) continue;
    if (!found(i - pattern.length + 1)) return;
    matched = fallBack[matched - 1]!;
  }
}

/** `String.prototype.indexOf`; `from` is an integer or infinite. */
export function firstIndexOf(text: string, pattern: string, from: number): number {
  if (pattern.length <= SHORT_MAX || pattern.length > text.length) return text.indexOf(pattern, from);
  let first = -1;
  eachMatch(text, pattern, Math.min(Math.max(from, 0), text.length), (at) => {
    first = at;
    return false;
  });
  return first;
}

/** `String.prototype.lastIndexOf`; `from` is an integer or infinite. */
export function finalIndexOf(text: string, pattern: string, from: number): number {
  if (pattern.length <= SHORT_MAX || pattern.length > text.length) return text.lastIndexOf(pattern, from);
  let last = -1;
  eachMatch(text, pattern, 0, (at) => {
    if (at <= Math.max(from, 0)) last = at;
    return at < from;
  });
  return last;
}
