/**
 * What a step check sees: the program, the run it made, the student's answers. Layer: pack. Specification: docs/protocols/step-checks.md.
 * Plain data: core/language/program-facts.ts reads a program, core/run/run-facts.ts gathers a run.
 */
import type { ProgramFacts } from '../../robot/program-facts.ts';

/** In the floor's frame: origin lower left, x right, y up, mm; heading 0° up, clockwise positive. */
export interface FactPose {
  readonly xMm: number;
  readonly yMm: number;
  readonly headingDeg: number;
}

/** One moment of a run; up to 60 a second. */
export interface FactFrame {
  readonly atMs: number;
  readonly pose?: FactPose;
  readonly leftPercent: number;
  readonly rightPercent: number;
  /** 0 (light) … 100 (dark), leftmost first. */
  readonly line: readonly number[];
  /** null without an echo. */
  readonly sonarMm: number | null;
  readonly led: string;
  readonly toneHz: number;
  /** What the program last read of `ai.label()`. */
  readonly aiLabel?: string;
}

/** What a referee saw; `id` of a checkpoint. */
export interface FactEvent {
  readonly kind: string;
  readonly atMs: number;
  readonly id?: string;
}

export interface RunFacts {
  readonly trackId: string;
  readonly ended: 'finished' | 'stopped' | 'time-limit' | 'error';
  readonly timeS: number;
  readonly distanceMm: number;
  readonly finalPose: FactPose;
  readonly laps: number;
  readonly lapTimesS: readonly number[];
  readonly offLine: { readonly count: number; readonly totalS: number };
  readonly collisions: number;
  readonly log: readonly { readonly atS: number; readonly text: string }[];
  readonly plots: Readonly<Record<string, readonly (readonly [number, number])[]>>;
  readonly events: readonly FactEvent[];
  /** In the order of their times. */
  readonly frames: readonly FactFrame[];
}

/** By question id: the option's id, the number as it was typed, the text as it was typed. */
export type Answers = Readonly<Record<string, string>>;

export interface CheckFacts {
  /** The program that made the run, or the one on the page where none has run. */
  readonly program?: ProgramFacts;
  readonly run?: RunFacts;
  readonly answers: Answers;
}
