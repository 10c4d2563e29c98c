/**
 * Schema of a track, format version 3. Layer: sim. Specification: docs/protocols/track.md.
 * Floor frame: origin at the lower left corner, x right, y up, mm. Bearings and headings in degrees, 0 = up, clockwise positive.
 */
import { z } from 'zod';
import { rulesSchema } from './rules.ts';

export const TRACK_VERSION = 4;

const FLOOR_SIDE_MM_MAX = 10_000;
const COORDINATE_MM_MAX = 20_000;
const LINES_MAX = 1000;
const ZONES_MAX = 100;
const POLYGON_POINTS_MAX = 64;
const WALLS_MAX = 500;
const BOXES_MAX = 50;
const RAMPS_MAX = 20;
const CHECKPOINTS_MAX = 100;
/** As long as a minute; a track is no waiting room. */
const STOP_MS_MAX = 60_000;

const coordinate = z.number().min(-COORDINATE_MM_MAX).max(COORDINATE_MM_MAX);
const point = z.strictObject({ xMm: coordinate, yMm: coordinate });
const color = z.string().regex(/^#[0-9a-fA-F]{6}$/);
const localized = z.strictObject({ 'zh-CN': z.string().min(1).max(80), en: z.string().min(1).max(80) });
const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const lengthMm = z.number().min(1).max(COORDINATE_MM_MAX);
const bearing = z.number().min(-720).max(720);

const drawn = {
  widthMm: z.number().min(1).max(500),
  color: color.default('#000000'),
  /** So much line, so much floor, and again, from the beginning on; its pieces have square ends. Absent: unbroken, with round ends. */
  dash: z.strictObject({ onMm: lengthMm, offMm: lengthMm }).optional(),
};

const segment = z.strictObject({ shape: z.literal('segment'), from: point, to: point, ...drawn });
const arc = z.strictObject({
  shape: z.literal('arc'),
  center: point,
  radiusMm: lengthMm,
  /** Bearings as seen from the centre; the arc goes clockwise from `fromDeg` to `toDeg`, at most once around. */
  fromDeg: bearing,
  toDeg: bearing,
  ...drawn,
});
/** A cubic Bézier curve. */
const curve = z.strictObject({ shape: z.literal('curve'), from: point, control1: point, control2: point, to: point, ...drawn });

const rectangle = z.strictObject({
  shape: z.literal('rectangle'),
  center: point,
  widthMm: lengthMm,
  heightMm: lengthMm,
  /** Which way its height points. */
  headingDeg: bearing.default(0),
});
const disc = z.strictObject({ shape: z.literal('disc'), center: point, radiusMm: lengthMm });
const polygon = z.strictObject({ shape: z.literal('polygon'), points: z.array(point).min(3).max(POLYGON_POINTS_MAX) });

const zone = z.strictObject({
  id,
  area: z.discriminatedUnion('shape', [rectangle, disc, polygon]),
  /** Painted on the floor, under the lines; null: not to be seen. */
  color: color.nullable().default(null),
  /** A stop zone: the car has stopped there once it has stood in it for so long. null: it is none. */
  stopMs: z.number().int().min(1).max(STOP_MS_MAX).nullable().default(null),
  /** So many boxes are to be pushed into it. null: none. */
  boxes: z.number().int().min(1).max(BOXES_MAX).nullable().default(null),
  /** How bright it is there, where the sun shines in (100) or it is dark; null: as in the room. */
  lightPercent: z.number().min(0).max(100).nullable().default(null),
});

/** Stands on the floor until something pushes it. */
const box = z.strictObject({
  center: point,
  widthMm: z.number().min(10).max(1000),
  /** Along its heading. */
  lengthMm: z.number().min(10).max(1000),
  /** Drawn only: a sonar sees every box. */
  heightMm: z.number().min(5).max(500).default(60),
  headingDeg: bearing.default(0),
  massG: z.number().min(1).max(5000),
  color: color.default('#c9a26b'),
});

/** Along its heading it leads up, over a flat top, and down again. */
const ramp = z.strictObject({
  center: point,
  widthMm: z.number().min(50).max(2000),
  /** All of it, seen from above. */
  lengthMm: z.number().min(50).max(5000),
  /** Of the flat top. */
  topMm: z.number().min(0).max(5000),
  heightMm: z.number().min(1).max(300),
  headingDeg: bearing.default(0),
});

/** Two posts. It counts when the car passes between them with `left` on its left and `right` on its right. */
const gate = z.strictObject({ left: point, right: point });

export const trackSchema = z.strictObject({
  format: z.literal('guiji-track'),
  version: z.literal(TRACK_VERSION),
  id,
  name: localized,
  floor: z.strictObject({
    widthMm: z.number().min(100).max(FLOOR_SIDE_MM_MAX),
    heightMm: z.number().min(100).max(FLOOR_SIDE_MM_MAX),
    color: color.default('#ffffff'),
  }),
  /** Drawn in this order: a later colour covers an earlier one. */
  lines: z.array(z.discriminatedUnion('shape', [segment, arc, curve])).max(LINES_MAX),
  /** Under all lines, in this order. */
  zones: z.array(zone).max(ZONES_MAX).default([]),
  walls: z.array(z.strictObject({ from: point, to: point })).max(WALLS_MAX),
  boxes: z.array(box).max(BOXES_MAX).default([]),
  ramps: z.array(ramp).max(RAMPS_MAX).default([]),
  /** Where the point midway between the wheels stands. */
  start: z.strictObject({ ...point.shape, headingDeg: bearing }),
  /** `loop`: a lap goes from the finish gate to the finish gate. `open`: from the start of the run to the finish gate. */
  course: z.enum(['loop', 'open']),
  /** In the order in which a lap must pass them. */
  checkpoints: z.array(z.strictObject({ id, gate })).max(CHECKPOINTS_MAX),
  finish: gate.nullable(),
  rules: rulesSchema,
});

export type Track = z.infer<typeof trackSchema>;
export type TrackLine = Track['lines'][number];
export type TrackZone = Track['zones'][number];
export type TrackArea = TrackZone['area'];
export type TrackBox = Track['boxes'][number];
export type TrackRamp = Track['ramps'][number];
export type Gate = z.infer<typeof gate>;
export type Point = z.infer<typeof point>;
