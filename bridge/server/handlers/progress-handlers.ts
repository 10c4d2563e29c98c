/** Answers `progress.*`. Layer: bridge/server. */
import { ok } from '../../../core/base/result.ts';
import type { PROGRESS_METHODS } from '../../../core/protocol/methods/progress-methods.ts';
import type { Handlers } from './handler.ts';

export const PROGRESS_HANDLERS: Handlers<keyof typeof PROGRESS_METHODS> = {
  'progress.list': async (_, { store, owner }) => {
    const entries = await store.progress.list(owner);
    return entries.ok ? ok({ entries: entries.value }) : entries;
  },
  'progress.save': async ({ entries }, { store, owner, classroom }) => {
    // In the log first: what was confirmed here must reach the class bridge, and what reaches it twice changes nothing.
    const noted = await classroom.station.note(owner, { kind: 'progress', entries: [...entries] });
    if (!noted.ok) return noted;
    const saved = await store.progress.save(owner, entries);
    if (saved.ok) classroom.station.sendSoon();
    return saved;
  },
};
