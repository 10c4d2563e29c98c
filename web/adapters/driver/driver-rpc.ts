/** What the page and the worker that learns to drive say to each other. Layer: web/adapters/driver. Plain data, one build on both sides. */
import type { Fault } from '../../../core/base/result.ts';
import type { DriverFit } from '../../../core/run/train-driver.ts';

/** Without the net itself: its file says it. */
export interface LearnedDriver extends Omit<DriverFit, 'net'> {
  readonly onnx: Uint8Array;
  readonly labels: readonly string[];
  /** Moments it was taught, and how long that took on this computer. */
  readonly moments: number;
  readonly tookMs: number;
}

export interface ToDriverWorker {
  /** A whole recording. */
  readonly recording: Uint8Array;
  readonly seed: number;
}

export type FromDriverWorker =
  { readonly ok: true; readonly value: LearnedDriver } | { readonly ok: false; readonly fault: Pick<Fault, 'code' | 'params'> };
