/**
 * What a kit can be built of, as data. Layer: robot. One schema a part type; pins by profile-pins.ts, words in docs/protocols/profile.md.
 * Places are in the robot's frame (profile.ts); raw readings are shares of the ADC's range, 0 … 1.
 */
import { z } from 'zod';

export const positive = z.number().positive().finite();
export const share = z.number().min(0).max(1);
/** A digital pin's number, or `A3`: the fourth analog input. */
const pin = z.union([z.number().int().min(0).max(99), z.string().regex(/^A\d{1,2}$/)]);
const PLACE_MM_MAX = 1000;
const placeMm = z.number().min(-PLACE_MM_MAX).max(PLACE_MM_MAX);
const place = { xMm: placeMm, yMm: placeMm };

export type ProfilePin = z.infer<typeof pin>;

const i2cAddress = z.number().int().min(0x08).max(0x77);

/** H-bridge: `pwm` sets the speed, `forward` and `backward` the direction (L298N: EN, IN1, IN2). */
const threePinMotor = z.strictObject({ pwm: pin, forward: pin, backward: pin });
/** `dir` is high ahead; `inverted`: low ahead, as where a motor is mounted the other way round. */
const twoPinMotor = z.strictObject({ pwm: pin, dir: pin, inverted: z.boolean() });
/** Full speed ahead is full power at `forward`, none at `backward` (L9110S, DRV8833). */
const twoPwmMotor = z.strictObject({ forward: pin, backward: pin });
/** A servo that turns all the way round: 1500 µs stands still, 2000 is full speed ahead; `inverted`: 1000 is. */
const servoMotor = z.strictObject({ pin, inverted: z.boolean() });

/** What one car of the kit measured (calibration.ts); a kit's own file has none. */
const measured = z
  .strictObject({
    /** Percent that the right wheel is slowed by; negative: the left one. */
    trimPercent: z.number().min(-50).max(50),
    /** Least power at which each wheel moves. */
    leftStartPercent: z.number().min(0).max(90),
    rightStartPercent: z.number().min(0).max(90),
  })
  .optional();

const motors = z.discriminatedUnion('driver', [
  z.strictObject({ type: z.literal('motors'), driver: z.literal('h-bridge-3-pin'), left: threePinMotor, right: threePinMotor, measured }),
  z.strictObject({ type: z.literal('motors'), driver: z.literal('h-bridge-2-pin'), left: twoPwmMotor, right: twoPwmMotor, measured }),
  z.strictObject({ type: z.literal('motors'), driver: z.literal('pwm-dir'), left: twoPinMotor, right: twoPinMotor, measured }),
  z.strictObject({ type: z.literal('motors'), driver: z.literal('servo-drive'), left: servoMotor, right: servoMotor, measured }),
]);

const line = z.strictObject({
  type: z.literal('line'),
  kind: z.enum(['analog', 'digital']),
  /** From left to right as the driver sees them. */
  sensors: z
    .array(
      z.strictObject({
        pin,
        ...place,
        /** Where the sensor's potentiometer is, seen from above. */
        screw: z.strictObject(place).optional(),
        /** Of one car, where it was measured: in place of the kit's. */
        rawWhite: share.optional(),
        rawBlack: share.optional(),
        /** Digital: where its potentiometer is set, between white (0) and black (1); the middle where absent. */
        threshold: share.optional(),
      }),
    )
    .min(1)
    .max(16),
  /** Reading over white floor and over black line: the kit's nominal values; 0 and 1, or 1 and 0, where `kind` is digital. */
  rawWhite: share,
  rawBlack: share,
  /** Digital: which way the potentiometers are turned so that a sensor says dark sooner. */
  darkerTurn: z.enum(['clockwise', 'counterclockwise']).optional(),
});

const sonar = z.strictObject({
  type: z.literal('sonar'),
  /**
   * `analog-voltage`: Vcc/512 per inch (MaxBotix LV-MaxSonar-EZ data sheet).
   * `trigger-echo`: a pulse as long as the echo takes; one pin for both, or trigger and echo.
   */
  kind: z.enum(['analog-voltage', 'trigger-echo']),
  pins: z.array(pin).min(1).max(2),
  ...place,
  headingDeg: z.number().min(-180).max(180),
  maxMm: positive.max(20_000),
});

