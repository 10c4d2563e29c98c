/**
 * What a fit may change, from where, how far, and how well it must be known before it is said. Layer: fit. Specification: docs/protocols/fit.md.
 * Beside the car's parameters there are some that belong to one run or one wire and are never shown: where the car was put down, how late a
 * board's counts and headings come.
 */
import { RADIANS_PER_DEGREE } from '../base/deterministic-math.ts';
import { partOf, type RobotProfile } from '../robot/profile.ts';
import type { FitRun } from './fit-run.ts';
import type { ParameterId, ParameterUnit, SignalKind } from './fit-types.ts';

/**
 * What stands behind the two wheels' top speeds. Why: how much they differ is known far better than how quick they are, and steps that change
 * the one must not disturb the other.
 */
type WheelId = 'topMmPerS' | 'wheelDifference';

/** Never shown. */
type SideId =
  WheelId | 'startXMm' | 'startYMm' | 'startHeadingRad' | 'encoderDelayMs' | 'encoderZeroMm' | 'gyroDelayMs' | 'gyroScale' | 'sonarDelayMs';

/** The wheels' own are worked out. */
export type UnknownId = Exclude<ParameterId, 'leftTopMmPerS' | 'rightTopMmPerS'> | SideId;

export interface Unknown {
  readonly id: UnknownId;
  /** Of which sensor, where each has its own. */
  readonly index?: number;
  /** Of which run, where each has its own. */
  readonly run?: number;
  readonly before: number;
  /** How far from that it may well be: one standard deviation of what is known of such cars. */
  readonly likely: number;
  readonly min: number;
  readonly max: number;
}

interface ParameterRow {
  readonly unit: ParameterUnit;
  readonly min: number;
  readonly max: number;
  /** Of a value: what one kit's cars, or kits, may well differ by. */
  readonly likely: (value: number) => number;
  /** Known no better than this, a value is not said. */
  readonly tolerance: (value: number) => number;
}

/** Ranges: as in the schema of profiles. */
export const PARAMETERS: { readonly [I in ParameterId]: ParameterRow } = {
  motorLagMs: { unit: 'ms', min: 1, max: 2000, likely: (ms) => Math.max(30, 0.7 * ms), tolerance: (ms) => Math.max(6, 0.1 * ms) },
  deadZonePercent: { unit: 'percent', min: 0, max: 60, likely: () => 10, tolerance: () => 2 },
  speedCurve: { unit: 'share', min: -1, max: 1, likely: () => 0.3, tolerance: () => 0.1 },
  leftTopMmPerS: { unit: 'mm/s', min: 1, max: 5000, likely: (top) => 0.35 * top, tolerance: (top) => 0.05 * top },
  rightTopMmPerS: { unit: 'mm/s', min: 1, max: 5000, likely: (top) => 0.35 * top, tolerance: (top) => 0.05 * top },
  casterDragMmPerS2: { unit: 'mm/s²', min: 0, max: 2500, likely: () => 400, tolerance: (drag) => Math.max(80, 0.2 * drag) },
  lineDelayMs: { unit: 'ms', min: 0, max: 100, likely: () => 15, tolerance: () => 3 },
  lineWhite: { unit: 'share', min: -0.5, max: 0.7, likely: () => 0.08, tolerance: () => 0.03 },
  lineContrast: { unit: 'share', min: 0.2, max: 2, likely: () => 0.2, tolerance: () => 0.06 },
  lineThreshold: { unit: 'share', min: 0.05, max: 0.95, likely: () => 0.15, tolerance: () => 0.08 },
};

const DELAY_MS_MAX = 100;
const PLACED_MM = 5;
const PLACED_RAD = 3 * RADIANS_PER_DEGREE;

type OwnId = Exclude<UnknownId, SideId>;
export const isParameter = (id: UnknownId): id is OwnId => Object.hasOwn(PARAMETERS, id);

/** What the kit says of a parameter. */
export function kitValue(profile: RobotProfile, id: ParameterId, sensor = 0): number {
  const { dynamics, sensing } = profile;
  switch (id) {
    case 'leftTopMmPerS':
      return dynamics.topSpeedMmPerS * (dynamics.gains?.left ?? 1);
    case 'rightTopMmPerS':
      return dynamics.topSpeedMmPerS * (dynamics.gains?.right ?? 1);
    case 'lineDelayMs':
      return sensing.line.delayMs;
    case 'lineWhite':
      return 0;
    case 'lineContrast':
      return 1;
    case 'lineThreshold':
      return partOf(profile, 'line')?.sensors[sensor]?.threshold ?? 0.5;
    default:
      return dynamics[id];
  }
}

