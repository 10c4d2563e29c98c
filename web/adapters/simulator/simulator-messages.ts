/**
 * What the page and the simulator worker say to each other. Layer: web/adapters/simulator. Plain data, fit for a structured clone.
 * Both come from one build, so there is no version and no schema; bytecode is verified by the worker all the same.
 */
import type { Fault, Result } from '../../../core/base/result.ts';
import type { OutsideNews } from '../../../core/robot/outside-news.ts';
import type { DebugCommand, RunRequest, SessionEvent } from '../../../core/protocol/robot-session.ts';

/** `runId` tells the messages of one run from those of the run before. */
export type ToSimulator =
  | { readonly kind: 'run'; readonly runId: number; readonly request: RunRequest; readonly paused: boolean }
  | { readonly kind: 'tell'; readonly runId: number; readonly news: OutsideNews }
  | { readonly kind: 'pause' | 'resume' | 'step' | 'stop'; readonly runId: number }
  /** Answered with the same `id`. */
  | { readonly kind: 'debug'; readonly runId: number; readonly id: number; readonly command: DebugCommand }
  /** The last batch was taken: the next may come. */
  | { readonly kind: 'ack' };

export type FromSimulator =
  | { readonly kind: 'started'; readonly runId: number }
  | { readonly kind: 'refused'; readonly runId: number; readonly fault: Fault }
  /** Telemetry, log and plot since the last batch; to be acknowledged. */
  | { readonly kind: 'batch'; readonly runId: number; readonly events: readonly SessionEvent[] }
  | { readonly kind: 'answer'; readonly runId: number; readonly id: number; readonly result: Result<void> }
  /** Nobody looks at the ended run any longer; it was told how it ended before. */
  | { readonly kind: 'closed'; readonly runId: number }
  /** The first car's recording has ended; what comes next is another's. */
  | { readonly kind: 'next-recording'; readonly runId: number }
  /** The next bytes of the recording of a car; the last before the run's 'ended'. */
  | { readonly kind: 'recording'; readonly runId: number; readonly car: number; readonly bytes: Uint8Array }
  | { readonly kind: 'event'; readonly runId: number; readonly event: SessionEvent };
