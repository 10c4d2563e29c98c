/** Progress in lessons, as the rest of the bridge sees it. Layer: bridge/store. */
import type { Result } from '../../core/base/result.ts';
import type { ProgressEntry } from '../../core/protocol/progress-views.ts';
import type { StoreFaultCode } from '../../core/protocol/protocol-faults.ts';

/** Of one owner; more is a page gone wrong. */
export const PROGRESS_OF_OWNER_MAX = 20_000;

type Stored<T> = Promise<Result<T, StoreFaultCode>>;

/** One lesson of one student, counted. */
export interface LessonTally {
  readonly owner: string;
  readonly packId: string;
  readonly lessonId: string;
  readonly requiredDone: number;
  readonly requiredCount: number;
  readonly optionalDone: number;
  readonly optionalCount: number;
}

export interface ProgressStore {
  list(owner: string): Stored<readonly ProgressEntry[]>;
  /** Merges each with what is there. Errors: `progress.too-much` {limit}: nothing is saved. */
  save(owner: string, entries: readonly ProgressEntry[]): Stored<void>;
  /** Of each lesson that any of these owners has begun. */
  talliesOf(owners: readonly string[]): Stored<readonly LessonTally[]>;
  remove(owner: string): Stored<void>;
}
