/** A class as its pages see it. Layer: protocol. Spec: docs/protocols/class.md. */
import { z } from 'zod';
import { projectOfAnyVersion } from '../project/migrations.ts';
import { projectSchema } from '../project/project.ts';
import { wireFault } from './wire-values.ts';

export const NICKNAME_CHARS_MAX = 20;
export const SEAT_CHARS_MAX = 10;
export const CLASS_TITLE_CHARS_MAX = 40;
/** Of one class; a teacher's page holds all of them. */
export const STUDENTS_MAX = 300;
const TIMER_S_MAX = 4 * 3600;

const ulid = projectSchema.shape.id;
const shortId = z.string().min(1).max(80);
/** No control characters and nothing that turns text around: a name is shown on other people's screens. */
const plainText = (charsMax: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(charsMax)
    .regex(/^[^\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]+$/u);

export const studentId = ulid;
export const nickname = plainText(NICKNAME_CHARS_MAX);
export const seat = plainText(SEAT_CHARS_MAX);
export const classTitle = plainText(CLASS_TITLE_CHARS_MAX);
/** Letters and digits that cannot be taken for one another, see bridge/class/join-code.ts; typed in any case, with blanks or hyphens. */
export const typedCode = z.string().min(1).max(20);

/** What a station says of itself, newest only. Everything in it is the page's word: it is shown, never trusted. */
export const stationReport = z.strictObject({
  lesson: z.strictObject({ packId: shortId, lessonId: shortId }).optional(),
  /** The lesson's step. */
  step: z.strictObject({ id: shortId, index: z.number().int().min(0).max(999), count: z.number().int().min(1).max(1000) }).optional(),
  lastCheck: z.strictObject({ stepId: shortId, passed: z.boolean() }).optional(),
  /** 'simulator', or a device's label. */
  robot: z.string().max(80),
  running: z.boolean(),
  /** `file`: its path, where it is not the main one. */
  lastError: z.strictObject({ ...wireFaultShape(), file: z.string().max(80).optional(), line: z.number().int().optional() }).optional(),
  handUp: z.boolean(),
  projectName: z.string().max(80).optional(),
  /** What is open: `class.work` shows it. */
  projectId: ulid.optional(),
});
export type StationReport = z.output<typeof stationReport>;

function wireFaultShape() {
  return { code: z.string().max(80), params: z.record(z.string().max(80), z.union([z.string().max(200), z.number(), z.boolean()])) };
}

export const collectedWork = z.object({
  studentId: ulid,
  projectId: ulid,
  name: z.string(),
  version: z.number().int().positive(),
  collectedAtMs: z.number(),
});
export type CollectedWork = z.output<typeof collectedWork>;

/** One card of the board. */
export const stationView = z.object({
  student: z.object({ id: ulid, nickname: z.string(), seat: z.string().optional() }),
  /** To come back with on another computer. */
  personalCode: z.string(),
  connected: z.boolean(),
  /** How it sits: a page of this bridge ('page'), or a bridge of its own ('bridge'). */
  via: z.enum(['page', 'bridge']),
  locked: z.boolean(),
  report: stationReport.optional(),
  /** Since when, by this bridge's clock: connected or gone, running or not, hand up. */
  connectedSinceMs: z.number(),
  runningSinceMs: z.number(),
  handUpSinceMs: z.number(),
  collected: collectedWork.optional(),
});
export type StationView = z.output<typeof stationView>;

export const handout = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('lesson'), id: ulid, packId: shortId, lessonId: shortId }),
  z.strictObject({ kind: z.literal('program'), id: ulid, project: projectOfAnyVersion }),
]);
/** What the teacher sent to all last; `id` is new each time, so that a page opens it once. */
export type Handout = z.output<typeof handout>;

/** The class of this bridge, for its staff. */
export const classView = z.object({
  id: ulid,
  title: z.string(),
  /** Readable from the back row: `ABC-DEF`. */
  code: z.string(),
  codeExpiresAtMs: z.number(),
  openedAtMs: z.number(),
  /** Everybody, and whoever joins later. */
  locked: z.boolean(),
  lockMessage: z.string().optional(),
  /** By this bridge's clock. */
  timerEndsAtMs: z.number().optional(),
  handout: handout.optional(),
});
export type ClassView = z.output<typeof classView>;

export const classState = z.object({
  /** Absent: no class is open. */
  class: classView.optional(),
  stations: z.array(stationView),
  /** This bridge's clock when it answered, to show "since" by. */
  nowMs: z.number(),
});
export type ClassState = z.output<typeof classState>;

/** What a student's page knows of its class. */
export const seatView = z.object({
  student: z.object({ id: ulid, nickname: z.string(), seat: z.string().optional() }),
  personalCode: z.string(),
  classTitle: z.string(),
  locked: z.boolean(),
  lockMessage: z.string().optional(),
  timerLeftS: z.number().optional(),
  handout: handout.optional(),
  /** Of a station bridge: how it stands to the class bridge. 'here': this is the class bridge. */
  school: z.object({ state: z.enum(['here', 'online', 'offline', 'refused']), unsent: z.number().int(), problem: wireFault.optional() }),
});
export type SeatView = z.output<typeof seatView>;

/** What the teacher does to all stations, or to some. */
const lockMessage = z.string().trim().max(60);
export const classCommand = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('stop') }),
  z.strictObject({ kind: z.literal('lock'), message: lockMessage.optional() }),
  z.strictObject({ kind: z.literal('unlock') }),
  z.strictObject({ kind: z.literal('open-lesson'), packId: shortId, lessonId: shortId }),
  z.strictObject({ kind: z.literal('open-program'), project: projectOfAnyVersion }),
  /** 0 ends it. */
  z.strictObject({ kind: z.literal('timer'), seconds: z.number().int().min(0).max(TIMER_S_MAX) }),
  z.strictObject({ kind: z.literal('lower-hand') }),
]);
export type ClassCommand = z.output<typeof classCommand>;

/** The same as it reaches a station; `handoutId` goes with what is handed out. */
export const stationCommand = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('stop') }),
  z.strictObject({ kind: z.literal('lock'), message: lockMessage.optional() }),
  z.strictObject({ kind: z.literal('unlock') }),
  z.strictObject({ kind: z.literal('open-lesson'), handoutId: ulid, packId: shortId, lessonId: shortId }),
  z.strictObject({ kind: z.literal('open-program'), handoutId: ulid, project: projectOfAnyVersion }),
  z.strictObject({ kind: z.literal('timer'), seconds: z.number().int().min(0).max(TIMER_S_MAX) }),
  /** The teacher has been there: the page reports `handUp: false`. */
  z.strictObject({ kind: z.literal('lower-hand') }),
  /** Save what is unsaved now, then call `class.handIn` with the open project. */
  z.strictObject({ kind: z.literal('collect') }),
]);
export type StationCommand = z.output<typeof stationCommand>;

/** One row of results. Times in ms, absent where there is none. */
export const studentResult = z.object({
  studentId: ulid,
  nickname: z.string(),
  seat: z.string().optional(),
  lessons: z.array(
    z.object({
      packId: z.string(),
      lessonId: z.string(),
      requiredDone: z.number().int(),
      requiredCount: z.number().int(),
      optionalDone: z.number().int(),
      optionalCount: z.number().int(),
    }),
  ),
  lastCheck: z.object({ stepId: z.string(), passed: z.boolean() }).optional(),
  runs: z.number().int(),
  bestLapMs: z.number().optional(),
  projects: z.number().int(),
  lastSeenAtMs: z.number(),
});
export type StudentResult = z.output<typeof studentResult>;
