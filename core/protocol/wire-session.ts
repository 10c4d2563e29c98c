/** Schemas of what a robot session sends and takes (robot-session.ts). Layer: protocol. */
import { z } from 'zod';
import { aiModelsSchema } from '../robot/ai-model.ts';
import type { PoseView, ProblemAtPlace, RunSummary, SourcePlace, TelemetryFrame } from '../run/run-types.ts';
import type { CodePosition, StatementStart, VariableView, VmView } from '../vm/vm.ts';
import { robotMessages } from '../robot/message.ts';
import { carAboutSchema } from '../robot/car-about.ts';
import { TUNERS_MAX, tunerSchema } from '../robot/tuner.ts';
import { BREAKPOINTS_MAX, type DebugCommand, type RunRequest, type SessionEvent, type SessionStatus } from './robot-session.ts';
import { wireProjectId } from './bridge-views.ts';
import { wireBytes, wireNumber, wireParams } from './wire-values.ts';

const offset = z.number().int().nonnegative();

const SOURCE_FILES_MAX = 50;

const breakpoints: z.ZodType<readonly StatementStart[]> = z
  .array(z.strictObject({ file: z.number().int().min(0).max(SOURCE_FILES_MAX), start: offset }))
  .max(BREAKPOINTS_MAX);

export const wireRunRequest: z.ZodType<RunRequest> = z.strictObject({
  source: z.array(z.strictObject({ path: z.string().max(200), text: z.string().max(1_000_000) })).max(SOURCE_FILES_MAX),
  bytecode: wireBytes,
  profileId: z.string().max(80),
  profile: z.unknown().optional(),
  trackId: z.string().max(130),
  track: z.unknown().optional(),
  seed: z.number().int(),
  numbers: z.enum(['double', 'single']).optional(),
  project: z.strictObject({ id: wireProjectId, name: z.string().max(80) }).optional(),
  models: aiModelsSchema.optional(),
  speed: z.number().positive(),
  breakpoints,
});

const poseFields = { xMm: wireNumber, yMm: wireNumber, headingDeg: wireNumber };
const pose: z.ZodType<PoseView> = z.object(poseFields);

const wireTelemetryFrame: z.ZodType<TelemetryFrame> = z.object({
  atMs: z.number(),
  pose: pose.optional(),
  leftPercent: wireNumber,
  rightPercent: wireNumber,
  speedMmPerS: wireNumber.optional(),
  line: z.array(wireNumber).max(16),
  sonarMm: z.number().nullable(),
  led: z.string().max(40),
  toneHz: wireNumber,
  lap: z.number(),
  lapStartedAtMs: z.number(),
  lastLapMs: z.number().optional(),
  aiLabel: z.string().max(60).optional(),
  boxes: z.array(pose).max(50).optional(),
  others: z
    .array(z.object({ ...poseFields, car: z.number() }))
    .max(7)
    .optional(),
});

const problem: z.ZodType<ProblemAtPlace> = z.object({
  code: z.string().max(80),
  params: wireParams,
  file: offset.optional(),
  line: z.number().int().optional(),
  column: z.number().int().optional(),
  start: offset.optional(),
  end: offset.optional(),
});

const place: z.ZodType<SourcePlace> = z.object({ file: offset, start: offset, end: offset });

const wireStatus: z.ZodType<SessionStatus> = z.object({
  state: z.enum(['connecting', 'ready', 'running', 'paused', 'lost']),
  problem: problem.optional(),
});

const position: z.ZodType<CodePosition> = z.object({
  functionIndex: z.number().int(),
  pc: z.number().int(),
  file: z.number().int(),
  start: z.number().int(),
  end: z.number().int(),
});

const variable: z.ZodType<VariableView> = z.object({
  name: z.string(),
  text: z.string().max(1000),
  type: z.enum(['number', 'string', 'boolean', 'array', 'function', 'undefined', 'null', 'object']),
  at: z.string().max(200),
  parts: z.lazy(() => z.array(variable)).optional(),
  hiddenParts: z.number().optional(),
});

const frame = z.object({ functionName: z.string(), position, variables: z.array(variable) });

const vmView: z.ZodType<VmView> = z.object({
  fibers: z.array(
    z.object({
      id: z.number().int(),
      state: z.enum(['ready', 'sleeping', 'waiting', 'done']),
      wakeAtMs: wireNumber.optional(),
      frames: z.array(frame),
    }),
  ),
  globals: z.array(variable),
});

const logEntry = z.object({ atS: z.number(), text: z.string() });

const wireRunSummary: z.ZodType<RunSummary> = z.object({
  ended: z.enum(['finished', 'stopped', 'time-limit', 'error']),
  simTimeS: z.number(),
  instructions: z.number(),
  distanceMm: wireNumber,
  finalPose: pose,
  laps: z.number(),
  lapTimesS: z.array(z.number()),
  checkpoints: z.array(z.object({ id: z.string(), atS: z.number() })),
  offLine: z.object({ count: z.number(), totalS: z.number() }),
  collisions: z.number(),
  log: z.array(logEntry),
  plots: z.record(z.string(), z.array(z.tuple([z.number(), wireNumber]))),
  digest: z.string(),
  error: problem.optional(),
});

const timeline = z.object({ fromMs: z.number(), toMs: z.number() });

const VARIABLE_PLACE_LENGTH_MAX = 200;
const EDITED_TEXT_LENGTH_MAX = 1000;

export const wireDebugCommand: z.ZodType<DebugCommand> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('step'), how: z.enum(['into', 'over', 'out']) }),
  z.strictObject({ kind: z.literal('step-back') }),
  z.strictObject({ kind: z.literal('rewind'), toMs: z.number() }),
  z.strictObject({
    kind: z.literal('edit'),
    change: z.strictObject({
      at: z.string().max(VARIABLE_PLACE_LENGTH_MAX),
      value: z.union([wireNumber, z.boolean(), z.string().max(EDITED_TEXT_LENGTH_MAX)]),
    }),
  }),
  z.strictObject({ kind: z.literal('breakpoints'), points: breakpoints }),
  z.strictObject({ kind: z.literal('speed'), speed: z.number().positive() }),
]);

export const wireSessionEvent: z.ZodType<SessionEvent> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('status'), status: wireStatus }),
  z.object({ kind: z.literal('telemetry'), frames: z.array(wireTelemetryFrame) }),
  z.object({ kind: z.literal('log'), entries: z.array(z.object({ atMs: z.number(), text: z.string() })) }),
  z.object({ kind: z.literal('plot'), points: z.array(z.object({ atMs: z.number(), name: z.string(), value: wireNumber })) }),
  z.object({
    ...{ kind: z.literal('paused'), atMs: z.number(), place: place.optional(), view: vmView },
    ...{ fiber: z.number().optional(), timeline: timeline.optional(), frame: wireTelemetryFrame.optional() },
  }),
  z.object({
    kind: z.literal('link'),
    link: z.object({
      ...{ medianMs: z.number(), worstMs: z.number(), programEveryMs: z.number().optional() },
      silentParts: z.array(z.string().max(40)).max(24),
      stopsAlone: z.boolean(),
    }),
  }),
  z.object({ kind: z.literal('car'), car: carAboutSchema }),
  z.object({ kind: z.literal('branched'), atMs: z.number() }),
  z.object({ kind: z.literal('tuners'), tuners: z.array(tunerSchema).max(TUNERS_MAX) }),
  z.object({ kind: z.literal('sent'), messages: robotMessages }),
  z.object({ kind: z.literal('ended'), summary: wireRunSummary }),
]);