/** Switches on the car's edge, `bump.pressed(0)` first; with a pull-up they read low while pressed. */
const bump = z.strictObject({
  type: z.literal('bump'),
  pullUp: z.boolean(),
  switches: z
    .array(z.strictObject({ pin, ...place }))
    .min(1)
    .max(8),
});
const light = z.strictObject({ type: z.literal('light'), pin, rawDark: share, rawBright: share });
const sound = z.strictObject({ type: z.literal('sound'), pin, rawQuiet: share, rawLoud: share });
const color = z.strictObject({ type: z.literal('color'), kind: z.literal('tcs34725'), address: i2cAddress, ...place });
/** `axis` is the chip's axis that points up or down; `inverted`: it points down. */
const gyro = z.strictObject({
  type: z.literal('gyro'),
  kind: z.literal('mpu6050'),
  address: i2cAddress,
  axis: z.enum(['x', 'y', 'z']),
  inverted: z.boolean(),
});
/** One pin: its edges are counted, the sign is the motor's. Two: quadrature, A and B. */
const wheelEncoder = z.strictObject({ pins: z.array(pin).min(1).max(2), inverted: z.boolean() });
const encoder = z.strictObject({
  type: z.literal('encoder'),
  left: wheelEncoder,
  right: wheelEncoder,
  /** Edges counted for one turn of the wheel. */
  ticksPerTurn: positive.max(100_000),
});
const servo = z.strictObject({
  type: z.literal('servo'),
  pin,
  /** Pulses at 0° and at 180°. */
  minUs: z.number().int().min(400).max(1500),
  maxUs: z.number().int().min(1500).max(2600),
});
const led = z.discriminatedUnion('kind', [
  z.strictObject({ type: z.literal('led'), kind: z.literal('single'), pin }),
  z.strictObject({ type: z.literal('led'), kind: z.literal('rgb'), red: pin, green: pin, blue: pin, commonAnode: z.boolean() }),
  /** WS2812 and its like. */
  z.strictObject({
    type: z.literal('led'),
    kind: z.literal('strip'),
    pin,
    count: z.number().int().min(1).max(64),
    order: z.enum(['grb', 'rgb']),
  }),
]);
/** `active`: a pitch of its own; `passive`: it needs a tone. */
const buzzer = z.strictObject({ type: z.literal('buzzer'), kind: z.enum(['active', 'passive']), pin });
const button = z.strictObject({
  type: z.literal('button'),
  /** `analog`: read as a voltage, for pins that can do nothing else. */
  kind: z.enum(['digital', 'analog']),
  pin,
  pullUp: z.boolean(),
  /** A press ends the program, motors off; in the board itself where it runs our firmware and `kind` is digital. */
  stops: z.boolean().optional(),
});
const display = z.discriminatedUnion('kind', [
  z.strictObject({
    type: z.literal('display'),
    kind: z.literal('ssd1306'),
    address: i2cAddress,
    widthPx: z.literal(128),
    heightPx: z.union([z.literal(32), z.literal(64)]),
  }),
  z.strictObject({ type: z.literal('display'), kind: z.literal('tm1637'), clock: pin, data: pin }),
]);
/** A divider from the battery to an analog pin: what the pin sees is battery × bottom / (top + bottom). */
const battery = z.strictObject({
  type: z.literal('battery'),
  pin,
  topOhm: z.number().min(0).max(10_000_000),
  bottomOhm: positive.max(10_000_000),
  /** Full; below `lowV` the cells want charging; below `absentV` no battery is switched on (USB alone feeds the board). */
  fullV: positive.max(60),
  lowV: positive.max(60),
  absentV: z.number().min(0).max(60),
});

export const partSchema = z.discriminatedUnion('type', [
  motors,
  line,
  sonar,
  bump,
  light,
  sound,
  color,
  gyro,
  encoder,
  servo,
  led,
  buzzer,
  button,
  display,
  battery,
]);

export const motorCalibration = measured.unwrap();
export type RobotPart = z.infer<typeof partSchema>;
export type PartType = RobotPart['type'];
export type PartOf<T extends PartType> = Extract<RobotPart, { type: T }>;
