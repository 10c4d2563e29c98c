/** From a run's referee events to a score sheet. Layer: contest. Every line has the moments that made it. */
import type { LocalText } from '../base/local-text.ts';
import type { ContestRules } from './contest-rules.ts';

/** As much of a referee event as a score needs; core/sim/referee-events.ts has them all. */
export interface ScoredEvent {
  readonly kind: string;
  /** Robot time. */
  readonly atMs: number;
}

/** A `RunFile` is one. */
export interface ScoredRun {
  readonly events: readonly ScoredEvent[];
  readonly durationMs: number;
  readonly isComplete: boolean;
}

export interface ScoreMoment {
  readonly atS: number;
  /** Kind of the referee event. */
  readonly event: string;
}

export interface ScoreLine {
  /** `lap:2`, `best-lap`, `off-line:1` …; each at most once. */
  readonly id: string;
  readonly what: LocalText;
  /** Below 0: a penalty. */
  readonly points: number;
  /** Where the replay opens; absent where nothing happened that could be shown. */
  readonly atS?: number;
  readonly moments: readonly ScoreMoment[];
}

export interface ScoreSheet {
  readonly rules: { readonly id: string; readonly version: number; readonly title: LocalText };
  readonly lines: readonly ScoreLine[];
  readonly total: number;
  readonly laps: number;
  readonly bestLapS?: number;
  /** Of the laps that count. */
  readonly totalTimeS?: number;
  readonly penalties: number;
  /** One number for each key of the rules' ranking; more is better, compared in order. */
  readonly rank: readonly number[];
  /** The recording has its end. */
  readonly isComplete: boolean;
}

export declare function scoreRun(rules: ContestRules, run: ScoredRun): ScoreSheet;
