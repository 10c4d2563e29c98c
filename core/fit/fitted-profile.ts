/** A kit with other numbers: those of a candidate, of a fitted kit, of one fitted car. Layer: fit. */
import type { CarCalibration } from '../robot/calibration.ts';
import { levelsOf } from '../robot/line-levels.ts';
import { partOf, type PartOf, type RobotProfile } from '../robot/profile.ts';
import { GAIN_MAX, GAIN_MIN } from '../robot/profile-dynamics.ts';
import type { ParameterId } from './fit-types.ts';

/** By parameter and sensor; undefined: as the kit has it. */
export type ValueOf = (id: ParameterId, sensor?: number) => number | undefined;

const clamped = (value: number, min: number, max: number): number => Math.min(max, Math.max(min, value));
const share = (value: number): number => clamped(value, 0, 1);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** How it drives. */
export function drivenAs(profile: RobotProfile, valueOf: ValueOf): RobotProfile {
  const { dynamics } = profile;
  const left = valueOf('leftTopMmPerS') ?? dynamics.topSpeedMmPerS * (dynamics.gains?.left ?? 1);
  const right = valueOf('rightTopMmPerS') ?? dynamics.topSpeedMmPerS * (dynamics.gains?.right ?? 1);
  const topSpeedMmPerS = (left + right) / 2;
  return {
    ...profile,
    dynamics: {
      ...dynamics,
      topSpeedMmPerS,
      motorLagMs: valueOf('motorLagMs') ?? dynamics.motorLagMs,
      deadZonePercent: valueOf('deadZonePercent') ?? dynamics.deadZonePercent,
      speedCurve: valueOf('speedCurve') ?? dynamics.speedCurve,
      casterDragMmPerS2: valueOf('casterDragMmPerS2') ?? dynamics.casterDragMmPerS2,
      gains: { left: left / topSpeedMmPerS, right: right / topSpeedMmPerS },
    },
  };
}

interface Level {
  readonly white: number;
  readonly black: number;
}

/** Raw readings of each sensor, by what its percent turned out to be; the levels of the recording where nothing was told of it. */
function fittedLevels(part: PartOf<'line'>, valueOf: ValueOf): readonly Level[] {
  const { white, black } = levelsOf(part);
  return part.sensors.map((_, i) => {
    const span = black[i]! - white[i]!;
    const low = white[i]! + span * (valueOf('lineWhite', i) ?? 0);
    return { white: share(low), black: share(low + span * (valueOf('lineContrast', i) ?? 1)) };
  });
}

const isLevelKnown = (valueOf: ValueOf, sensor: number): boolean => valueOf('lineContrast', sensor) !== undefined;

function withDelay(profile: RobotProfile, valueOf: ValueOf): RobotProfile {
  const { line } = profile.sensing;
  const delayMs = Math.round(valueOf('lineDelayMs') ?? line.delayMs);
  return { ...profile, sensing: { ...profile.sensing, line: { ...line, delayMs } } };
}

function withLine(profile: RobotProfile, change: (part: PartOf<'line'>) => PartOf<'line'>): RobotProfile {
  return { ...profile, parts: profile.parts.map((part) => (part.type === 'line' ? change(part) : part)) };
}

function withoutGains({ dynamics: { gains: _, ...dynamics }, ...rest }: RobotProfile): RobotProfile {
  return { ...rest, dynamics };
}

/** For all cars of the kit: nothing of it belongs to one wheel or one sensor. @param measured the kit as the recording has it, with the levels that its percents were taken by */
export function fittedKit(kit: RobotProfile, measured: RobotProfile, valueOf: ValueOf): RobotProfile {
  const part = partOf(measured, 'line');
  const known = part === undefined ? [] : fittedLevels(part, valueOf).filter((_, i) => isLevelKnown(valueOf, i));
  const levels =
    part?.kind === 'analog' && known.length > 0
      ? { rawWhite: mean(known.map(({ white }) => white)), rawBlack: mean(known.map(({ black }) => black)) }
      : {};
  return withLine(withDelay(withoutGains(drivenAs(kit, valueOf)), valueOf), (line) => ({ ...line, ...levels }));
}

/** For one car, to simulate it. */
export function fittedCar(kit: RobotProfile, measured: RobotProfile, valueOf: ValueOf): RobotProfile {
  const part = partOf(measured, 'line');
  const levels = part === undefined ? [] : fittedLevels(part, valueOf);
  const driven = drivenAs(kit, valueOf);
  const gains = {
    left: clamped(driven.dynamics.gains!.left, GAIN_MIN, GAIN_MAX),
    right: clamped(driven.dynamics.gains!.right, GAIN_MIN, GAIN_MAX),
  };
  return withLine(withDelay({ ...driven, dynamics: { ...driven.dynamics, gains } }, valueOf), (line) => ({
    ...line,
    sensors: line.sensors.map((sensor, i) => ({
      ...sensor,
      ...(line.kind === 'analog' && (isLevelKnown(valueOf, i) || part?.sensors[i]?.rawBlack !== undefined)
        ? { rawWhite: levels[i]!.white, rawBlack: levels[i]!.black }
        : {}),
      ...(line.kind === 'digital' && valueOf('lineThreshold', i) !== undefined ? { threshold: valueOf('lineThreshold', i)! } : {}),
    })),
  }));
}

/** What calibrating by hand would have found; undefined where neither wheels nor all sensors could be told. */
export function fittedCalibration(measured: RobotProfile, valueOf: ValueOf): Omit<CarCalibration, 'measuredAt'> | undefined {
  const [left, right, start] = [valueOf('leftTopMmPerS'), valueOf('rightTopMmPerS'), valueOf('deadZonePercent')];
  const part = partOf(measured, 'line');
  const knowsWheels = left !== undefined && right !== undefined && start !== undefined;
  const knowsLine = part?.kind === 'analog' && part.sensors.every((_, i) => isLevelKnown(valueOf, i));
  if (!knowsWheels && !knowsLine) return undefined;
  const slowed = (quick: number, slow: number): number => 100 * (1 - slow / quick);
  return {
    ...({ format: 'guiji-calibration', version: 1, profileId: measured.id } as const),
    ...(knowsWheels
      ? {
          motors: {
            trimPercent: right > left ? slowed(right, left) : -slowed(left, right),
            leftStartPercent: start,
            rightStartPercent: start,
          },
        }
      : {}),
    ...(knowsLine ? { line: fittedLevels(part, valueOf).map(({ white, black }) => ({ white, black })) } : {}),
  };
}
