/** What the referee counts, as data: rules format version 2. Layer: sim. Specification: docs/protocols/rules.md. Times in ms, lengths in mm. */
import { z } from 'zod';
import type { Result } from '../base/result.ts';
import { parseDocument, type DocumentProblem, type Migration } from '../base/versioned-document.ts';

const RULES_VERSION = 2;

/** 1 → 2: a car was judged by its sensor bar, nothing else. A track of version 1 holds such rules. */
export const rulesFromVersion1: Migration = (document) => {
  const { offLine } = document;
  const judged = typeof offLine === 'object' && offLine !== null ? { judged: 'sensors', ...offLine } : offLine;
  return { ...document, version: 2, offLine: judged };
};

const MIGRATIONS: readonly Migration[] = [rulesFromVersion1];

const HOUR_MS = 3_600_000;
const durationMs = z.number().int().min(0).max(HOUR_MS);

export const rulesSchema = z.strictObject({
  format: z.literal('guiji-rules'),
  version: z.literal(RULES_VERSION),
  /** The car has finished after so many laps; null: it may go on for ever. */
  lapsToFinish: z.number().int().min(1).max(1000).nullable(),
  /** The referee calls the time; null: no limit. */
  timeLimitMs: durationMs.min(1).nullable(),
  offLine: z.strictObject({
    /**
     * What must not be too far from the line: the middle of the sensor bar, the point midway between the wheels, or every part of the body
     * (its projection on the floor: off once none of it is near).
     */
    judged: z.enum(['sensors', 'axle', 'body']),
    /** So far from the nearest edge of a line. */
    toleranceMm: z.number().min(0).max(1000),
    /** Shorter excursions do not count. */
    graceMs: durationMs,
  }),
  collision: z.strictObject({
    /** Touches that follow one another more closely are one collision. */
    graceMs: durationMs,
  }),
});

export type Rules = z.infer<typeof rulesSchema>;
export type RulesFaultCode = `rules.${DocumentProblem}`;

export const DEFAULT_RULES: Rules = {
  format: 'guiji-rules',
  version: RULES_VERSION,
  lapsToFinish: null,
  timeLimitMs: null,
  offLine: { judged: 'sensors', toleranceMm: 40, graceMs: 200 },
  collision: { graceMs: 300 },
};

/** Errors: see `DocumentProblem`, each with the path of the field. */
export function parseRules(json: unknown): Result<Rules, RulesFaultCode> {
  return parseDocument(json, { name: 'guiji-rules', version: RULES_VERSION, migrations: MIGRATIONS, schema: rulesSchema }, 'rules');
}
