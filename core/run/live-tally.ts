/** What a referee said of a live run, counted: of a simulated one the world's own referee knows it. Layer: run. */
import type { RefereeEvent } from '../sim/referee-events.ts';
import type { RunSummary } from './run-types.ts';

export type Tallied = Pick<RunSummary, 'laps' | 'lapTimesS' | 'checkpoints' | 'offLine' | 'collisions'>;

/** Later ones are only counted where they are counts. */
const LIST_MAX = 10_000;

export class LiveTally {
  readonly #lapTimesS: number[] = [];
  readonly #checkpoints: { readonly id: string; readonly atS: number }[] = [];
  #offLineCount = 0;
  #offLineMs = 0;
  #offSinceMs: number | undefined;
  #collisions = 0;

  take(event: RefereeEvent): void {
    switch (event.kind) {
      case 'lap':
        if (this.#lapTimesS.length < LIST_MAX) this.#lapTimesS.push(event.lapMs / 1000);
        return;
      case 'checkpoint':
        if (this.#checkpoints.length < LIST_MAX) this.#checkpoints.push({ id: event.id, atS: event.atMs / 1000 });
        return;
      case 'off-line':
        this.#offLineCount++;
        this.#offSinceMs = event.sinceMs;
        return;
      case 'on-line':
        this.#offLineMs += event.offMs;
        this.#offSinceMs = undefined;
        return;
      case 'collision':
        this.#collisions++;
        return;
      default:
        return;
    }
  }

  /** @param atMs the end of the run: an excursion that lasts counts up to it */
  at(atMs: number): Tallied {
    const openMs = this.#offSinceMs === undefined ? 0 : Math.max(0, atMs - this.#offSinceMs);
    return {
      laps: this.#lapTimesS.length,
      lapTimesS: this.#lapTimesS,
      checkpoints: this.#checkpoints,
      offLine: { count: this.#offLineCount, totalS: (this.#offLineMs + openMs) / 1000 },
      collisions: this.#collisions,
    };
  }
}
