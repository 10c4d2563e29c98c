/**
 * What differs between two cars of one kit: trim, smallest moving power, black and white of each line sensor. Layer: robot.
 * It belongs to the car: kept under its identity by the bridge and, in the short form, in the board's EEPROM. Spec: docs/protocols/profile.md.
 */
import { z } from 'zod';
import { fail, ok, type Result } from '../base/result.ts';
import { motorCalibration, share } from './profile-parts.ts';
import { partOf, type RobotProfile } from './profile.ts';

const CALIBRATION_VERSION = 1;
const SENSORS_MAX = 16;

export const carCalibrationSchema = z.strictObject({
  format: z.literal('guiji-calibration'),
  version: z.literal(CALIBRATION_VERSION),
  /** The kit it was measured with: with another it means nothing. */
  profileId: z.string().max(80),
  /** ISO 8601, by the computer's clock. */
  measuredAt: z.string().max(40),
  motors: motorCalibration.optional(),
  /** Raw reading of each sensor, leftmost first. */
  line: z.array(z.strictObject({ white: share, black: share })).min(1).max(SENSORS_MAX).optional(), // prettier-ignore
});

export type CarCalibration = z.infer<typeof carCalibrationSchema>;

export type CalibrationFaultCode =
  | 'calibration.invalid' // {}
  | 'calibration.other-kit' // {measured, kit}
  | 'calibration.other-sensors' // {measured, sensors}
  | 'calibration.low-contrast' // {sensor}: black and white look alike to it
  | 'calibration.swapped' // {sensor}: white reads as black
  | 'calibration.trim-too-large' // {trim, max}
  | 'calibration.start-too-high'; // {side, percent, max}

export function parseCalibration(json: unknown): Result<CarCalibration, CalibrationFaultCode> {
  const parsed = carCalibrationSchema.safeParse(json);
  return parsed.success ? ok(parsed.data) : fail('calibration.invalid');
}

/** Whether a sound car of this kit can measure so. */
export function checkCalibration(profile: RobotProfile, calibration: CarCalibration): Result<CarCalibration, CalibrationFaultCode> {
  const { trimPercentMax, startPercentMax } = profile.calibration;
  const { profileId, motors, line } = calibration;
  if (profileId !== profile.id) return fail('calibration.other-kit', { measured: profileId, kit: profile.id });
  const sensors = partOf(profile, 'line')?.sensors.length ?? 0;
  if (line !== undefined && line.length !== sensors) return fail('calibration.other-sensors', { measured: line.length, sensors });
  const wrong = (line ?? []).findIndex((levels) => sensorFault(profile, levels) !== undefined);
  if (wrong !== -1) return fail(sensorFault(profile, line![wrong]!)!, { sensor: wrong + 1 });
  if (motors === undefined) return ok(calibration);
  const { trimPercent: trim, leftStartPercent, rightStartPercent } = motors;
  if (Math.abs(trim) > trimPercentMax) return fail('calibration.trim-too-large', { trim, max: trimPercentMax });
  for (const [side, percent] of [
    ['left', leftStartPercent],
    ['right', rightStartPercent],
  ] as const) {
    if (percent > startPercentMax) return fail('calibration.start-too-high', { side, percent, max: startPercentMax });
  }
  return ok(calibration);
}

function sensorFault(
  profile: RobotProfile,
  { white, black }: { readonly white: number; readonly black: number },
): 'calibration.low-contrast' | 'calibration.swapped' | undefined {
  const { rawWhite, rawBlack } = partOf(profile, 'line')!;
  const contrast = rawBlack > rawWhite ? black - white : white - black;
  if (contrast <= -profile.calibration.contrastMin) return 'calibration.swapped';
  return contrast < profile.calibration.contrastMin ? 'calibration.low-contrast' : undefined;
}

/**
 * The kit as this one car is: what FirmataRobot drives and a recording holds. A calibration of another kit, or with another number of
 * sensors, changes nothing.
 */
export function calibratedProfile(profile: RobotProfile, calibration: CarCalibration | undefined): RobotProfile {
  if (calibration === undefined || !checkCalibration(profile, calibration).ok) return profile;
  const { motors, line } = calibration;
  const parts = profile.parts.map((part) => {
    if (part.type === 'motors' && motors !== undefined) return { ...part, measured: motors };
    if (part.type !== 'line' || line === undefined) return part;
    const sensors = part.sensors.map((sensor, i) => ({ ...sensor, rawWhite: line[i]!.white, rawBlack: line[i]!.black }));
    return { ...part, sensors };
  });
  return { ...profile, parts };
}

