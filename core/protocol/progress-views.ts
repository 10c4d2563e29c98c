/**
 * How far a student has come in lessons: one entry a step. Layer: protocol. Spec: docs/protocols/bridge.md, "Progress".
 * Copies are kept in the browser, on a station's bridge and on the class's; they are merged, never replaced, so that it does not matter in
 * which order they meet.
 */
import { z } from 'zod';
import { localTextSchema } from '../base/local-text.ts';
import { ANSWER_CHARACTERS_MAX } from '../pack/checks/question-schema.ts';

/** Of one `progress.save`. */
export const PROGRESS_ENTRIES_MAX = 200;
const ATTEMPTS_MAX = 1_000_000;
const ANSWERS_MAX = 10;
const PARAM_CHARACTERS_MAX = 300;

const id = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const count = z.number().int().min(0).max(ATTEMPTS_MAX);
/** ms since 1970 by the page's clock, which may be wrong: shown, never compared. */
const atMs = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

const lastCheck = z.discriminatedUnion('passed', [
  z.strictObject({ passed: z.literal(true), atMs }),
  z.strictObject({
    passed: z.literal(false),
    atMs,
    code: z.string().max(80),
    params: z.record(z.string().max(80), z.union([z.string().max(PARAM_CHARACTERS_MAX), z.number(), z.boolean()])),
    /** The pack's own sentence. */
    reason: localTextSchema(PARAM_CHARACTERS_MAX).optional(),
  }),
]);

export const progressEntry = z.strictObject({
  packId: id,
  lessonId: id,
  stepId: id,
  /** As the manifest says: who counts results has no pack at hand. */
  kind: z.enum(['required', 'optional']),
  /** Steps of the lesson. */
  of: z.strictObject({ required: z.number().int().min(0).max(100), optional: z.number().int().min(0).max(100) }),
  /** Rises with every change on a page. */
  revision: count,
  /** Once done stays done. */
  doneAtMs: atMs.optional(),
  attempts: count,
  lastCheck: lastCheck.optional(),
  /** By question. */
  answers: z
    .record(id, z.string().max(ANSWER_CHARACTERS_MAX))
    .refine((answers) => Object.keys(answers).length <= ANSWERS_MAX)
    .default({}),
});
export type ProgressEntry = z.output<typeof progressEntry>;

export type ProgressPlace = Pick<ProgressEntry, 'packId' | 'lessonId' | 'stepId'>;

/** Ids hold no `/`. */
export function placeKey({ packId, lessonId, stepId }: ProgressPlace): string {
  return `${packId}/${lessonId}/${stepId}`;
}

function earlier(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
}

/** Of two copies of one step: what was changed more often says what was last; done in either is done, since the earlier moment. */
export function mergeProgress(a: ProgressEntry, b: ProgressEntry): ProgressEntry {
  const { doneAtMs: _done, ...newer } = b.revision >= a.revision ? b : a;
  const doneAtMs = earlier(a.doneAtMs, b.doneAtMs);
  return { ...newer, attempts: Math.max(a.attempts, b.attempts), ...(doneAtMs === undefined ? {} : { doneAtMs }) };
}
