/** Progress in lessons on the bridge's disk, each student's own. Layer: protocol. */
import { z } from 'zod';
import { done, EVERYONE, method, nothing } from '../method.ts';
import { PROGRESS_ENTRIES_MAX, progressEntry } from '../progress-views.ts';

const entries = z.array(progressEntry).readonly();

export const PROGRESS_METHODS = {
  /** Of whoever asks: all packs, all lessons. */
  'progress.list': method(nothing, z.strictObject({ entries }), EVERYONE),
  /** Merged with what is there, see core/protocol/progress-views.ts; answered after the commit has reached the disk. */
  'progress.save': method(z.strictObject({ entries: z.array(progressEntry).min(1).max(PROGRESS_ENTRIES_MAX).readonly() }), done, EVERYONE),
} as const;
