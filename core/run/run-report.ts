/** Gathers what a run said and did into its RunSummary. Layer: run. Bounded: the oldest entries stay, later ones are only counted. */
import type { World } from '../sim/world.ts';
import type { ProgramFault, VmEffect } from '../vm/vm.ts';
import type { ProblemAtPlace, RunEnd, RunSummary } from './run-types.ts';
import { lineAndColumn } from './text-place.ts';

const LOG_ENTRIES_MAX = 20_000;
const PLOT_NAMES_MAX = 100;
const PLOT_POINTS_MAX = 100_000;

export interface RunText {
  readonly path: string;
  readonly text: string;
}

/** The fault's innermost place in the student's files, with its line. */
export function problemOf(fault: ProgramFault, source: readonly RunText[]): ProblemAtPlace {
  const { code, params } = fault;
  const place = fault.stack.find(({ file }) => file >= 0);
  const text = place && source[place.file]?.text;
  if (place === undefined || text === undefined) return { code, params };
  const { file, start, end } = place;
  return { code, params, ...(file > 0 && { file }), ...lineAndColumn(text, start), start, end };
}

/** The part of a summary that somebody has seen: the world, or whoever watches a live robot. */
export type Seen = Omit<RunSummary, 'ended' | 'simTimeS' | 'instructions' | 'log' | 'plots' | 'digest' | 'error'>;

export function seenBy(world: World): Seen {
  const { referee } = world;
  return {
    distanceMm: world.distanceMm,
    finalPose: world.pose,
    laps: referee.laps,
    lapTimesS: referee.lapTimesMs.map((ms) => ms / 1000),
    checkpoints: referee.checkpoints.map(({ id, atMs }) => ({ id, atS: atMs / 1000 })),
    offLine: { count: referee.offLineCount, totalS: referee.offLineTotalMs(world.timeMs) / 1000 },
    collisions: referee.collisions,
  };
}

export class RunReport {
  readonly #log: { atS: number; text: string }[] = [];
  readonly #plots = new Map<string, [number, number][]>();

  effect(atMs: number, effect: VmEffect): void {
    if (effect.kind === 'log') {
      if (this.#log.length < LOG_ENTRIES_MAX) this.#log.push({ atS: atMs / 1000, text: effect.text });
      return;
    }
    let points = this.#plots.get(effect.name);
    if (points === undefined) {
      if (this.#plots.size >= PLOT_NAMES_MAX) return;
      points = [];
      this.#plots.set(effect.name, points);
    }
    if (points.length < PLOT_POINTS_MAX) points.push([atMs / 1000, effect.value]);
  }

  summary(facts: {
    readonly end: RunEnd;
    readonly atMs: number;
    readonly instructions: number;
    readonly digest: string;
    readonly seen: Seen;
    readonly error: ProblemAtPlace | undefined;
  }): RunSummary {
    return {
      ended: facts.end,
      simTimeS: facts.atMs / 1000,
      instructions: facts.instructions,
      ...facts.seen,
      log: this.#log,
      // Why not an object literal: a student may call a plot `__proto__`.
      plots: Object.fromEntries(this.#plots),
      digest: facts.digest,
      ...(facts.error === undefined ? {} : { error: facts.error }),
    };
  }
}
