/** The list of the runs that are kept, as the rest of the bridge sees it. Layer: bridge/store. The recordings themselves are files, see bridge/runs. */
import type { Result } from '../../core/base/result.ts';
import type { StoreFaultCode } from '../../core/protocol/protocol-faults.ts';
import type { RunAbout, RunsFaultCode, RunView } from '../../core/protocol/run-views.ts';

type Stored<T> = Promise<Result<T, StoreFaultCode | RunsFaultCode>>;

export interface NewRun extends RunAbout {
  readonly owner: string;
}

export interface RunFilter {
  /** Absent: this computer's own and its classes' students'; not of a student who sat here in another bridge's class. */
  readonly owner?: string | undefined;
  readonly projectId?: string | undefined;
  readonly trackId?: string | undefined;
  readonly beforeMs?: number | undefined;
  readonly limit: number;
}

/** What may change after a run has begun. */
export type RunChange = Partial<Omit<RunView, 'id' | 'startedAtMs' | 'owner'>>;

export interface RunTally {
  readonly owner: string;
  readonly runs: number;
  readonly bestLapMs: number | null;
}

export interface RunStore {
  /** In state `recording`; one that is there already stays as it is. */
  add(run: NewRun): Stored<RunView>;
  /** Errors: `runs.not-found`. */
  get(id: string): Stored<RunView>;
  /** False of a student of another bridge's class. */
  isOfThisBridge(owner: string): Stored<boolean>;
  /** Newest first. */
  list(filter: RunFilter): Stored<readonly RunView[]>;
  /** Errors: `runs.not-found`. */
  change(id: string, change: RunChange): Stored<void>;
  /** No matter whether it is there. */
  remove(id: string): Stored<void>;
  /** Those that nobody has ended. */
  unfinished(): Stored<readonly RunView[]>;
  /** Ended and not looked at yet, oldest first. */
  unchecked(limit: number): Stored<readonly RunView[]>;
  /** Of each of these owners that has any. */
  talliesOf(owners: readonly string[]): Stored<readonly RunTally[]>;
  totals(): Stored<{ readonly count: number; readonly bytes: number }>;
  /** Ended runs that may go, oldest first. */
  oldestUnpinned(limit: number): Stored<readonly RunView[]>;
  ids(): Stored<readonly string[]>;
}
