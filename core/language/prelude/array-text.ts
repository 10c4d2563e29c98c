/**
 * The array methods that call back, in the student's own language, so that budgets, `wait` and breakpoints hold inside a callback. Layer: language.
 * `array_map(xs, f)` stands for `xs.map(f)`. What JavaScript says of them holds, but for the order in which sort calls its comparator.
 */
export const ARRAY_TEXT = `
type Visit<T, R> = (value: T, index: number, array: T[]) => R;

// What is no function is refused even where there is nothing to call it for.
function array_refuse(visit: unknown): void {
  (visit as () => void)();
}

function array_forEach<T>(xs: T[], visit: Visit<T, void>): void {
  if (typeof visit !== 'function') array_refuse(visit);
  const n = xs.length;
  for (let i = 0; i < n && i < xs.length; i++) visit(xs[i], i, xs);
}

function array_map<T, R>(xs: T[], visit: Visit<T, R>): R[] {
  if (typeof visit !== 'function') array_refuse(visit);
  const n = xs.length;
  const made: R[] = [];
  for (let i = 0; i < n && i < xs.length; i++) made.push(visit(xs[i], i, xs));
  return made;
}

function array_filter<T>(xs: T[], visit: Visit<T, unknown>): T[] {
  if (typeof visit !== 'function') array_refuse(visit);
  const n = xs.length;
  const kept: T[] = [];
  for (let i = 0; i < n && i < xs.length; i++) {
    const x = xs[i];
    if (visit(x, i, xs)) kept.push(x);
  }
  return kept;
}

function array_flatMap<T, R>(xs: T[], visit: Visit<T, R | R[]>): R[] {
  if (typeof visit !== 'function') array_refuse(visit);
  const n = xs.length;
  const made: R[] = [];
  for (let i = 0; i < n && i < xs.length; i++) {
    const part = visit(xs[i], i, xs);
    if (Array.isArray(part)) for (const x of part) made.push(x);
    else made.push(part);
  }
  return made;
}

function array_some<T>(xs: T[], visit: Visit<T, unknown>): boolean {
  if (typeof visit !== 'function') array_refuse(visit);
  const n = xs.length;
  for (let i = 0; i < n && i < xs.length; i++) if (visit(xs[i], i, xs)) return true;
  return false;
}

function array_every<T>(xs: T[], visit: Visit<T, unknown>): boolean {
  if (typeof visit !== 'function') array_refuse(visit);
  const n = xs.length;
  for (let i = 0; i < n && i < xs.length; i++) if (!visit(xs[i], i, xs)) return false;
  return true;
}

function array_findIndex<T>(xs: T[], visit: Visit<T, unknown>): number {
  if (typeof visit !== 'function') array_refuse(visit);
  const n = xs.length;
  for (let i = 0; i < n; i++) if (visit(xs[i], i, xs)) return i;
  return -1;
}

function array_find<T>(xs: T[], visit: Visit<T, unknown>): T | undefined {
  if (typeof visit !== 'function') array_refuse(visit);
  const n = xs.length;
  for (let i = 0; i < n; i++) {
    const x = xs[i];
    if (visit(x, i, xs)) return x;
  }
  return undefined;
}

function array_findLastIndex<T>(xs: T[], visit: Visit<T, unknown>): number {
  if (typeof visit !== 'function') array_refuse(visit);
  for (let i = xs.length - 1; i >= 0; i--) if (visit(xs[i], i, xs)) return i;
  return -1;
}

function array_findLast<T>(xs: T[], visit: Visit<T, unknown>): T | undefined {
  if (typeof visit !== 'function') array_refuse(visit);
  for (let i = xs.length - 1; i >= 0; i--) {
    const x = xs[i];
    if (visit(x, i, xs)) return x;
  }
  return undefined;
}

function array_reduce<T, A>(xs: T[], join: (so_far: A, value: T, index: number, array: T[]) => A, ...initial: A[]): A {
  if (typeof join !== 'function') array_refuse(join);
  const n = xs.length;
  const given = initial.length > 0;
  if (!given && n === 0) robot.emptyReduce();
  let so_far = given ? initial[0] : (xs[0] as unknown as A);
  for (let i = given ? 0 : 1; i < n && i < xs.length; i++) so_far = join(so_far, xs[i], i, xs);
  return so_far;
}

function array_reduceRight<T, A>(xs: T[], join: (so_far: A, value: T, index: number, array: T[]) => A, ...initial: A[]): A {
  if (typeof join !== 'function') array_refuse(join);
  const n = xs.length;
  const given = initial.length > 0;
  if (!given && n === 0) robot.emptyReduce();
  let so_far = given ? initial[0] : (xs[n - 1] as unknown as A);
  for (let i = given ? n - 1 : n - 2; i >= 0; i--) if (i < xs.length) so_far = join(so_far, xs[i], i, xs);
  return so_far;
}

// Merge sort, bottom up: stable, and never more than n log n comparisons, whatever the comparator says.
function array_sort<T>(xs: T[], compare?: (a: T, b: T) => number): T[] {
  if (compare !== undefined && typeof compare !== 'function') array_refuse(compare);
  // Nothing is written where nothing can move: such a frozen array is not refused, as in V8.
  if (xs.length < 2) return xs;
  const before: T[] = [];
  let missing = 0;
  for (const x of xs) {
    if (x === undefined) missing++;
    else before.push(x);
  }
  let from = before;
  let to: T[] = from.slice();
  const n = from.length;
  for (let width = 1; width < n; width *= 2) {
    for (let left = 0; left < n; left += 2 * width) {
      const middle = left + width < n ? left + width : n;
      const end = middle + width < n ? middle + width : n;
      let a = left;
      let b = middle;
      for (let at = left; at < end; at++) {
        let second = a >= middle;
        if (!second && b < end) {
          second = compare ? compare(from[a], from[b]) > 0 : String(from[b]) < String(from[a]);
        }
        to[at] = second ? from[b++] : from[a++];
      }
    }
    const other = from;
    from = to;
    to = other;
  }
  for (let i = 0; i < n; i++) xs[i] = from[i];
  for (let i = 0; i < missing; i++) xs[n + i] = undefined as unknown as T;
  return xs;
}

function Array_from<T, R>(items: Iterable<T> | ArrayLike<T>, change?: (value: T, index: number) => R): (T | R)[] {
  const made: (T | R)[] = [];
  const listed = items as ArrayLike<T>;
  if (typeof items === 'string' || Array.isArray(items) || listed.length === undefined) {
    let i = 0;
    for (const item of items as Iterable<T>) made.push(change === undefined ? item : change(item, i++));
    return made;
  }
  const n = Math.min(Math.floor(Number(listed.length)), Number.MAX_SAFE_INTEGER);
  for (let i = 0; i < n; i++) made.push(change === undefined ? listed[i] : change(listed[i], i));
  return made;
}

function Array_ofAll<T>(values: T[]): T[] {
  return values;
}

// Calls with spread arguments: xs.push(...values), Math.max(...values), log(...values).

function array_pushAll<T>(xs: T[], values: T[]): number {
  for (const value of values) xs.push(value);
  return xs.length;
}

function array_unshiftAll<T>(xs: T[], values: T[]): number {
  for (let i = values.length - 1; i >= 0; i--) xs.unshift(values[i]);
  return xs.length;
}

function array_concatAll<T>(xs: T[], values: (T | T[])[]): T[] {
  let joined = xs.slice();
  for (const value of values) joined = joined.concat(value);
  return joined;
}

function Math_maxOf(values: number[]): number {
  let most = -Infinity;
  for (const value of values) most = Math.max(most, value);
  return most;
}

function Math_minOf(values: number[]): number {
  let least = Infinity;
  for (const value of values) least = Math.min(least, value);
  return least;
}

function Math_hypotOf(values: number[]): number {
  let length = 0;
  for (const value of values) length = Math.hypot(length, value);
  return length;
}

function log_all(values: unknown[]): void {
  const n = values.length;
  if (n === 0) log();
  else if (n === 1) log(values[0]);
  else if (n === 2) log(values[0], values[1]);
  else if (n === 3) log(values[0], values[1], values[2]);
  else if (n === 4) log(values[0], values[1], values[2], values[3]);
  else if (n === 5) log(values[0], values[1], values[2], values[3], values[4]);
  else if (n === 6) log(values[0], values[1], values[2], values[3], values[4], values[5]);
  else log(values[0], values[1], values[2], values[3], values[4], values[5], values.slice(6).join(' '));
}
`;
