/**
 * The latest minutes of a run, as plain data beside Svelte. Layer: web/state.
 * Why no runes: 60 frames a second with a dozen numbers each would make a signal of every number. Viewers read it in their own
 * animation frame and compare `version`.
 */
import type { TelemetryFrame } from '../../core/run/run-types.ts';

export interface FinishedLap {
  readonly atMs: number;
  readonly lapMs: number;
}

export interface PlotPoint {
  readonly atMs: number;
  readonly value: number;
}

/** Two minutes at 60 frames a second. */
const FRAMES_MAX = 7200;
const PLOT_POINTS_MAX = 7200;
const PLOT_NAMES_MAX = 16;

export class TelemetryBuffer {
  #frames: TelemetryFrame[] = [];
  /** Up to the moment that is looked at. */
  #past: TelemetryFrame[] | undefined;
  #plots = new Map<string, PlotPoint[]>();
  #laps: FinishedLap[] = [];
  #version = 0;

  /** Rises with every change. */
  get version(): number {
    return this.#version;
  }

  /** Oldest first; borrowed, valid until the next push. */
  get frames(): readonly TelemetryFrame[] {
    return this.#past ?? this.#frames;
  }

  get latest(): TelemetryFrame | undefined {
    return this.frames.at(-1);
  }

  /** Shows the run as it was at this frame; undefined: as it is. */
  showPast(frame: TelemetryFrame | undefined): void {
    if (frame === undefined && this.#past === undefined) return;
    this.#past = frame === undefined ? undefined : [...this.#frames.filter(({ atMs }) => atMs < frame.atMs), frame];
    this.#version += 1;
  }

  /** The run went on otherwise from this robot time. */
  forgetAfter(atMs: number): void {
    this.#past = undefined;
    this.#frames = this.#frames.filter((frame) => frame.atMs <= atMs);
    this.#laps = this.#laps.filter((lap) => lap.atMs <= atMs);
    for (const [name, points] of this.#plots) this.#plots.set(name, points.filter((point) => point.atMs <= atMs)); // prettier-ignore
    this.#version += 1;
  }

  get plots(): ReadonlyMap<string, readonly PlotPoint[]> {
    return this.#plots;
  }

  /** Of this run, the first one first. */
  get laps(): readonly FinishedLap[] {
    return this.#laps;
  }

  clear(): void {
    this.#past = undefined;
    this.#frames = [];
    this.#laps = [];
    this.#plots = new Map();
    this.#version += 1;
  }

  push(frames: readonly TelemetryFrame[]): void {
    for (const frame of frames) {
      const before = this.#frames.at(-1);
      this.#frames.push(frame);
      // `lap` is the one being driven, and stays as it is after the last: a new last lap time tells.
      const isOver = frame.lastLapMs !== undefined && (frame.lastLapMs !== before?.lastLapMs || frame.lap > before.lap);
      if (isOver) this.#laps.push({ atMs: frame.atMs, lapMs: frame.lastLapMs! });
    }
    // Cut a sixth at a time: an array that loses its head on every push would be copied on every push.
    if (this.#frames.length > FRAMES_MAX * 1.2) this.#frames = this.#frames.slice(-FRAMES_MAX);
    this.#version += 1;
  }

  plot(points: readonly { readonly atMs: number; readonly name: string; readonly value: number }[]): void {
    for (const { name, atMs, value } of points) {
      const series = this.#plots.get(name);
      if (series === undefined) {
        if (this.#plots.size < PLOT_NAMES_MAX) this.#plots.set(name, [{ atMs, value }]);
        continue;
      }
      series.push({ atMs, value });
      if (series.length > PLOT_POINTS_MAX * 1.2) series.splice(0, series.length - PLOT_POINTS_MAX);
    }
    this.#version += 1;
  }
}
