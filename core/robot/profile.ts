/**
 * A robot kit as data: `firmware-profiles/<id>/profile.json`, version 1. Layer: robot.
 * Lengths in mm, times in ms, speeds in mm/s, angles in degrees, robot frame: origin midway between the wheels, x to the right, y ahead.
 */
import { z } from 'zod';
import { fail, ok, type Result } from '../base/result.ts';

const PROFILE_VERSION = 1;

const positive = z.number().positive().finite();
const share = z.number().min(0).max(1);
const pin = z.union([z.number().int().min(0).max(99), z.string().regex(/^A\d{1,2}$/)]);
const place = { xMm: z.number().finite(), yMm: z.number().finite() };
const localized = z.strictObject({ 'zh-CN': z.string().min(1), en: z.string().min(1) });

/** H-bridge: `pwm` sets the speed, `forward` and `backward` the direction (L298N: EN, IN1, IN2). */
const motor = z.strictObject({ pwm: pin, forward: pin, backward: pin });

const motors = z.strictObject({ type: z.literal('motors'), driver: z.literal('h-bridge-3-pin'), left: motor, right: motor });
const line = z.strictObject({
  type: z.literal('line'),
  kind: z.enum(['analog', 'digital']),
  /** From left to right as the driver sees them. */
  sensors: z
    .array(z.strictObject({ pin, ...place }))
    .min(1)
    .max(16),
  /** Raw reading (share of the ADC's range) over white floor and over black line; the kit's nominal values. */
  rawWhite: share,
  rawBlack: share,
});
const sonar = z.strictObject({
  type: z.literal('sonar'),
  /** `analog-voltage`: Vcc/512 per inch (MaxBotix LV-MaxSonar-EZ data sheet). `trigger-echo` is for firmware that times echoes. */
  kind: z.enum(['analog-voltage', 'trigger-echo']),
  pins: z.array(pin).min(1).max(2),
  ...place,
  headingDeg: z.number().min(-180).max(180),
  maxMm: positive,
});
const led = z.strictObject({ type: z.literal('led'), kind: z.literal('single'), pin });
const buzzer = z.strictObject({ type: z.literal('buzzer'), kind: z.enum(['active', 'passive']), pin });
const button = z.strictObject({ type: z.literal('button'), pin, pullUp: z.boolean() });

const partSchema = z.discriminatedUnion('type', [motors, line, sonar, led, buzzer, button]);
export type RobotPart = z.infer<typeof partSchema>;
export type PartType = RobotPart['type'];
export type PartOf<T extends PartType> = Extract<RobotPart, { type: T }>;

export const robotProfileSchema = z.strictObject({
  format: z.literal('guiji-profile'),
  version: z.literal(PROFILE_VERSION),
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  name: localized,
  board: z.strictObject({
    name: z.string(),
    chip: z.enum(['atmega328p']),
    clockHz: positive,
    adcBits: z.number().int().min(8).max(16),
    supplyV: positive,
    usbIds: z.array(z.strictObject({ vendorId: z.string().regex(/^[0-9a-f]{4}$/), productId: z.string().regex(/^[0-9a-f]{4}$/) })),
    bootloader: z.strictObject({
      protocol: z.literal('stk500v1'),
      baud: positive,
      startByte: z.number().int().positive(),
      image: z.string(),
    }),
  }),
  firmware: z.strictObject({
    protocol: z.literal('firmata'),
    baud: positive,
    image: z.string(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  parts: z.array(partSchema).min(1),
  body: z.strictObject({
    widthMm: positive,
    lengthMm: positive,
    wheelBaseMm: positive,
    axleToFrontMm: positive,
    wheelDiameterMm: positive,
  }),
  dynamics: z.strictObject({
    /** Speed of a wheel at 100 %, on the floor, full battery. */
    topSpeedMmPerS: positive.max(5000),
    /** Time constant of the first-order lag from command to wheel speed. */
    motorLagMs: z.number().min(0).max(2000),
    /** Commands weaker than this do not move the wheel, percent. */
    deadZonePercent: z.number().min(0).max(60),
    /** Standard deviation of the gain between two motors of one kit, as a share. */
    gainSpread: share,
  }),
  sensing: z.strictObject({
    line: z.strictObject({
      /** Diameter of the floor spot a sensor sees. */
      spotMm: positive,
      /** Standard deviation of a reading, as a share of black − white. */
      noise: share,
      delayMs: z.number().int().min(0).max(100),
    }),
    sonar: z.strictObject({
      beamDeg: positive.max(120),
      noiseMm: z.number().min(0),
      /** One ping per period. */
      periodMs: z.number().int().min(1).max(1000),
      minMm: z.number().min(0),
    }),
  }),
});

export type RobotProfile = z.infer<typeof robotProfileSchema>;
export type ProfileFaultCode = 'profile.invalid' | 'profile.newer-version';

/** Errors: `profile.newer-version` {version}, `profile.invalid` {path, problem}. */
export function parseRobotProfile(json: unknown): Result<RobotProfile, ProfileFaultCode> {
  const version = z.object({ version: z.number() }).safeParse(json);
  if (version.success && version.data.version > PROFILE_VERSION) {
    return fail('profile.newer-version', { version: version.data.version });
  }
  const parsed = robotProfileSchema.safeParse(json);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  return fail('profile.invalid', { path: issue?.path.join('.') ?? '', problem: issue?.message ?? '' });
}

export function partOf<T extends PartType>(profile: RobotProfile, type: T): PartOf<T> | undefined {
  return profile.parts.find((part): part is PartOf<T> => part.type === type);
}
