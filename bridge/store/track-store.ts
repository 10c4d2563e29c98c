/** Tracks that people have drawn, as the rest of the bridge sees them. Layer: bridge/store. */
import type { Result } from '../../core/base/result.ts';
import type { StoreFaultCode } from '../../core/protocol/protocol-faults.ts';
import type { TrackHead } from '../../core/protocol/track-views.ts';
import type { Track } from '../../core/sim/track.ts';

type Stored<T> = Promise<Result<T, StoreFaultCode>>;

/** On a station bridge, in place of a student's id: the tracks of the class bridge's school. */
export const CLASS_TRACKS_OWNER = 'class';

/** `owner`: a student's id, '' for this computer's own, which are the school's. */
export interface TrackStore {
  /** The one saved last comes first. */
  list(owner: string): Stored<readonly TrackHead[]>;
  /** The document as it was saved. Errors: `tracks.not-found` {id}. */
  load(owner: string, id: string): Stored<unknown>;
  /** Errors: `tracks.too-many` {limit}: nothing is saved. @returns when, ms since 1970 */
  save(owner: string, track: Track): Stored<number>;
  remove(owner: string, id: string): Stored<void>;
}
