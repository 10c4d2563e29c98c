/** Answers `projects.*`. Layer: bridge/server. Whose projects follows from who sits at the page. */
import type { PROJECT_METHODS } from '../../../core/protocol/methods/project-methods.ts';
import type { Handlers } from './handler.ts';

export const PROJECT_HANDLERS: Handlers<keyof typeof PROJECT_METHODS> = {
  'projects.list': (_, { store, owner }) => store.projects.list(owner),
  'projects.load': ({ id }, { store, owner }) => store.projects.load(id, owner),
  'projects.save': async ({ project }, { store, owner, classroom }) => {
    const saved = await store.projects.save(project, owner, classroom.station.saveOptions(owner));
    if (saved.ok) classroom.station.sendSoon();
    return saved;
  },
  'projects.history': ({ id }, { store, owner }) => store.projects.history(id, owner),
  'projects.loadVersion': ({ id, version }, { store, owner }) => store.projects.loadVersion(id, version, owner),
  'projects.remove': async ({ id }, { store, owner, classroom }) => {
    const removed = await store.projects.remove(id, owner, classroom.station.saveOptions(owner));
    if (removed.ok) classroom.station.sendSoon();
    return removed;
  },
};
