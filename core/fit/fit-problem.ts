/**
 * Runs and a kit as a problem of least squares: which residuals there are, and which unknown moves which of them. Layer: fit.
 * An unknown of the drive asks for a new simulation; one of a sensor only for that sensor's readings.
 */
import type { RobotProfile } from '../robot/profile.ts';
import { signalModels, Way, type AnyValueOf, type SignalModel } from './car-model.ts';
import type { FitRun } from './fit-run.ts';
import type { ParameterId } from './fit-types.ts';
import type { Problem, Slope } from './least-squares.ts';
import type { Unknown, UnknownId } from './unknowns.ts';

/** For derivatives: in units of what is likely. */
const NUDGE = 0.002;

const OF_THE_WAY: ReadonlySet<UnknownId> = new Set<UnknownId>([
  ...(['motorLagMs', 'deadZonePercent', 'speedCurve', 'topMmPerS', 'wheelDifference', 'casterDragMmPerS2'] as const),
  ...(['startXMm', 'startYMm', 'startHeadingRad'] as const),
]);

const KIND_OF: { readonly [I in UnknownId]?: SignalModel['signal']['id']['kind'] } = {
  ...{ lineDelayMs: 'line', lineWhite: 'line', lineContrast: 'line', lineThreshold: 'line' },
  ...{ encoderDelayMs: 'encoder', encoderZeroMm: 'encoder', gyroDelayMs: 'gyro', gyroScale: 'gyro', sonarDelayMs: 'sonar' },
};

/** A stretch of the residuals: one signal of one run, as far as it is taken in. */
interface Stretch {
  readonly run: number;
  readonly model: SignalModel;
  readonly from: number;
  readonly count: number;
}

