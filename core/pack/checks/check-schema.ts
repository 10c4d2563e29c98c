/**
 * Step checks as data: what a step asks of the program, of its run and of the student's answers. Layer: pack.
 * Specification: docs/protocols/step-checks.md. `evaluate.ts` judges them.
 */
import { z } from 'zod';
import { localTextSchema } from '../../base/local-text.ts';
import { isApiName, type ApiName } from '../../robot/api-table.ts';
import { CONSTRUCTS } from '../../robot/program-facts.ts';

/** `all`, `any` and `not` stand at most so deep in one another. */
const CHECK_DEPTH_MAX = 4;
const PARTS_MAX = 20;
const NAMES_MAX = 20;
const ZONES_MAX = 20;
const EVENTS_MAX = 20;
const REASON_CHARACTERS_MAX = 200;
const TEXT_CHARACTERS_MAX = 200;
const COUNT_MAX = 100_000;
const SECONDS_MAX = 3600;
const FLOOR_MM_MAX = 20_000;

const count = z.number().int().min(0).max(COUNT_MAX);
const seconds = z.number().min(0).max(SECONDS_MAX);
const mm = z.number().min(-FLOOR_MM_MAX).max(FLOOR_MM_MAX);
const text = z.string().min(1).max(TEXT_CHARACTERS_MAX);
const id = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const trackReference = z
  .string()
  .max(121)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*(\/[a-z0-9]+(-[a-z0-9]+)*)?$/);
const apiName = z.custom<ApiName>((value) => typeof value === 'string' && isApiName(value)).meta({ type: 'string' });
const apiNames = z.array(apiName).min(1).max(NAMES_MAX);
const construct = z.enum(CONSTRUCTS);
/** From, to; both belong to it. */
const mmRange = z.tuple([mm, mm]).refine(([from, to]) => from <= to);

/** A rectangle of the floor; a side that is left out reaches to the wall. */
const zoneSchema = z.strictObject({ xMm: mmRange.optional(), yMm: mmRange.optional() });
export type Zone = z.infer<typeof zoneSchema>;

/** Says in the teacher's own words why it failed; `{name}` places are filled in. Without it the product's sentence stands. */
const said = { reason: localTextSchema(REASON_CHARACTERS_MAX).optional() };
const counted = { atLeast: count.optional(), atMost: count.optional() };

const ofProgram = [
  /** How often these functions of the robot are called, all of `names` together. */
  z.strictObject({ kind: z.literal('uses'), names: apiNames, ...counted, inside: construct.optional(), ...said }),
  z.strictObject({ kind: z.literal('construct'), construct, ...counted, ...said }),
  z.strictObject({ kind: z.literal('statements'), ...counted, ...said }),
  /** Some condition hangs on what one of `names` gave. */
  z.strictObject({ kind: z.literal('decides-by'), names: apiNames, ...said }),
  /** Some call of one of `names` is given a value that hangs on what one of `on` gave. */
  z.strictObject({ kind: z.literal('depends'), names: apiNames, on: apiNames, ...said }),
] as const;

const SENSED = ['line-dark', 'line-lost', 'sonar-below', 'ai-sees'] as const;
const REACTIONS = ['stops', 'turns-left', 'turns-right', 'backs-up', 'changes'] as const;

