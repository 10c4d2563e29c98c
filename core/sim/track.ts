/**
 * Track format version 1: floor, lines, walls, start, gates and rules of one track. Layer: sim. Specification: docs/protocols/track.md.
 * Floor frame: origin at the lower left corner, x right, y up, mm. Bearings and headings in degrees, 0 = up, clockwise positive.
 */
import { z } from 'zod';
import { fail, ok, type Result } from '../base/result.ts';
import { rulesSchema } from './rules.ts';
import { parseDocument, type DocumentProblem, type Migration } from '../base/versioned-document.ts';

const TRACK_VERSION = 1;

const MIGRATIONS: readonly Migration[] = [];

const FLOOR_SIDE_MM_MAX = 10_000;
const COORDINATE_MM_MAX = 20_000;
const LINES_MAX = 1000;
const WALLS_MAX = 500;
const CHECKPOINTS_MAX = 100;

const coordinate = z.number().min(-COORDINATE_MM_MAX).max(COORDINATE_MM_MAX);
const point = z.strictObject({ xMm: coordinate, yMm: coordinate });
const color = z.string().regex(/^#[0-9a-fA-F]{6}$/);
const localized = z.strictObject({ 'zh-CN': z.string().min(1).max(80), en: z.string().min(1).max(80) });
const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const lineWidthMm = z.number().min(1).max(500);
const bearing = z.number().min(-720).max(720);

const segment = z.strictObject({
  shape: z.literal('segment'),
  from: point,
  to: point,
  widthMm: lineWidthMm,
  color: color.default('#000000'),
});
const arc = z.strictObject({
  shape: z.literal('arc'),
  center: point,
  radiusMm: z.number().min(1).max(COORDINATE_MM_MAX),
  /** Bearings as seen from the centre; the arc goes clockwise from `fromDeg` to `toDeg`, at most once around. */
  fromDeg: bearing,
  toDeg: bearing,
  widthMm: lineWidthMm,
  color: color.default('#000000'),
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
  lines: z.array(z.discriminatedUnion('shape', [segment, arc])).max(LINES_MAX),
  walls: z.array(z.strictObject({ from: point, to: point })).max(WALLS_MAX),
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
export type Gate = z.infer<typeof gate>;
export type Point = z.infer<typeof point>;

export type TrackFaultCode =
  | `track.${DocumentProblem}`
  | 'track.start-off-floor' // {xMm, yMm}
  | 'track.zero-length' // {path}
  | 'track.bad-arc' // {path}: not clockwise, or more than once around
  | 'track.same-id'; // {path, id}

const samePoint = (a: Point, b: Point): boolean => a.xMm === b.xMm && a.yMm === b.yMm;

function checkLine(line: TrackLine, path: string): Result<void, TrackFaultCode> {
  if (line.shape === 'segment') return samePoint(line.from, line.to) ? fail('track.zero-length', { path }) : ok(undefined);
  const sweep = line.toDeg - line.fromDeg;
  return sweep > 0 && sweep <= 360 ? ok(undefined) : fail('track.bad-arc', { path });
}

/** What a schema cannot say. */
function checkGeometry(track: Track): Result<Track, TrackFaultCode> {
  for (const [i, line] of track.lines.entries()) {
    const checked = checkLine(line, `lines[${i}]`);
    if (!checked.ok) return checked;
  }
  for (const [i, wall] of track.walls.entries()) {
    if (samePoint(wall.from, wall.to)) return fail('track.zero-length', { path: `walls[${i}]` });
  }
  const seen = new Set<string>();
  for (const [i, checkpoint] of track.checkpoints.entries()) {
    if (samePoint(checkpoint.gate.left, checkpoint.gate.right)) return fail('track.zero-length', { path: `checkpoints[${i}].gate` });
    if (seen.has(checkpoint.id)) return fail('track.same-id', { path: `checkpoints[${i}].id`, id: checkpoint.id });
    seen.add(checkpoint.id);
  }
  if (track.finish !== null && samePoint(track.finish.left, track.finish.right)) return fail('track.zero-length', { path: 'finish' });
  const { start, floor } = track;
  const onFloor = start.xMm >= 0 && start.xMm <= floor.widthMm && start.yMm >= 0 && start.yMm <= floor.heightMm;
  return onFloor ? ok(track) : fail('track.start-off-floor', { xMm: start.xMm, yMm: start.yMm });
}

/** A checked copy. Errors: `TrackFaultCode`, each with the path of what is wrong. */
export function parseTrack(json: unknown): Result<Track, TrackFaultCode> {
  const parsed = parseDocument(json, { name: 'guiji-track', version: TRACK_VERSION, migrations: MIGRATIONS, schema: trackSchema }, 'track');
  return parsed.ok ? checkGeometry(parsed.value) : parsed;
}
