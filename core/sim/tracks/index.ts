/** The tracks that ship, parsed once. Layer: sim. Specification of the files: docs/protocols/track.md. */
import { assert } from '../../base/assert.ts';
import { parseTrack, type Track } from '../track.ts';
import crossroads from './crossroads.json' with { type: 'json' };
import figureEight from './figure-eight.json' with { type: 'json' };
import oval from './oval.json' with { type: 'json' };
import straight from './straight.json' with { type: 'json' };

export const DEFAULT_TRACK_ID = 'oval';

function shipped(json: unknown): Track {
  const parsed = parseTrack(json);
  assert(parsed.ok, 'a shipped track is valid');
  return parsed.value;
}

export const SHIPPED_TRACKS: readonly Track[] = [straight, oval, figureEight, crossroads].map(shipped);

export function shippedTrack(id: string): Track | undefined {
  return SHIPPED_TRACKS.find((track) => track.id === id);
}
