/** Which place of the text was running when: for replay. Layer: run. Found by running the program again. */
import type { RunFile } from './run-file.ts';

/** Robot time between two places that are kept. */
export const TRACE_STEP_MS = 10;

export interface RunTrace {
  /** UTF-16 offsets in the main file; undefined before the start and where only code of the prelude has run. */
  placeAt(atMs: number): { readonly start: number; readonly end: number } | undefined;
}

/** Takes as long as a headless run. A recording that cannot be run again gives a trace without places. */
export declare function traceRun(file: RunFile): RunTrace;
