/**
 * What the page and the worker that reads runs say to each other. Layer: web/adapters/runs. Plain data, fit for a structured clone; both come
 * from one build.
 */
import type { Fault, Result } from '../../../core/base/result.ts';
import type { RunFile } from '../../../core/run/run-file.ts';
import type { Verdict } from '../../../core/run/verify.ts';

/** A recording without what is heavy: what it holds as it stands in the file stays in the worker. */
export interface OpenedRun extends Omit<RunFile, 'exact' | 'stateAt' | 'messages' | 'summaryText'> {
  readonly bytes: number;
}

/** Which place of the program's text was running, one entry each `stepMs` of robot time from 0 on; −1 where none is known. */
export interface RunPlaces {
  readonly stepMs: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Index of the project's file, the main one is 0. */
  readonly files: Uint16Array;
}

/** A file, or what the bridge sent of one: base64, in order. */
export type RunSource =
  { readonly kind: 'bytes'; readonly bytes: Uint8Array } | { readonly kind: 'base64'; readonly parts: readonly string[] };

export interface RunQuestions {
  open: { readonly source: RunSource; readonly answer: Result<OpenedRun> };
  trace: { readonly source: null; readonly answer: Result<RunPlaces> };
  verify: { readonly source: readonly string[]; readonly answer: Result<Verdict> };
  /** The file itself, to be saved. */
  file: { readonly source: null; readonly answer: Result<Uint8Array> };
}

export type RunQuestion = keyof RunQuestions;
export type ToRunWorker = {
  readonly [Q in RunQuestion]: { readonly id: number; readonly question: Q; readonly source: RunQuestions[Q]['source'] };
}[RunQuestion];

export interface FromRunWorker {
  readonly id: number;
  readonly answer: { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly fault: Fault };
}
