/** Answers `projects.*`. Layer: bridge/server. */
import type { PROJECT_METHODS } from '../../../core/protocol/methods/project-methods.ts';
import type { Handlers } from './handler.ts';

export const PROJECT_HANDLERS: Handlers<keyof typeof PROJECT_METHODS> = {
  'projects.list': (_, { store }) => store.projects.list(),
  'projects.load': ({ id }, { store }) => store.projects.load(id),
  'projects.save': ({ project }, { store }) => store.projects.save(project),
  'projects.history': ({ id }, { store }) => store.projects.history(id),
  'projects.loadVersion': ({ id, version }, { store }) => store.projects.loadVersion(id, version),
  'projects.remove': ({ id }, { store }) => store.projects.remove(id),
};
