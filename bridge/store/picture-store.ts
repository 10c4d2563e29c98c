/** Sorted pictures, as the rest of the bridge sees it. Layer: bridge/store. */
import type { Result } from '../../core/base/result.ts';
import type { PictureEntry, PictureHead } from '../../core/protocol/picture-views.ts';
import type { StoreFaultCode } from '../../core/protocol/protocol-faults.ts';

type Stored<T> = Promise<Result<T, StoreFaultCode>>;

/** `owner`: a student's id, '' for this computer's own. */
export interface PictureStore {
  /** By id. */
  list(owner: string, projectId: string): Stored<readonly PictureHead[]>;
  /** Those that are there, by id. */
  load(owner: string, projectId: string, ids: readonly string[]): Stored<readonly PictureEntry[]>;
  /** Of two copies of an entry the one with the higher revision stays. Errors: `pictures.too-many` {limit}: nothing is saved. */
  save(owner: string, projectId: string, entries: readonly PictureEntry[]): Stored<void>;
}
