/** Where projects are kept, as the rest of the bridge sees it. Layer: bridge/store. SQLite in a worker thread by default, PostgreSQL where a district runs it. */
import type { Result } from '../../core/base/result.ts';
import type { ProjectFaultCode } from '../../core/project/migrations.ts';
import type { Project } from '../../core/project/project.ts';
import type { ProjectSummary, ProjectVersionView } from '../../core/protocol/bridge-views.ts';
import type { StoreFaultCode } from '../../core/protocol/protocol-faults.ts';

type Stored<T> = Promise<Result<T, StoreFaultCode | ProjectFaultCode>>;

export interface SaveOptions {
  /** Notes the save in the log between bridges, in the same commit. */
  readonly log?: {
    /** ULID. */
    readonly entryId: string;
    readonly atMs: number;
    /** `out`: to be sent on. `in`: it came from a station; where it has come before nothing is done. */
    readonly direction: 'out' | 'in';
  };
}

/** A student's newest project. */
export interface NewestProject extends ProjectSummary {
  readonly owner: string;
  readonly version: number;
}

/**
 * `owner`: whose project it is: a student's id, '' for this computer's own. Nobody sees or changes another's: a project of somebody else
 * is `project.not-yours`.
 */
export interface ProjectStore {
  /** Newest change first. */
  list(owner?: string): Stored<readonly ProjectSummary[]>;
  load(id: string, owner?: string): Stored<Project>;
  /** Resolves after the commit is on the disk. Equal content adds no version. A removed project comes back. A new one is `owner`'s for ever. */
  save(project: Project, owner?: string, options?: SaveOptions): Stored<{ readonly version: number }>;
  /** Newest first. */
  history(id: string, owner?: string): Stored<readonly ProjectVersionView[]>;
  loadVersion(id: string, version: number, owner?: string): Stored<Project>;
  /** Hides it; it and its history are erased after `REMOVED_KEPT_MS`. */
  remove(id: string, owner?: string, options?: SaveOptions): Stored<void>;
  /** Of each of these owners the project that was saved last. */
  newestOf(owners: readonly string[]): Stored<readonly NewestProject[]>;
  /** How many each of these owners has. */
  countOf(owners: readonly string[]): Stored<Readonly<Record<string, number>>>;
}

/** Versions kept a project; beyond it history is thinned, see history-thinning.ts. */
export const VERSIONS_MAX = 200;
/** The newest versions, which thinning leaves alone. */
export const VERSIONS_DENSE = 50;
export const HISTORY_BYTES_MAX = 32_000_000;
export const REMOVED_KEPT_MS = 30 * 24 * 3_600_000;
