/**
 * What proves a lesson's checks: `lessons/<id>/proof/proof.json` beside programs, never packed. Layer: bridge/packs.
 * Specification: docs/protocols/step-checks.md, "Proof".
 */
import { z } from 'zod';

const SEEDS_MAX = 20;
const CASES_MAX = 100;
const MODELS_AND_NEWS_MAX = 50;
/** Robot time of a run that nobody stops. */
const DEFAULT_LIMIT_S = 60;
const LIMIT_S_MAX = 600;

const seconds = z.number().min(0).max(LIMIT_S_MAX);
const seeds = z.array(z.number().int().min(0)).min(1).max(SEEDS_MAX);

const attempt = {
  step: z.string(),
  /** Beside proof.json; absent where the step asks questions only. */
  program: z.string().optional(),
  answers: z.record(z.string(), z.string()).default({}),
  limitS: z.number().min(1).max(LIMIT_S_MAX).default(DEFAULT_LIMIT_S),
  /** What the camera's model says from that robot time on; the first label is "none of these". */
  sees: z
    .array(z.strictObject({ atS: seconds, label: z.string().max(60), confidence: z.number().min(0).max(100).default(95) }))
    .max(MODELS_AND_NEWS_MAX)
    .default([]),
  /** Models of the project (core/robot/ai-model.ts as JSON), beside proof.json. */
  models: z.array(z.string()).max(MODELS_AND_NEWS_MAX).default([]),
  /** Instead of the lesson's. */
  seeds: seeds.optional(),
};

export const proofSchema = z.strictObject({
  /** Each program is run with each: cars differ. */
  seeds,
  /** Passes every check of its step. */
  solutions: z.array(z.strictObject(attempt)).max(CASES_MAX),
  /** Plausible, and refused for the reason named. */
  wrong: z.array(z.strictObject({ ...attempt, code: z.string() })).max(CASES_MAX),
});

export type Proof = z.infer<typeof proofSchema>;
export type ProofAttempt = Proof['solutions'][number];
