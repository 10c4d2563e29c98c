/** The rules by which a run is scored, as data: contest rules version 2. Layer: contest. Specification: docs/protocols/contest-rules.md. */
import { z } from 'zod';
import { localTextSchema } from '../base/local-text.ts';
import type { Result } from '../base/result.ts';
import { parseDocument, type DocumentProblem, type Migration } from '../base/versioned-document.ts';

const CONTEST_RULES_VERSION = 2;

const MIGRATIONS: readonly Migration[] = [
  // 1 → 2: stop zones came; what version 1 says means the same.
  (document) => ({ ...document, version: 2 }),
];

const NAME_CHARACTERS_MAX = 80;
const TEXT_CHARACTERS_MAX = 600;
const POINTS_MAX = 100_000;
const HOUR_MS = 3_600_000;

const points = z.number().min(0).max(POINTS_MAX);
const durationMs = z.number().int().min(1).max(HOUR_MS);
const text = localTextSchema(NAME_CHARACTERS_MAX);

/** Points fall in a straight line from `fullMs` (all of them) to `zeroMs` (none). */
const timed = z
  .strictObject({ text, points, fullMs: durationMs, zeroMs: durationMs })
  .refine(({ fullMs, zeroMs }) => fullMs < zeroMs, { path: ['zeroMs'] });
const penalty = z.strictObject({ text, points, pointsPerS: points.default(0), pointsMax: points });
const once = z.strictObject({ text, points });

export const contestRulesSchema = z.strictObject({
  format: z.literal('guiji-contest-rules'),
  version: z.literal(CONTEST_RULES_VERSION),
  /** Lower-case letters, digits and hyphens. */
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/).max(64), // prettier-ignore
  title: text,
  description: localTextSchema(TEXT_CHARACTERS_MAX),
  event: z.enum(['time-trial', 'delivery']),
  laps: z.strictObject({ text, wanted: z.number().int().min(1).max(100), pointsEach: points }),
  allLaps: once.optional(),
  bestLap: timed.optional(),
  totalTime: timed.optional(),
  /** A place passed on the way of a lap that did not count any more. */
  checkpoint: once.optional(),
  /** Standing in a stop zone for as long as it wants; each zone once. */
  stop: z.strictObject({ text, pointsEach: points }).optional(),
  /** So many different stop zones were stood in. */
  allStops: z.strictObject({ text, wanted: z.number().int().min(1).max(100), points }).optional(),
  penalties: z.strictObject({
    offLine: penalty.optional(),
    collision: penalty.optional(),
    missedCheckpoint: penalty.optional(),
    /** A stop zone was left before its time. */
    hastyStop: penalty.optional(),
    timeOver: once.optional(),
  }),
  limits: z.strictObject({ timeMs: durationMs.optional(), totalMin: z.number().min(-POINTS_MAX).max(POINTS_MAX), totalMax: points }),
  /** First decides, the next only where that is equal. */
  ranking: z.array(z.enum(['total', 'laps', 'best-lap', 'total-time', 'penalties'])).min(1).max(5), // prettier-ignore
});

export type ContestRules = z.infer<typeof contestRulesSchema>;
export type RankingKey = ContestRules['ranking'][number];
export type ContestRulesFaultCode = `contest-rules.${DocumentProblem}`;

/** Errors: see `DocumentProblem`, each with the path of the field. */
export function parseContestRules(json: unknown): Result<ContestRules, ContestRulesFaultCode> {
  const format = { name: 'guiji-contest-rules', version: CONTEST_RULES_VERSION, migrations: MIGRATIONS, schema: contestRulesSchema };
  return parseDocument(json, format, 'contest-rules');
}
