/** On which track a run drives: the document that came with the request, or one that ships. Layer: run. */
import { fail, ok, type Result } from '../base/result.ts';
import { parseTrack, type Track, type TrackFaultCode } from '../sim/track.ts';
import { shippedTrack } from '../sim/tracks/index.ts';

export interface TrackChoice {
  /** `oval`, which ships, or `<packId>/<trackId>` of a pack. */
  readonly trackId: string;
  /** The document of a track that does not ship; whoever drives on it judges it first. */
  readonly track?: unknown;
}

/** Errors: `run.unknown-track` {id}, `track.…`. */
export function trackOfRun({ trackId, track }: TrackChoice): Result<Track, 'run.unknown-track' | TrackFaultCode> {
  if (track !== undefined) return parseTrack(track);
  const shipped = shippedTrack(trackId);
  return shipped === undefined ? fail('run.unknown-track', { id: trackId }) : ok(shipped);
}
