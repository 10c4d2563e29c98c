/**
 * Gathers what step checks see of a run, from what every robot gives: frames, the referee's events, the summary. Layer: run.
 * Bounded: what lies beyond the first ten minutes counts in the summary only.
 */
import type { FactEvent, FactFrame, RunFacts } from '../pack/checks/facts.ts';
import type { RefereeEvent } from '../sim/referee-events.ts';
import type { RunSummary, TelemetryFrame } from './run-types.ts';

const FRAMES_MAX = 36_000;
const EVENTS_MAX = 10_000;

export class RunFactsCollector {
  readonly #trackId: string;
  readonly #frames: FactFrame[] = [];
  readonly #events: FactEvent[] = [];

  /** @param trackId as the lesson names it: `oval`, or `my-pack/my-track` */
  constructor(trackId: string) {
    this.#trackId = trackId;
  }

  frame(frame: TelemetryFrame): void {
    if (this.#frames.length < FRAMES_MAX) this.#frames.push(frame);
  }

  event(event: RefereeEvent): void {
    if (this.#events.length >= EVENTS_MAX) return;
    this.#events.push({ kind: event.kind, atMs: event.atMs, ...(event.kind === 'checkpoint' ? { id: event.id } : {}) });
  }

  /** After the end. Where no referee was heard, what the summary knows of checkpoints stands in. */
  facts(summary: RunSummary): RunFacts {
    const { ended, simTimeS, distanceMm, finalPose, laps, lapTimesS, offLine, collisions, log, plots } = summary;
    const known = summary.checkpoints.map(({ id, atS }): FactEvent => ({ kind: 'checkpoint', atMs: atS * 1000, id }));
    return {
      ...{ trackId: this.#trackId, ended, timeS: simTimeS, distanceMm, finalPose, laps, lapTimesS, offLine, collisions, log, plots },
      events: this.#events.length > 0 ? this.#events : known,
      frames: this.#frames,
    };
  }
}
