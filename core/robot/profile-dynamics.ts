/**
 * What the simulator knows of a kit: sizes, how it drives, how it senses. Layer: robot. Lengths in mm, times in ms, mm/s, mm/s², degrees.
 * Where each value comes from, or what it is fitted from: docs/protocols/profile.md. A spread is a standard deviation between parts of one
 * kit; each simulated car draws its own from the seed.
 */
import { z } from 'zod';
import { positive, share } from './profile-parts.ts';

const BODY_MM_MAX = 1000;
const bodyMm = positive.max(BODY_MM_MAX);
/** No kit differs more between two of its motors than this. */
export const GAIN_MIN = 0.5;
export const GAIN_MAX = 1.5;
const gain = z.number().min(GAIN_MIN).max(GAIN_MAX);
const beside = z.number().min(-BODY_MM_MAX).max(BODY_MM_MAX);

export const bodySchema = z.strictObject({
  widthMm: bodyMm,
  lengthMm: bodyMm,
  heightMm: bodyMm,
  /** Between the middles of the tyres' treads. */
  wheelBaseMm: z.number().min(30).max(BODY_MM_MAX),
  axleToFrontMm: bodyMm,
  wheelDiameterMm: z.number().min(5).max(500),
  wheelWidthMm: z.number().min(1).max(200),
  /** Where the castor touches the floor: ahead of the axle, or behind it (negative). */
  casterYMm: beside,
  /** Ready to drive, with its battery. */
  massG: z.number().min(10).max(20_000),
});

/** More grip than any motor needs: nothing slips. */
export const GRIP_ENDLESS_MM_PER_S2 = 100_000;

export const dynamicsSchema = z.strictObject({
  /** Speed of a wheel at 100 %, straight on, on the floor, once it is steady. */
  topSpeedMmPerS: z.number().min(1).max(5000),
  /** Time constant of the first-order lag from command to wheel speed. */
  motorLagMs: z.number().min(0).max(2000),
  /** Commands weaker than this do not move the wheel, percent. */
  deadZonePercent: z.number().min(0).max(60),
  /** Bend of the curve from power to speed beyond the dead zone: 0 straight, 1 quick at first and flat at the end, −1 the other way. */
  speedCurve: z.number().min(-1).max(1),
  /** Of the gain between two motors of one kit, as a share. */
  gainSpread: z.number().min(0).max(0.3),
  /** Of one car, where they were fitted: what each wheel makes of the kit's top speed, in place of what the spread would draw. */
  gains: z.strictObject({ left: gain, right: gain }).optional(),
  /** By what share the battery's voltage, and the speed with it, falls while both motors run at full power. */
  batterySag: z.number().min(0).max(0.5),
  /** Current of a motor that stands still at full power, in currents of one that runs. */
  stallLoad: z.number().min(1).max(20),
  /** The sharpest change of speed that the tyres carry; beyond it they slip. */
  gripMmPerS2: z.number().min(100).max(GRIP_ENDLESS_MM_PER_S2),
  /** Deceleration of the whole car by the friction of its castor, whichever way that is dragged. */
  casterDragMmPerS2: z.number().min(0).max(2500),
});

export const sensingSchema = z.strictObject({
  line: z.strictObject({
    /** Diameter of the floor spot a sensor sees. */
    spotMm: positive.max(100),
    /** Of the sensor over the floor, at which the kit's black and white were measured. */
    heightMm: z.number().min(0.5).max(100),
    /** Standard deviation of a reading, as a share of black − white. */
    noise: share,
    delayMs: z.number().int().min(0).max(100),
    /** Of the contrast between the sensors of one kit, as a share. */
    spread: z.number().min(0).max(0.3),
    /** How far direct sunlight pulls a reading towards white, and beyond, as a share of black − white. */
    sunlight: z.number().min(0).max(2),
    /** Digital: how unequally the potentiometers are set, as a share of black − white. */
    thresholdSpread: z.number().min(0).max(0.3),
  }),
  sonar: z.strictObject({
    beamDeg: positive.max(120),
    /** A smooth wall met more slantingly than this (angle from head-on) sends no echo back. */
    glanceDeg: z.number().min(5).max(90),
    /** Share of pings whose echo is lost for no reason to be seen. */
    echoLoss: share,
    noiseMm: z.number().min(0).max(1000),
    /** One ping per period. */
    periodMs: z.number().int().min(1).max(1000),
    minMm: z.number().min(0).max(1000),
  }),
  gyro: z
    .strictObject({
      noiseDeg: z.number().min(0).max(30),
      driftDegPerMin: z.number().min(0).max(600),
      /** Of the sensitivity between chips, as a share. */
      scaleSpread: z.number().min(0).max(0.2),
    })
    .optional(),
  /** `noise` of each channel as a share of full scale; a new reading each `periodMs`, the chip's integration time. */
  color: z.strictObject({ noise: share, periodMs: z.number().int().min(1).max(1000) }).optional(),
  /** Of light and sound, as a share of full scale. */
  ambient: z.strictObject({ noise: share }).optional(),
});