/** How many of a sorted list lie before a time. */
function countBefore(times: Float64Array, ms: number): number {
  let low = 0;
  for (let high = times.length; low < high;) {
    const middle = (low + high) >> 1;
    if (times[middle]! < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

export interface FitProblemOptions {
  readonly runs: readonly FitRun[];
  readonly kit: RobotProfile;
  readonly unknowns: readonly Unknown[];
  /** How long after its first command each run is looked at. */
  readonly horizonMs: number;
  /** Values that are known already. */
  readonly fixed?: AnyValueOf;
}

export class FitProblem implements Problem {
  readonly size: number;
  readonly least: Float64Array;
  readonly most: Float64Array;
  readonly #options: FitProblemOptions;
  readonly #stretches: readonly Stretch[];
  readonly #residuals: Float64Array;
  readonly #scratch: Float64Array;

  constructor(options: FitProblemOptions) {
    const { runs, kit, unknowns, horizonMs } = options;
    this.#options = options;
    this.size = unknowns.length;
    this.least = Float64Array.from(unknowns, ({ min, before, likely }) => (min - before) / likely);
    this.most = Float64Array.from(unknowns, ({ max, before, likely }) => (max - before) / likely);
    let from = 0;
    this.#stretches = runs.flatMap((run, index) =>
      signalModels(run, kit).map((model) => {
        const count = countBefore(model.signal.atMs, this.#endOf(run, horizonMs));
        const stretch = { run: index, model, from, count };
        from += count;
        return stretch;
      }),
    );
    this.#residuals = new Float64Array(from);
    this.#scratch = new Float64Array(Math.max(0, ...this.#stretches.map(({ count }) => count)));
  }

  #endOf({ movesFromMs, usedMs }: FitRun, horizonMs: number): number {
    return Math.min(usedMs, movesFromMs + horizonMs);
  }

  bounded(at: Float64Array): Float64Array {
    return at.map((value, i) => Math.min(this.most[i]!, Math.max(this.least[i]!, value)));
  }

  /** In natural units. */
  valuesAt(at: Float64Array): Float64Array {
    return at.map((value, i) => this.#options.unknowns[i]!.before + value * this.#options.unknowns[i]!.likely);
  }

  /** By name; the wheels' top speeds are worked out. */
  valueOf(at: Float64Array, run: number): AnyValueOf {
    const { unknowns, fixed } = this.#options;
    const values = this.valuesAt(at);
    const known = new Map(unknowns.map((unknown, i) => [keyOf(unknown.id, unknown.index, unknown.run), values[i]!]));
    const top = known.get(keyOf('topMmPerS', undefined, undefined));
    const difference = known.get(keyOf('wheelDifference', undefined, undefined));
    if (top !== undefined && difference !== undefined) {
      known.set(keyOf('leftTopMmPerS', undefined, undefined), top * (1 + difference / 2));
      known.set(keyOf('rightTopMmPerS', undefined, undefined), top * (1 - difference / 2));
    }
    return (id, index) => known.get(keyOf(id, index, undefined)) ?? known.get(keyOf(id, index, run)) ?? fixed?.(id, index);
  }

  #wayOf(at: Float64Array, run: number): Way {
    const { runs, kit, horizonMs } = this.#options;
    return new Way(runs[run]!, kit, this.valueOf(at, run), this.#endOf(runs[run]!, horizonMs));
  }

  #ways: { readonly at: Float64Array; readonly ways: readonly Way[] } | undefined;

  /** Kept for the columns, which mostly ask for the same. */
  #waysAt(at: Float64Array): readonly Way[] {
    if (this.#ways === undefined || !this.#ways.at.every((value, i) => value === at[i])) {
      this.#ways = { at: at.slice(), ways: this.#options.runs.map((_, run) => this.#wayOf(at, run)) };
    }
    return this.#ways.ways;
  }

  #write({ model, from, count }: Stretch, way: Way, valueOf: AnyValueOf, out: Float64Array): void {
    model.read(way, valueOf, this.#scratch, count);
    const { values } = model.signal;
    for (let i = 0; i < count; i++) out[from + i] = (this.#scratch[i]! - values[i]!) / model.doubt;
  }

  residuals(at: Float64Array): Float64Array {
    const ways = this.#waysAt(at);
    const values = this.#options.runs.map((_, run) => this.valueOf(at, run));
    for (const stretch of this.#stretches) this.#write(stretch, ways[stretch.run]!, values[stretch.run]!, this.#residuals);
    return this.#residuals;
  }

  column(at: Float64Array, j: number, { base, isExact }: Slope): Float64Array {
    const ahead = at[j]! + NUDGE <= this.most[j]! ? NUDGE : -NUDGE;
    const column = this.#moved(at, j, ahead, base);
    const isBothWays = isExact && at[j]! - NUDGE >= this.least[j]! && ahead > 0;
    const from = isBothWays ? this.#moved(at, j, -ahead, base) : base;
    const way = isBothWays ? 2 * ahead : ahead;
    for (let i = 0; i < column.length; i++) column[i] = (column[i]! - from[i]!) / way;
    return column;
  }

  /** The residuals with one unknown a little off; those that it does not move are taken from `base`. */
  #moved(at: Float64Array, j: number, nudge: number, base: Float64Array): Float64Array {
    const unknown = this.#options.unknowns[j]!;
    const ways = this.#waysAt(at);
    const moved = at.slice();
    moved[j]! += nudge;
    const values = this.#options.runs.map((_, run) => this.valueOf(moved, run));
    const fresh = new Map<number, Way>();
    const residuals = base.slice();
    for (const stretch of this.#stretches) {
      if (!isMovedBy(unknown, stretch)) continue;
      const way = OF_THE_WAY.has(unknown.id) ? (fresh.get(stretch.run) ?? this.#wayOf(moved, stretch.run)) : ways[stretch.run]!;
      fresh.set(stretch.run, way);
      this.#write(stretch, way, values[stretch.run]!, residuals);
    }
    return residuals;
  }
}

const keyOf = (id: UnknownId | ParameterId, index: number | undefined, run: number | undefined): string =>
  `${id} ${index ?? ''} ${run ?? ''}`;

function isMovedBy({ id, index, run }: Unknown, stretch: Stretch): boolean {
  if (run !== undefined && run !== stretch.run) return false;
  if (OF_THE_WAY.has(id)) return true;
  const { signal } = stretch.model;
  return KIND_OF[id] === signal.id.kind && (index === undefined || index === signal.id.index);
}
