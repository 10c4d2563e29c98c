/** What the page and the worker that fits a car say to each other. Layer: web/adapters/fit. Plain data, one build on both sides. */
import type { Fault } from '../../../core/base/result.ts';
import type { FitProgress, FitResult } from '../../../core/fit/fit-types.ts';
import type { RobotProfile } from '../../../core/robot/profile.ts';

export interface NamedRecording {
  /** As whoever chose it calls it. */
  readonly name: string;
  /** As the bridge sent it: base64, in order. */
  readonly parts: readonly string[];
}

export interface ToFitWorker {
  readonly runs: readonly NamedRecording[];
  /** Predicted, not used. */
  readonly heldOut: readonly NamedRecording[];
  readonly profile: RobotProfile;
}

export type FromFitWorker =
  | { readonly kind: 'progress'; readonly progress: FitProgress }
  | { readonly kind: 'done'; readonly result: FitResult }
  | { readonly kind: 'refused'; readonly fault: Pick<Fault, 'code' | 'params'> };
