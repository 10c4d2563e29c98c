/** Answers `pictures.*`. Layer: bridge/server. */
import { ok } from '../../../core/base/result.ts';
import type { PICTURE_METHODS } from '../../../core/protocol/methods/picture-methods.ts';
import type { Handlers } from './handler.ts';

export const PICTURE_HANDLERS: Handlers<keyof typeof PICTURE_METHODS> = {
  'pictures.list': async ({ projectId }, { store, owner }) => {
    const heads = await store.pictures.list(owner, projectId);
    return heads.ok ? ok({ heads: heads.value }) : heads;
  },
  'pictures.load': async ({ projectId, ids }, { store, owner }) => {
    const entries = await store.pictures.load(owner, projectId, ids);
    return entries.ok ? ok({ entries: entries.value }) : entries;
  },
  'pictures.save': async ({ projectId, entries }, { store, owner, classroom }) => {
    const saved = await store.pictures.save(owner, projectId, entries);
    if (!saved.ok || entries.length === 0) return saved;
    return await classroom.station.passOn(owner, { kind: 'pictures', projectId, ids: entries.map(({ id }) => id) });
  },
};
