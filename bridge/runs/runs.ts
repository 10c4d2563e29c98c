/** The recordings of this bridge, as the server sees them; run-archive.ts keeps them. Layer: bridge/runs. */
import type { Events } from '../../core/base/emitter.ts';
import type { Result } from '../../core/base/result.ts';
import type { StoreFaultCode } from '../../core/protocol/protocol-faults.ts';
import type { RunAbout, RunsFaultCode, RunView } from '../../core/protocol/run-views.ts';
import type { RunFilter } from '../store/run-store.ts';

type Kept<T> = Promise<Result<T, RunsFaultCode | StoreFaultCode>>;

/** Whose runs are meant: everybody's of this bridge (undefined: teachers and this computer's own pages), or one student's alone. */
export type RunsOf = string | undefined;

export interface Runs {
  /** A run was added, read or removed. */
  readonly changes: Events<void>;
  /**
   * A recording that a page sends, or goes on with. Gives the place to go on from.
   * Errors: `runs.gap`, `runs.too-many`, `runs.not-found` where another owner has that id, `runs.folder-failed`.
   */
  begin(about: RunAbout, from: { readonly owner: string; readonly heldFrom: number }): Kept<{ readonly received: number }>;
  /** Resolves when the bytes are on the disk. Errors: `runs.gap`, `runs.too-large`, `runs.finished`, `runs.folder-failed`. */
  append(piece: { readonly id: string; readonly owner: string; readonly offset: number; readonly bytes: Uint8Array }): Kept<{
    readonly received: number;
  }>;
  finish(id: string, of: RunsOf): Kept<void>;
  list(filter: RunFilter): Kept<readonly RunView[]>;
  get(id: string, of: RunsOf): Kept<RunView>;
  read(
    piece: { readonly id: string; readonly offset: number; readonly length: number },
    of: RunsOf,
  ): Kept<{ readonly bytes: Uint8Array; readonly totalBytes: number }>;
  remove(id: string, of: RunsOf): Kept<void>;
  pin(id: string, pinned: { readonly isPinned: boolean; readonly note?: string | undefined }): Kept<void>;
  /** Reads and recomputes it once more. Errors: `runs.busy`. */
  recompute(id: string, of: RunsOf): Kept<void>;
  /** Public keys, hex. */
  readonly trustedSealKeys: readonly string[];
}