/**
 * What a wheel of this car is given, so that it does what one of the kit's nominal car does: the dead zone ends at the measured power
 * instead of the kit's, and the quicker side is slowed.
 * @param percent −100 … 100
 */
export function wheelPower(profile: RobotProfile, side: 'left' | 'right', percent: number): number {
  const measured = partOf(profile, 'motors')?.measured;
  if (measured === undefined) return percent;
  const { trimPercent, leftStartPercent, rightStartPercent } = measured;
  const dead = profile.dynamics.deadZonePercent;
  const start = side === 'left' ? leftStartPercent : rightStartPercent;
  const slowed = side === 'right' ? Math.max(0, trimPercent) : Math.max(0, -trimPercent);
  const strength = Math.min(100, Math.abs(percent));
  const power =
    strength <= dead
      ? dead === 0
        ? 0
        : (strength * start) / dead
      : start + ((strength - dead) / (100 - dead)) * (100 - start) * (1 - slowed / 100);
  return percent < 0 ? -power : power;
}

const BYTE_MAX = 255;
const SHORT_FORM_VERSION = 2;
const SHORT_HEAD_BYTES = 8;
const MS_PER_MINUTE = 60_000;
/** 2020-01-01T00:00Z, in minutes since 1970. */
const MINUTES_FROM = 26_297_280;
const MINUTES_MAX = 2 ** 24 - 1;

/**
 * The short form of the EEPROM's record: | 0 | version 2 | 1 | trim + 128 | 2 | left start | 3 | right start | 4 … 6 | minutes since 2020 began
 * (UTC), little-endian | 7 | sensors | then white, black of each in 255ths |. Start 255 on both sides: no motors were measured.
 */
export function encodeCalibration({ motors, line = [], measuredAt }: CarCalibration): Uint8Array {
  const head =
    motors === undefined
      ? [128, BYTE_MAX, BYTE_MAX]
      : [128 + Math.round(motors.trimPercent), Math.round(motors.leftStartPercent), Math.round(motors.rightStartPercent)];
  const levels = line.flatMap(({ white, black }) => [Math.round(white * BYTE_MAX), Math.round(black * BYTE_MAX)]);
  const sinceFrom = Math.floor(Date.parse(measuredAt) / MS_PER_MINUTE) - MINUTES_FROM;
  const minutes = Number.isFinite(sinceFrom) ? Math.min(MINUTES_MAX, Math.max(0, sinceFrom)) : 0;
  const date = [minutes & BYTE_MAX, (minutes >> 8) & BYTE_MAX, minutes >> 16];
  return Uint8Array.from([SHORT_FORM_VERSION, ...head, ...date, line.length, ...levels]);
}

/** undefined: no calibration, or one of a version that we do not know. */
export function decodeCalibration(bytes: Uint8Array, profileId: string): CarCalibration | undefined {
  const [version, trim = 0, left = 0, right = 0, low = 0, middle = 0, high = 0, sensors = 0] = bytes;
  if (version !== SHORT_FORM_VERSION || bytes.length < SHORT_HEAD_BYTES + 2 * sensors) return undefined;
  const at = (index: number): number => bytes[SHORT_HEAD_BYTES + index]! / BYTE_MAX;
  const line = Array.from({ length: sensors }, (_, i) => ({ white: at(2 * i), black: at(2 * i + 1) }));
  const minutes = MINUTES_FROM + low + 256 * middle + 65_536 * high;
  const measuredAt = new Date(minutes * MS_PER_MINUTE).toISOString();
  const hasMotors = left !== BYTE_MAX || right !== BYTE_MAX;
  const parsed = parseCalibration({
    ...{ format: 'guiji-calibration', version: CALIBRATION_VERSION, profileId, measuredAt },
    ...(hasMotors ? { motors: { trimPercent: trim - 128, leftStartPercent: left, rightStartPercent: right } } : {}),
    ...(line.length > 0 ? { line } : {}),
  });
  return parsed.ok ? parsed.value : undefined;
}
