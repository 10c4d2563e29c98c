/** Times several ways of doing the same work side by side, so that a noisy machine slows all of them alike. */

const ROUNDS = 7;
/** Short work is repeated within a round until this long has passed. */
const ROUND_MS_MIN = 60;

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

function timeOnceMs(work: () => void): number {
  const start = performance.now();
  let times = 0;
  let elapsedMs: number;
  do {
    work();
    times++;
    elapsedMs = performance.now() - start;
  } while (elapsedMs < ROUND_MS_MIN);
  return elapsedMs / times;
}

/** Runs each once to warm up, then all of them in turn, round by round. @returns the median time of one run of each, ms. */
export function interleavedMs<K extends string>(works: Readonly<Record<K, () => void>>): Record<K, number> {
  const names = Object.keys(works) as K[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<K, number[]>;
  for (const name of names) works[name]();
  for (let round = 0; round < ROUNDS; round++) for (const name of names) times[name].push(timeOnceMs(works[name]));
  return Object.fromEntries(names.map((name) => [name, median(times[name])])) as Record<K, number>;
}

const PROCESSOR_ROUNDS = 9;

/** Median processor time of one run, ms, after `warmUps` others. Why not the clock: "on one core" must not depend on who else uses the machine. */
export function processorMs(work: () => void, warmUps = 1): number {
  for (let i = 0; i < warmUps; i++) work();
  const times = Array.from({ length: PROCESSOR_ROUNDS }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return median(times);
}

/** @param share 0.5: the median */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
