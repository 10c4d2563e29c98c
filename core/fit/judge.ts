/** Which parameters runs tell, and how exactly: from what all unknowns together leave open. Layer: fit. Specification: docs/protocols/fit.md. */
import type { FitProblem } from './fit-problem.ts';
import type { FittedParameter, ParameterId } from './fit-types.ts';
import { openAt } from './least-squares.ts';
import { isParameter, kitValue, PARAMETERS, type Unknown } from './unknowns.ts';
import type { RobotProfile } from '../robot/profile.ts';
import type { ValueOf } from './fitted-profile.ts';

/** Two that ended apart say little of how far apart others would. */
const FEW_PROBES = 3;
/** In units of what is likely. */
const AT_AN_END = 1e-3;

/** A parameter as a fit shows it, and the unknown that it stands for. */
export interface Judged {
  readonly id: ParameterId;
  readonly sensor?: number;
  readonly unknown: Unknown;
  readonly standardError: number;
  readonly isTold: boolean;
}

/** In the order of the unknowns; those that are never shown are left out. @param others where the runs are explained as well */
export function judge(
  { problem, at }: { readonly problem: FitProblem; readonly at: Float64Array },
  others: readonly Float64Array[],
  unknowns: readonly Unknown[],
): readonly Judged[] {
  const { covariance } = openAt(problem, at);
  const values = problem.valuesAt(at);
  const valueOf = problem.valueOf(at, -1);
  const shared = (i: number, j: number): number => covariance[i * unknowns.length + j]! * unknowns[i]!.likely * unknowns[j]!.likely;
  const [top, difference] = (['topMmPerS', 'wheelDifference'] as const).map((wanted) => unknowns.findIndex(({ id }) => id === wanted)) as [
    number,
    number,
  ];
  /** left: top · (1 + difference / 2), right: with − in place of +. */
  const wheelError = (sign: 1 | -1): number => {
    const byTop = 1 + (sign * values[difference]!) / 2;
    const byDifference = (sign * values[top]!) / 2;
    const square = byTop ** 2 * shared(top, top) + byDifference ** 2 * shared(difference, difference);
    return Math.sqrt(square + 2 * byTop * byDifference * shared(top, difference));
  };
  const judged = (unknown: Unknown, id: ParameterId, linearError: number): Judged => {
    const { index } = unknown;
    const value = valueOf(id, index)!;
    const apart = others.map((other) => Math.abs(problem.valueOf(other, -1)(id, index)! - value));
    const standardError = Math.max(linearError, ...apart.map((each) => FEW_PROBES * each));
    return {
      id,
      unknown,
      standardError,
      isTold: standardError <= PARAMETERS[id].tolerance(value),
      ...(index === undefined ? {} : { sensor: index }),
    };
  };
  const all = unknowns.flatMap((unknown, i) => {
    if (i === top) return [judged(unknown, 'leftTopMmPerS', wheelError(1))];
    if (i === difference) return [judged(unknown, 'rightTopMmPerS', wheelError(-1))];
    return isParameter(unknown.id) ? [judged(unknown, unknown.id, Math.sqrt(shared(i, i)))] : [];
  });
  // At the end of its range it was only stopped: worth something where all else is known.
  const isAllTold = all.every(({ unknown, isTold }) => isTold || unknown.index !== undefined);
  return isAllTold
    ? all
    : all.map((each) => ({ ...each, isTold: each.isTold && !isAtAnEnd(each.unknown, values[unknowns.indexOf(each.unknown)]!) }));
}

export function parameterOf({ id, sensor, standardError, isTold }: Judged, kit: RobotProfile, valueOf: ValueOf): FittedParameter {
  const fitted = isTold ? { fitted: { value: valueOf(id, sensor)!, standardError } } : {};
  return { id, ...(sensor === undefined ? {} : { sensor }), unit: PARAMETERS[id].unit, before: kitValue(kit, id, sensor), ...fitted };
}

const isAtAnEnd = ({ min, max, likely }: Unknown, value: number): boolean =>
  value - min < AT_AN_END * likely || max - value < AT_AN_END * likely;
