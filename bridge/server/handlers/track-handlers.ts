/** Answers `tracks.*`. Layer: bridge/server. Whose tracks follows from who sits at the page. */
import { ok } from '../../../core/base/result.ts';
import type { TRACK_METHODS } from '../../../core/protocol/methods/track-methods.ts';
import { parseTrack } from '../../../core/sim/track.ts';
import type { Handlers } from './handler.ts';

const SCHOOL = '';

export const TRACK_HANDLERS: Handlers<keyof typeof TRACK_METHODS> = {
  'tracks.list': async (_, { store, owner }) => {
    const own = await store.tracks.list(owner);
    const school = owner === SCHOOL ? ok([]) : await store.tracks.list(SCHOOL);
    if (!own.ok) return own;
    return school.ok ? ok({ own: own.value, school: school.value }) : school;
  },
  'tracks.load': async ({ id }, { store, owner }) => {
    const own = await store.tracks.load(owner, id);
    return own.ok || owner === SCHOOL || own.fault.code !== 'tracks.not-found' ? own : await store.tracks.load(SCHOOL, id);
  },
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
