/** Answers `tracks.*`. Layer: bridge/server. Whose tracks follows from who sits at the page. */
import { ok, type Result } from '../../../core/base/result.ts';
import type { TRACK_METHODS } from '../../../core/protocol/methods/track-methods.ts';
import { parseTrack } from '../../../core/sim/track.ts';
import type { Handlers, MethodContext } from './handler.ts';

const SCHOOL = '';
/** How a project names a drawn track: `~/<id>`. */
const DRAWN = '~/';

async function loadDrawn(id: string, { store, owner }: Pick<MethodContext, 'store' | 'owner'>): Promise<Result<unknown>> {
  const own = await store.tracks.load(owner, id);
  return own.ok || owner === SCHOOL || own.fault.code !== 'tracks.not-found' ? own : await store.tracks.load(SCHOOL, id);
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
    const school = owner === SCHOOL ? ok([]) : await store.tracks.list(SCHOOL);
    if (!own.ok) return own;
    return school.ok ? ok({ own: own.value, school: school.value }) : school;
  },
  'tracks.load': ({ id }, context) => loadDrawn(id, context),
  'tracks.save': async ({ track }, { store, owner, notes }) => {
    const checked = parseTrack(track);
    if (!checked.ok) return checked;
    const saved = await store.tracks.save(owner, checked.value);
    if (saved.ok) notes.broadcast({ name: 'tracks.changed', value: {} });
    return saved;
  },
  'tracks.remove': async ({ id }, { store, owner, notes }) => {
    const removed = await store.tracks.remove(owner, id);
    if (removed.ok) notes.broadcast({ name: 'tracks.changed', value: {} });
    return removed;
  },
};
