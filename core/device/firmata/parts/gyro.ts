/**
 * Where the car heads, by an MPU-6050 on I2C (register map RM-MPU-6000A, rev. 4.2). Layer: device.
 * The chip says how fast it turns; its rest is looked for whenever the motors have been off for a while, and the rest is summed over time.
 */
import type { AttachPart } from './firmata-part.ts';

const POWER_MANAGEMENT_1 = 0x6b;
/** Awake, by the clock of the X gyroscope, as the data sheet recommends. */
const AWAKE = 0x01;
const CONFIGURATION = 0x1a;
/** Low-pass at 42 Hz. */
const LOW_PASS = 0x03;
const GYRO_CONFIGURATION = 0x1b;
/** ± 500 °/s: a small car turns at 400. */
const RANGE_500 = 0x08;
const DEGREES_PER_S_PER_STEP = 1 / 65.5;
const GYRO_OUT = { x: 0x43, y: 0x45, z: 0x47 } as const;
const MS_PER_S = 1000;
/** A car whose motors are off rolls on for less than this. */
const RESTS_AFTER_MS = 600;
/** How quickly the rest follows what is measured in rest. */
const REST_SHARE = 0.05;
/** Faster than any drift: a hand turns the car. */
const HAND_DEGREES_PER_S = 8;
/** A gap in the samples that is longer than this says nothing of the turn in between. */
const GAP_MS_MAX = 500;

export const attachGyro: AttachPart<'gyro'> = (part, { i2c, clock, motorPercent }) => {
  i2c.write(part.address, POWER_MANAGEMENT_1, AWAKE);
  i2c.write(part.address, CONFIGURATION, LOW_PASS);
  i2c.write(part.address, GYRO_CONFIGURATION, RANGE_500);
  let restDegreesPerS: number | undefined;
  let headingDeg = 0;
  let lastMs: number | undefined;
  let drivenAtMs = -Infinity;
  i2c.watch(part.address, { register: GYRO_OUT[part.axis], count: 2 }, ([high = 0, low = 0]) => {
    const nowMs = clock.nowMs();
    const degreesPerS = (((high << 24) | (low << 16)) >> 16) * DEGREES_PER_S_PER_STEP;
    restDegreesPerS ??= Math.abs(degreesPerS) < HAND_DEGREES_PER_S ? degreesPerS : 0;
    if (motorPercent(0) !== 0 || motorPercent(1) !== 0) drivenAtMs = nowMs;
    const turning = degreesPerS - restDegreesPerS;
    const rests = nowMs - drivenAtMs > RESTS_AFTER_MS && Math.abs(turning) < HAND_DEGREES_PER_S;
    if (rests) restDegreesPerS += turning * REST_SHARE;
    else if (lastMs !== undefined && nowMs - lastMs < GAP_MS_MAX) {
      // The chip's axis counts against the clock, seen from its own end.
      headingDeg -= ((part.inverted ? -1 : 1) * turning * (nowMs - lastMs)) / MS_PER_S;
    }
    lastMs = nowMs;
  });
  return { inputs: { gyro: () => headingDeg }, off: () => (headingDeg = 0) };
};
