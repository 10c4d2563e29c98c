/**
 * The last attempts at tuning, as curves of the error that lie over each other. Layer: web/features/graph.
 * An attempt lasts from one change of a slider to the next; its curve begins at 0 s.
 */
import type { TelemetryFrame } from '../../../core/run/run-types.ts';
import type { GraphSource } from '../../state/graph-series.ts';

const ATTEMPTS_MAX = 3;
/** Later than this, curves are not compared any more. */
export const ATTEMPT_MS_MAX = 10_000;
/** What a program that follows a line calls it. */
const ERROR_NAMES = ['error', '误差', 'e'];
/** Changes that follow more closely are one: somebody drags. */
const SAME_CHANGE_MS = 700;

export interface Attempt {
  readonly fromMs: number;
  readonly name: string;
  /** undefined: as the program began. */
  readonly value: number | undefined;
}

export type CurvePoint = readonly [afterMs: number, error: number];

/** With another change; of changes that follow closely the last counts. */
export function withChange(attempts: readonly Attempt[], change: Attempt): readonly Attempt[] {
  const last = attempts.at(-1);
  const isSame = last?.value !== undefined && last.name === change.name && change.fromMs - last.fromMs < SAME_CHANGE_MS;
  return [...(isSame ? attempts.slice(0, -1) : attempts), change].slice(-ATTEMPTS_MAX);
}

/** Where the line is under the sensors: −100 left … 100 right; undefined while none sees it. */
function lineError({ line }: TelemetryFrame): number | undefined {
  const sum = line.reduce((all, reading) => all + reading, 0);
  if (sum < 20 || line.length < 2) return undefined;
  const moment = line.reduce((all, reading, i) => all + reading * ((2 * i) / (line.length - 1) - 1), 0);
  return (100 * moment) / sum;
}

/** What the program plots as its error, else where the sensors see the line. */
function errorsOf(source: GraphSource & { readonly frames: readonly TelemetryFrame[] }): readonly CurvePoint[] {
  const name = ERROR_NAMES.find((each) => source.plots.has(each));
  if (name !== undefined) return source.plots.get(name)!.map(({ atMs, value }) => [atMs, value] as const);
  return source.frames.flatMap((frame) => {
    const error = lineError(frame);
    return error === undefined ? [] : [[frame.atMs, error] as const];
  });
}

/** One curve an attempt, oldest first. */
export function curvesOf(
  source: GraphSource & { readonly frames: readonly TelemetryFrame[] },
  attempts: readonly Attempt[],
): readonly (readonly CurvePoint[])[] {
  const errors = errorsOf(source);
  return attempts.map(({ fromMs }, i) => {
    const untilMs = Math.min(attempts[i + 1]?.fromMs ?? Infinity, fromMs + ATTEMPT_MS_MAX);
    return errors.filter(([atMs]) => atMs >= fromMs && atMs < untilMs).map(([atMs, error]) => [atMs - fromMs, error] as const);
  });
}
