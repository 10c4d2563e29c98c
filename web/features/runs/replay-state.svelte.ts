/**
 * A recorded run and the moment of it that is shown. Layer: web/features/runs. Everything on the page follows `cursorMs`.
 * Whatever is heavy (opening, running it again) is behind web/adapters/runs; here are look-ups in lists sorted by time.
 */
import type { Intervention } from '../../../core/run/interventions.ts';
import type { SourcePlace } from '../../../core/run/run-types.ts';
import type { RefereeEvent } from '../../../core/sim/referee-events.ts';
import type { OpenedRun, RunPlaces } from '../../adapters/runs/run-rpc.ts';
import { frameIndexAt } from '../../ui/pose-at.ts';

export const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 4, 8] as const;
export type Speed = (typeof SPEEDS)[number];
export const STEP_MS = 10;
/** Two moments closer than this are one for "next event": the cursor stands on whole milliseconds, events need not. */
const SAME_MOMENT_MS = 0.5;

/** What the timeline carries as a flag. */
export type ReplayEvent = RefereeEvent | Intervention | { readonly kind: 'ended'; readonly atMs: number; readonly ended: string };

export class ReplayState {
  readonly run: OpenedRun;
  readonly durationMs: number;
  /** In the order of time; the run's own end is the last. */
  readonly events: readonly ReplayEvent[];
  #cursorMs = $state(0);
  #isPlaying = $state(false);
  #speed = $state<Speed>(1);
  #places = $state.raw<RunPlaces | undefined>(undefined);
  readonly frameIndex = $derived.by(() => frameIndexAt(this.run.telemetry, this.#cursorMs));
  readonly eventIndex = $derived.by(() => frameIndexAt(this.events, this.#cursorMs));
  readonly place = $derived.by(() => this.#placeAt(this.#cursorMs));

  constructor(run: OpenedRun) {
    this.run = run;
    const { summary, events, interventions, durationMs } = run;
    const endMs = summary === undefined ? durationMs : summary.simTimeS * 1000;
    this.durationMs = Math.max(1, durationMs, endMs);
    const sorted: ReplayEvent[] = [...events, ...interventions].sort((a, b) => a.atMs - b.atMs);
    if (summary !== undefined) sorted.push({ kind: 'ended', atMs: endMs, ended: summary.ended });
    this.events = sorted;
  }

  get cursorMs() {
    return this.#cursorMs;
  }

  get isPlaying() {
    return this.#isPlaying;
  }

  get speed() {
    return this.#speed;
  }

  /** undefined until the program has been followed. */
  get places() {
    return this.#places;
  }

  get frame() {
    return this.run.telemetry[this.frameIndex];
  }

  takePlaces(places: RunPlaces): void {
    this.#places = places;
  }

  setSpeed(speed: Speed): void {
    this.#speed = speed;
  }

  seek(atMs: number): void {
    this.#cursorMs = Math.min(this.durationMs, Math.max(0, atMs));
  }

  /** From the beginning where it has come to the end. */
  togglePlaying(): void {
    if (!this.#isPlaying && this.#cursorMs >= this.durationMs) this.#cursorMs = 0;
    this.#isPlaying = !this.#isPlaying;
  }

  pause(): void {
    this.#isPlaying = false;
  }

  /** So much time has passed on the screen. */
  advance(elapsedMs: number): void {
    if (!this.#isPlaying) return;
    this.seek(this.#cursorMs + elapsedMs * this.#speed);
    if (this.#cursorMs >= this.durationMs) this.#isPlaying = false;
  }

  stepBy(ms: number): void {
    this.pause();
    this.seek(Math.round((this.#cursorMs + ms) / STEP_MS) * STEP_MS);
  }

  stepFrame(direction: 1 | -1): void {
    this.pause();
    const { telemetry } = this.run;
    const at = telemetry[this.frameIndex]?.atMs;
    const isBetween = at !== undefined && this.#cursorMs > at;
    const to = telemetry[this.frameIndex + (direction === -1 && isBetween ? 0 : direction)];
    if (to !== undefined) this.seek(to.atMs);
  }

  stepEvent(direction: 1 | -1): void {
    this.pause();
    const at = this.#cursorMs;
    const to =
      direction === 1
        ? this.events.find((event) => event.atMs > at + SAME_MOMENT_MS)
        : this.events.findLast((event) => event.atMs < at - SAME_MOMENT_MS);
    if (to !== undefined) this.seek(to.atMs);
  }

  #placeAt(atMs: number): SourcePlace | undefined {
    const places = this.#places;
    if (places === undefined) return undefined;
    const index = Math.min(places.starts.length - 1, Math.floor(atMs / places.stepMs));
    const start = places.starts[index] ?? -1;
    return start < 0 ? undefined : { file: places.files[index]!, start, end: places.ends[index]! };
  }
}
