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
  'pictures.save': ({ projectId, entries }, { store, owner }) => store.pictures.save(owner, projectId, entries),
};
