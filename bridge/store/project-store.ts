/** Where projects are kept, as the rest of the bridge sees it. Layer: bridge/store. SQLite in a worker thread by default, PostgreSQL where a district runs it. */
import type { Result } from '../../core/base/result.ts';
import type { ProjectFaultCode } from '../../core/project/migrations.ts';
import type { Project } from '../../core/project/project.ts';
import type { ProjectSummary, ProjectVersionView } from '../../core/protocol/bridge-views.ts';
import type { StoreFaultCode } from '../../core/protocol/protocol-faults.ts';

type Stored<T> = Promise<Result<T, StoreFaultCode | ProjectFaultCode>>;

export interface ProjectStore {
  /** Newest change first. */
  list(): Stored<readonly ProjectSummary[]>;
  load(id: string): Stored<Project>;
  /** Resolves after the commit is on the disk. Equal content adds no version. A removed project comes back. */
  save(project: Project): Stored<{ readonly version: number }>;
  /** Newest first. */
  history(id: string): Stored<readonly ProjectVersionView[]>;
  loadVersion(id: string, version: number): Stored<Project>;
  /** Hides it; it and its history are erased after `REMOVED_KEPT_MS`. */
  remove(id: string): Stored<void>;
}

/** Versions kept a project; beyond it history is thinned, see history-thinning.ts. */
export const VERSIONS_MAX = 200;
/** The newest versions, which thinning leaves alone. */
export const VERSIONS_DENSE = 50;
export const HISTORY_BYTES_MAX = 32_000_000;
export const REMOVED_KEPT_MS = 30 * 24 * 3_600_000;
