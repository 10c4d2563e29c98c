/** The words of a run that the CLI, the page and the bridge share. Layer: run. Fields of RunSummary are a contract (CLI.md). */
import type { FaultParams } from '../base/result.ts';

export type RunFaultCode =
  | 'run.no-last-program' // {}
  | 'run.unknown-profile' // {id}
  | 'run.unknown-track' // {id}
  | 'run.no-room' // {cars, max}: behind one another on the track, before the start
  | 'run.cannot-rewind' // {}
  | 'run.among-others' // {}: with several cars nothing is changed by hand or taken back
  | 'run.simulator-lost'; // {}

export interface PoseView {
  /** Floor frame: origin at the lower left corner, x right, y up. Heading 0° = up, clockwise positive. */
  readonly xMm: number;
  readonly yMm: number;
  readonly headingDeg: number;
}

/** Another car of the same world. */
export interface OtherCar extends PoseView {
  /** Its number, from 0. */
  readonly car: number;
}

/** One sample of what a viewer shows; 60 a second of robot time in the simulator. */
export interface TelemetryFrame {
  readonly atMs: number;
  /** Absent where nobody knows it (a real car without tracking). */
  readonly pose?: PoseView;
  readonly leftPercent: number;
  readonly rightPercent: number;
  readonly speedMmPerS?: number;
  /** 0 … 100 each, leftmost first. */
  readonly line: readonly number[];
  /** Infinity is written as null on the wire. */
  readonly sonarMm: number | null;
  readonly led: string;
  readonly toneHz: number;
  readonly lap: number;
  readonly lapStartedAtMs: number;
  readonly lastLapMs?: number;
  /** What the program last read of `ai.label()`; absent until it does. */
  readonly aiLabel?: string;
  /** Centres of the track's boxes, in its order; absent where it has none. */
  readonly boxes?: readonly PoseView[];
  /** Absent where the car drives alone. */
  readonly others?: readonly OtherCar[];
}

export type RunEnd = 'finished' | 'stopped' | 'time-limit' | 'error';

/** UTF-16 offsets in one of the program's files. */
export interface SourcePlace {
  /** Index into the program's source; 0 is the main file. */
  readonly file: number;
  readonly start: number;
  readonly end: number;
}

export interface ProblemAtPlace {
  readonly code: string;
  readonly params: FaultParams;
  /** Of which file: index into the program's source. Absent: the main file. */
  readonly file?: number;
  /** From 1; absent where the problem has no place in the student's text. */
  readonly line?: number;
  readonly column?: number;
  /** UTF-16 offsets in that file. */
  readonly start?: number;
  readonly end?: number;
}

export interface RunSummary {
  readonly ended: RunEnd;
  readonly simTimeS: number;
  readonly instructions: number;
  readonly distanceMm: number;
  readonly finalPose: PoseView;
  readonly laps: number;
  readonly lapTimesS: readonly number[];
  readonly checkpoints: readonly { readonly id: string; readonly atS: number }[];
  readonly offLine: { readonly count: number; readonly totalS: number };
  readonly collisions: number;
  readonly log: readonly { readonly atS: number; readonly text: string }[];
  readonly plots: Readonly<Record<string, readonly (readonly [number, number])[]>>;
  /** SHA-256, hex; '' for runs without a trajectory (live robots). */
  readonly digest: string;
  readonly error?: ProblemAtPlace;
}
