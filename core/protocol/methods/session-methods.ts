/** Robots and what runs on them. Layer: protocol. */
import { z } from 'zod';
import { carCalibrationSchema } from '../../robot/calibration.ts';
import { CAR_NAME_BYTES_MAX } from '../../robot/car-about.ts';
import { outsideNewsSchema } from '../../robot/outside-news.ts';
import { wireDevices } from '../bridge-views.ts';
import { seat } from '../class-views.ts';
import { done, EVERYONE, method, nothing } from '../method.ts';
import { TRY_MS_MAX, type CarMeasures, type Reading } from '../robot-session.ts';
import { wireNumber } from '../wire-values.ts';
import { wireDebugCommand, wireRunRequest } from '../wire-session.ts';

/** Made by the page, unique within its connection. */
const sessionId = z.number().int().positive();
const session = z.strictObject({ sessionId });

const power = z.number().min(-100).max(100);
const portValue = z.union([wireNumber, z.boolean(), z.string().max(200)]);
const reading: z.ZodType<Reading> = z.object({
  input: z.custom<Reading['input']>((name) => typeof name === 'string'),
  index: z.number(),
  value: portValue,
});
const tryMs = z.number().int().min(1).max(TRY_MS_MAX);
const carMeasures: z.ZodType<CarMeasures> = z.object({
  rawLine: z.array(z.number()).max(16),
  readings: z.array(reading).max(100),
  carId: z.string().max(64).optional(),
  calibration: carCalibrationSchema.optional(),
});

export const SESSION_METHODS = {
  'devices.list': method(nothing, wireDevices, EVERYONE),
  /** Which seat of the class a car belongs to, from now on and at any port; without `place`: to none. */
  'devices.place': method(z.strictObject({ carId: z.string().min(1).max(64), place: seat.optional() }), done),
  /**
   * `profileId`: the kit that the page takes the board for, where its USB chip may be of several; `profile`: its document, where it does not ship.
   * `heartbeatKey`: what the page's Worker says first on the heartbeat's socket (heartbeat.ts).
   */
  'session.open': method(
    z.strictObject({
      sessionId,
      deviceId: z.string().max(300),
      trackId: z.string().max(130),
      profileId: z.string().max(80).optional(),
      profile: z.unknown().optional(),
    }),
    z.object({ heartbeatKey: z.string().max(64) }),
    EVERYONE,
  ),
  'session.run': method(z.strictObject({ sessionId, request: wireRunRequest }), done, EVERYONE),
  'session.pause': method(session, done, EVERYONE),
  'session.resume': method(session, done, EVERYONE),
  'session.step': method(session, done, EVERYONE),
  'session.debug': method(z.strictObject({ sessionId, command: wireDebugCommand }), done, EVERYONE),
  'session.stop': method(session, done, EVERYONE),
  /** Told a few dozen times a second; a page that tells more is slowed by its rate limit as with any other request. */
  'session.tell': method(z.strictObject({ sessionId, news: outsideNewsSchema }), done, EVERYONE),
  'session.measure': method(session, carMeasures, EVERYONE),
  'session.spin': method(z.strictObject({ sessionId, leftPercent: power, rightPercent: power, ms: tryMs }), done, EVERYONE),
  'session.try': method(
    z.strictObject({ sessionId, output: z.enum(['led', 'tone', 'servo', 'display']), values: z.array(portValue).max(4), ms: tryMs }),
    done,
    EVERYONE,
  ),
  'session.name': method(z.strictObject({ sessionId, name: z.string().max(CAR_NAME_BYTES_MAX) }), done, EVERYONE),
  'session.calibrate': method(z.strictObject({ sessionId, calibration: carCalibrationSchema }), done, EVERYONE),
  'session.close': method(session, done, EVERYONE),
} as const;