function parameter(profile: RobotProfile, id: OwnId, index?: number): Unknown {
  const { likely, min, max } = PARAMETERS[id];
  const before = Math.min(max, Math.max(min, kitValue(profile, id, index)));
  return { id, ...(index === undefined ? {} : { index }), before, likely: likely(before), min, max };
}

/** Share of the top speed. */
const DIFFERENCE = { likely: 0.08, max: 0.6 } as const;

function driveUnknowns(profile: RobotProfile): readonly Unknown[] {
  const [left, right] = [kitValue(profile, 'leftTopMmPerS'), kitValue(profile, 'rightTopMmPerS')];
  const top = (left + right) / 2;
  const { likely, min, max } = PARAMETERS.leftTopMmPerS;
  const difference = (left - right) / top;
  return [
    ...(['motorLagMs', 'deadZonePercent', 'speedCurve'] as const).map((id) => parameter(profile, id)),
    { id: 'topMmPerS', before: top, likely: likely(top), min, max },
    { id: 'wheelDifference', before: difference, likely: DIFFERENCE.likely, min: -DIFFERENCE.max, max: DIFFERENCE.max },
    parameter(profile, 'casterDragMmPerS2'),
  ];
}

/** Those that these runs have anything to do with. */
export function unknownsOf(profile: RobotProfile, runs: readonly FitRun[]): readonly Unknown[] {
  const ids = runs.flatMap(({ signals }) => signals.map(({ id }) => id));
  const has = (kind: SignalKind): boolean => ids.some((id) => id.kind === kind);
  const isLive = runs.some(({ isStartUnsure }) => isStartUnsure);
  const each = (kind: SignalKind): readonly number[] =>
    [...new Set(ids.flatMap((id) => (id.kind === kind ? [id.index] : [])))].toSorted((a, b) => a - b);
  const levels: readonly OwnId[] = partOf(profile, 'line')?.kind === 'digital' ? ['lineThreshold'] : ['lineWhite', 'lineContrast'];
  const late = (id: SideId): Unknown => ({ id, before: 0, likely: 15, min: 0, max: DELAY_MS_MAX });
  const encoder = partOf(profile, 'encoder');
  const tickMm = encoder === undefined ? 1 : (Math.PI * profile.body.wheelDiameterMm) / encoder.ticksPerTurn;
  return [
    ...driveUnknowns(profile),
    ...(has('line') ? [parameter(profile, 'lineDelayMs')] : []),
    ...each('line').flatMap((index) => levels.map((id) => parameter(profile, id, index))),
    ...(has('encoder') && isLive ? [late('encoderDelayMs')] : []),
    ...(isLive
      ? each('encoder').map((index): Unknown => ({
          id: 'encoderZeroMm',
          index,
          before: 0,
          likely: tickMm,
          min: -tickMm * 2,
          max: tickMm * 2,
        }))
      : []),
    ...(has('gyro') && isLive ? [late('gyroDelayMs')] : []),
    ...(has('gyro')
      ? [{ id: 'gyroScale', before: 1, likely: profile.sensing.gyro?.scaleSpread || 0.01, min: 0.8, max: 1.2 } as const]
      : []),
    ...(has('sonar') ? [late('sonarDelayMs')] : []),
    ...runs.flatMap((run, index) => placesOf(run, index)),
  ];
}

/** Where the car of a run was put down. */
export function placesOf({ isStartUnsure, start }: FitRun, run: number): readonly Unknown[] {
  if (!isStartUnsure) return [];
  const near = (id: SideId, before: number, likely: number): Unknown => ({
    ...{ id, run, before, likely, min: before - 5 * likely, max: before + 5 * likely },
  });
  return [
    near('startXMm', start.xMm, PLACED_MM),
    near('startYMm', start.yMm, PLACED_MM),
    near('startHeadingRad', start.headingRad, PLACED_RAD),
  ];
}