const ofRun = [
  z.strictObject({ kind: z.literal('track'), ids: z.array(trackReference).min(1).max(NAMES_MAX), ...said }),
  z.strictObject({ kind: z.literal('ended'), as: z.array(z.enum(['finished', 'stopped', 'time-limit', 'error'])).min(1), ...said }),
  z.strictObject({ kind: z.literal('time'), atLeastS: seconds.optional(), atMostS: seconds.optional(), ...said }),
  z.strictObject({ kind: z.literal('distance'), atLeastMm: mm.optional(), atMostMm: mm.optional(), ...said }),
  z.strictObject({ kind: z.literal('laps'), ...counted, ...said }),
  /** The best lap. */
  z.strictObject({ kind: z.literal('lap-time'), atMostS: seconds, ...said }),
  z.strictObject({ kind: z.literal('off-line'), countAtMost: count.optional(), totalAtMostS: seconds.optional(), ...said }),
  z.strictObject({ kind: z.literal('collisions'), atMost: count, ...said }),
  z.strictObject({
    kind: z.literal('final-pose'),
    within: zoneSchema.optional(),
    headingDeg: z.strictObject({ near: z.number().min(-360).max(360), tolerance: z.number().min(0).max(180) }).optional(),
    ...said,
  }),
  /** The car's middle comes into each zone, in this order. */
  z.strictObject({ kind: z.literal('visits'), zones: z.array(zoneSchema).min(1).max(ZONES_MAX), ...said }),
  /** The car rests in the zone for so long, once the run has moved it. */
  z.strictObject({ kind: z.literal('stands'), within: zoneSchema.optional(), atLeastS: seconds, times: count.min(1).default(1), ...said }),
  /** Heading at the end against the start, clockwise positive, whole turns counted. */
  z.strictObject({ kind: z.literal('turned'), degrees: z.tuple([z.number().min(-36_000), z.number().max(36_000)]), ...said }),
  /** Whenever the sensors show `when` anew, the motors do `then` soon after: `atLeast` times in the run. */
  z.strictObject({
    kind: z.literal('reacts'),
    when: z.enum(SENSED),
    sonarMm: mm.min(0).optional(),
    /** Of `ai-sees`: one of these classes; without it any. */
    labels: z.array(text).min(1).max(NAMES_MAX).optional(),
    then: z.enum(REACTIONS),
    withinS: seconds.default(0.3),
    atLeast: count.min(1).default(1),
    ...said,
  }),
  z.strictObject({
    kind: z.literal('log'),
    contains: text.optional(),
    equals: text.optional(),
    number: z.strictObject({ near: z.number(), tolerance: z.number().min(0) }).optional(),
    atLeast: count.min(1).default(1),
    ...said,
  }),
  /** Every point of the curve between the two times lies between the two values. */
  z.strictObject({
    kind: z.literal('plot'),
    name: text,
    above: z.number().optional(),
    below: z.number().optional(),
    fromS: seconds.default(0),
    toS: seconds.optional(),
    pointsAtLeast: count.default(1),
    ...said,
  }),
  /** `checkpoint:west`, `lap`, `off-line`, `led:red`, `tone`, `log:你好` come in this order; others may lie between them. */
  z.strictObject({ kind: z.literal('order'), events: z.array(text).min(1).max(EVENTS_MAX), ...said }),
  /** At `atS`, or else at any time. */
  z.strictObject({ kind: z.literal('led'), color: text, atS: seconds.optional(), ...said }),
  z.strictObject({ kind: z.literal('tone'), atLeast: count.min(1).default(1), ...said }),
] as const;

const ofAnswers = [
  z.strictObject({ kind: z.literal('choice'), question: id, is: id, ...said }),
  z.strictObject({ kind: z.literal('number'), question: id, near: z.number(), tolerance: z.number().min(0).default(0), ...said }),
  /** Compared without spaces, case and full-width forms. */
  z.strictObject({ kind: z.literal('text'), question: id, among: z.array(text).min(1).max(NAMES_MAX), ...said }),
] as const;

const conditionSchema = z.discriminatedUnion('kind', [...ofProgram, ...ofRun, ...ofAnswers]);
export type Condition = z.infer<typeof conditionSchema>;
export type ConditionOf<K extends Condition['kind']> = Extract<Condition, { kind: K }>;

type Reason = z.infer<ReturnType<typeof localTextSchema>>;
export type Check =
  | Condition
  | { readonly kind: 'all'; readonly of: readonly Check[]; readonly reason?: Reason | undefined }
  | { readonly kind: 'any'; readonly of: readonly Check[]; readonly reason?: Reason | undefined }
  | { readonly kind: 'not'; readonly of: Check; readonly reason?: Reason | undefined };

/** Why levels and not recursion: what a file nests without end must not end in a full stack. */
function checkOfDepth(depth: number): z.ZodType<Check> {
  if (depth === 0) return conditionSchema;
  const inner = checkOfDepth(depth - 1);
  const parts = z.array(inner).min(1).max(PARTS_MAX);
  return z.union([
    conditionSchema,
    z.strictObject({ kind: z.literal('all'), of: parts, ...said }),
    z.strictObject({ kind: z.literal('any'), of: parts, ...said }),
    z.strictObject({ kind: z.literal('not'), of: inner, ...said }),
  ]);
}

export const checkSchema = checkOfDepth(CHECK_DEPTH_MAX);
