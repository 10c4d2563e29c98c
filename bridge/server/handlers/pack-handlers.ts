/** Answers `packs.*`. Layer: bridge/server. */
import { ok } from '../../../core/base/result.ts';
import { STAFF } from '../../../core/protocol/method.ts';
import type { PACK_METHODS } from '../../../core/protocol/methods/pack-methods.ts';
import type { Handlers } from './handler.ts';

export const PACK_HANDLERS: Handlers<keyof typeof PACK_METHODS> = {
  'packs.list': async (_, { packs }) => ok(await packs.list()),
  'packs.manifest': ({ packId }, { packs }) => packs.manifest(packId),
  'packs.read': ({ packId, path, at }, { packs, role }) => packs.read(packId, path, { at, isStaff: STAFF.includes(role) }),
  'packs.track': ({ trackId }, { packs }) => packs.document('tracks', trackId),
  'packs.begin': async ({ bytes }, { packs }) => {
    const begun = await packs.uploads.begin(bytes);
    return begun.ok ? ok({ uploadId: begun.value }) : begun;
  },
  'packs.append': ({ uploadId, at, bytes }, { packs }) => packs.uploads.append(uploadId, at, bytes),
  'packs.preview': async ({ uploadId }, { packs }) => {
    const path = await packs.uploads.whole(uploadId);
    return path.ok ? await packs.preview(path.value) : path;
  },
  'packs.install': async ({ uploadId, agreed, trust }, { packs }) => {
    const path = await packs.uploads.whole(uploadId);
    if (!path.ok) return path;
    const installed = await packs.install(path.value, { agreed, trust });
    if (installed.ok) await packs.uploads.drop(uploadId);
    return installed;
  },
  'packs.drop': async ({ uploadId }, { packs }) => ok(await packs.uploads.drop(uploadId)),
  'packs.remove': ({ packId }, { packs }) => packs.remove(packId),
  'packs.publishers': async (_, { packs }) => ok(await packs.publishers()),
  'packs.distrust': ({ key }, { packs }) => packs.distrust(key),
};
