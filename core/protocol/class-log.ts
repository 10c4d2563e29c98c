/**
 * The log between a station bridge and its class bridge. Layer: protocol. Spec: docs/protocols/class.md, "The log".
 * Append-only on the station; sent in order, from the last entry that was acknowledged; an entry that comes twice changes nothing.
 */
import { z } from 'zod';
import { projectOfAnyVersion } from '../project/migrations.ts';
import { projectSchema } from '../project/project.ts';
import { PICTURES_AT_ONCE } from './picture-views.ts';
import { PROGRESS_ENTRIES_MAX, progressEntry } from './progress-views.ts';

export const PUSH_ENTRIES_MAX = 50;
/** Of one push, as JSON; well under a message's limit. A single entry may be larger. */
export const PUSH_BYTES_MAX = 1_000_000;

const ulid = projectSchema.shape.id;

const logBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('project'), project: projectOfAnyVersion }),
  z.strictObject({ kind: z.literal('project-removed'), projectId: ulid }),
  /** To be merged, as a page's own. */
  z.strictObject({ kind: z.literal('progress'), entries: z.array(progressEntry).min(1).max(PROGRESS_ENTRIES_MAX) }),
  /** The recording has been sent with `runs.*` before this entry. */
  z.strictObject({ kind: z.literal('run'), runId: ulid }),
  /** Drawn, changed or removed; it has been sent with `tracks.*` before this entry. */
  z.strictObject({ kind: z.literal('track'), trackId: z.string().min(1).max(80) }),
  /** They have been sent with `pictures.save` before this entry. */
  z.strictObject({ kind: z.literal('pictures'), projectId: ulid, ids: z.array(ulid).min(1).max(PICTURES_AT_ONCE) }),
]);
export type LogBody = z.output<typeof logBody>;

export const logEntry = z.strictObject({
  /** ULID, rising on its own bridge. */
  id: ulid,
  studentId: ulid,
  /** By the station's clock, which may be wrong: never used to choose between two versions. */
  atMs: z.number().int().nonnegative(),
  body: logBody,
});
export type LogEntry = z.output<typeof logEntry>;
