/** What a run tells while it goes: to the console, to the plots, and to the lesson that judges it. Layer: web/state. */
import type { RunFacts } from '../../core/pack/checks/facts.ts';
import { RunFactsCollector } from '../../core/run/run-facts.ts';
import type { ProblemAtPlace, RunSummary, TelemetryFrame } from '../../core/run/run-types.ts';
import type { RefereeEvent } from '../../core/sim/referee-events.ts';
import type { ConsoleState } from './console-state.svelte.ts';
import type { TelemetryBuffer } from './telemetry-buffer.ts';

/** A browser's clock is no use for the robot; without telemetry yet the run is at its beginning. */
const AT_START_MS = 0;

export class RunStory {
  readonly #console: ConsoleState;
  readonly #telemetry: TelemetryBuffer;
  #trackId = '';
  #lapsSeen = 0;
  #facts = new RunFactsCollector('');

  constructor(console: ConsoleState, telemetry: TelemetryBuffer) {
    this.#console = console;
    this.#telemetry = telemetry;
  }

  begin(trackId: string, robot: string): void {
    this.#trackId = trackId;
    this.#facts = new RunFactsCollector(trackId);
    this.#console.add({ kind: 'started', atMs: AT_START_MS, robot });
  }

  /** Nothing has been seen yet; the console keeps what it says. */
  clear(): void {
    this.#lapsSeen = 0;
    this.#telemetry.clear();
  }

  frames(frames: readonly TelemetryFrame[]): void {
    this.#telemetry.push(frames);
    for (const frame of frames) this.#facts.frame(frame);
    for (const { atMs, lapMs } of this.#telemetry.laps.slice(this.#lapsSeen)) {
      this.#lapsSeen += 1;
      this.#console.add({ kind: 'lap', atMs, lap: this.#lapsSeen, lapMs });
    }
  }

  /** What came after that moment is no longer so. */
  forgetAfter(atMs: number): void {
    this.#telemetry.forgetAfter(atMs);
    this.#console.forgetAfter(atMs);
    this.#lapsSeen = Math.min(this.#lapsSeen, this.#telemetry.laps.length);
    this.#facts = new RunFactsCollector(this.#trackId);
    for (const frame of this.#telemetry.frames) this.#facts.frame(frame);
  }

  /** @param atMs undefined: before it ran @param path of the file it is in */
  problem(problem: ProblemAtPlace, atMs: number | undefined, path: string | undefined): void {
    this.#console.add({ kind: 'problem', atMs, problem, ...(path !== undefined && { path }) });
  }

  finish(summary: RunSummary, referee: readonly RefereeEvent[]): RunFacts {
    for (const seen of referee) this.#facts.event(seen);
    if (summary.ended !== 'error') this.#console.add({ kind: summary.ended, atMs: summary.simTimeS * 1000 });
    return this.#facts.facts(summary);
  }
}
