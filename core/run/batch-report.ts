/** What came out of a batch: each run's result, and all of them together. Layer: run. */
import type { ProblemAtPlace, RunEnd, RunSummary } from './run-types.ts';

/** Why a run does not count as done; the first that fits. */
export type BatchFailure = 'error' | 'no-lap' | 'off-line' | 'collision';

/** What is kept of one run. */
export interface SeedResult {
  readonly seed: number;
  readonly ended: RunEnd;
  readonly simTimeS: number;
  readonly distanceMm: number;
  readonly lapTimesS: readonly number[];
  readonly offLine: RunSummary['offLine'];
  readonly collisions: number;
  readonly digest: string;
  readonly failure?: BatchFailure;
  readonly error?: ProblemAtPlace;
}

const BINS_MAX = 12;
/** Widths of a column that people read easily, seconds. */
const BIN_WIDTHS_S = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

export interface BatchReport {
  readonly runs: number;
  /** Runs without a failure. */
  readonly done: number;
  /** Of all laps of all runs; absent where there is none. */
  readonly lapS?: {
    readonly count: number;
    readonly mean: number;
    readonly best: number;
    readonly worst: number;
    /** Standard deviation. */
    readonly spread: number;
    readonly histogram: readonly { readonly fromS: number; readonly toS: number; readonly count: number }[];
  };
  /** By seed. */
  readonly failing: readonly { readonly seed: number; readonly failure: BatchFailure }[];
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

function histogramOf(laps: readonly number[], best: number, worst: number): NonNullable<BatchReport['lapS']>['histogram'] {
  const fits = (width: number): boolean => Math.floor(worst / width) - Math.floor(best / width) < BINS_MAX;
  const width = BIN_WIDTHS_S.find(fits) ?? BIN_WIDTHS_S.at(-1)!;
  const first = Math.floor(best / width);
  const counts = Array.from({ length: Math.min(BINS_MAX, Math.floor(worst / width) - first + 1) }, () => 0);
  for (const lap of laps) counts[Math.min(counts.length - 1, Math.floor(lap / width) - first)]! += 1;
  return counts.map((count, i) => ({ fromS: rounded((first + i) * width), toS: rounded((first + i + 1) * width), count }));
}

/** The same results give the same report, in whatever order they came. */
export function batchReport(results: readonly SeedResult[]): BatchReport {
  const bySeed = results.toSorted((a, b) => a.seed - b.seed);
  const laps = bySeed.flatMap(({ lapTimesS }) => lapTimesS);
  const failing = bySeed.flatMap(({ seed, failure }) => (failure === undefined ? [] : [{ seed, failure }]));
  const counts = { runs: results.length, done: results.length - failing.length, failing };
  if (laps.length === 0) return counts;
  const best = laps.reduce((least, lap) => Math.min(least, lap), Infinity);
  const worst = laps.reduce((most, lap) => Math.max(most, lap), 0);
  const mean = laps.reduce((sum, lap) => sum + lap, 0) / laps.length;
  const spread = Math.sqrt(laps.reduce((sum, lap) => sum + (lap - mean) * (lap - mean), 0) / laps.length);
  const histogram = histogramOf(laps, best, worst);
  return { ...counts, lapS: { count: laps.length, mean: rounded(mean), best, worst, spread: rounded(spread), histogram } };
}
