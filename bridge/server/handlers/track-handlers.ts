/** Answers `tracks.*`. Layer: bridge/server. Whose tracks follows from who sits at the page. */
import { ok, type Result } from '../../../core/base/result.ts';
import type { TRACK_METHODS } from '../../../core/protocol/methods/track-methods.ts';
import type { TrackHead } from '../../../core/protocol/track-views.ts';
import { parseTrack } from '../../../core/sim/track.ts';
import { CLASS_TRACKS_OWNER } from '../../store/track-store.ts';
import type { Handlers, MethodContext } from './handler.ts';

const SCHOOL = '';
/** How a project names a drawn track: `~/<id>`. */
const DRAWN = '~/';

/** Whose tracks everybody of this bridge may drive on. */
const SHARED = [SCHOOL, CLASS_TRACKS_OWNER];

/** The asker's own, else the school's, else the class bridge's. */
async function loadDrawn(id: string, { store, owner }: Pick<MethodContext, 'store' | 'owner'>): Promise<Result<unknown>> {
  let found = await store.tracks.load(owner, id);
  for (const other of SHARED) {
    if (found.ok || found.fault.code !== 'tracks.not-found') return found;
    if (other !== owner) found = await store.tracks.load(other, id);
  }
  return found;
}

/** Of a track that somebody drew or that a pack has; undefined: it ships, or is not here. */
export async function trackDocument(trackId: string, context: Pick<MethodContext, 'store' | 'owner' | 'packs'>): Promise<unknown> {
  if (!trackId.includes('/')) return undefined;
  const isDrawn = trackId.startsWith(DRAWN);
  const found = isDrawn ? await loadDrawn(trackId.slice(DRAWN.length), context) : await context.packs.document('tracks', trackId);
  return found.ok ? found.value : undefined;
}

export const TRACK_HANDLERS: Handlers<keyof typeof TRACK_METHODS> = {
  'tracks.list': async (_, { store, owner }) => {
    const own = await store.tracks.list(owner);
    if (!own.ok) return own;
    const school: TrackHead[] = [];
    for (const other of SHARED.filter((each) => each !== owner)) {
      const heads = await store.tracks.list(other);
      if (!heads.ok) return heads;
      school.push(...heads.value.filter(({ id }) => !school.some((head) => head.id === id)));
    }
    return ok({ own: own.value, school });
  },
  'tracks.load': ({ id }, context) => loadDrawn(id, context),
  'tracks.save': async ({ track }, { store, owner, notes, classroom }) => {
    const checked = parseTrack(track);
    if (!checked.ok) return checked;
    const saved = await store.tracks.save(owner, checked.value);
    if (!saved.ok) return saved;
    notes.broadcast({ name: 'tracks.changed', value: {} });
    const passedOn = await classroom.station.passOn(owner, { kind: 'track', trackId: checked.value.id });
    return passedOn.ok ? saved : passedOn;
  },
  'tracks.remove': async ({ id }, { store, owner, notes, classroom }) => {
    const removed = await store.tracks.remove(owner, id);
    if (!removed.ok) return removed;
    notes.broadcast({ name: 'tracks.changed', value: {} });
    return await classroom.station.passOn(owner, { kind: 'track', trackId: id });
  },
};
