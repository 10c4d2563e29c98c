/** Answers `kits.*`. Layer: bridge/server. */
import { ok } from '../../../core/base/result.ts';
import type { KIT_METHODS } from '../../../core/protocol/methods/kit-methods.ts';
import type { Packs } from '../../packs/packs.ts';
import type { Handlers } from './handler.ts';

async function kitsOfPacks(packs: Packs): Promise<{ packId: string; title: { 'zh-CN': string; en: string }; kits: unknown[] }[]> {
  const listed = (await packs.list()).packs.filter(({ profiles }) => profiles.length > 0);
  return await Promise.all(
    listed.map(async ({ id: packId, title, profiles }) => {
      const found = await Promise.all(profiles.map(({ id }) => packs.document('profiles', `${packId}/${id}`)));
      return { packId, title, kits: found.flatMap((document) => (document.ok ? [document.value] : [])) };
    }),
  );
}

export const KIT_HANDLERS: Handlers<keyof typeof KIT_METHODS> = {
  'kits.list': async (_, { kits, packs }) => {
    const { kits: school, damaged } = await kits.list();
    return ok({ school, packs: await kitsOfPacks(packs), damaged });
  },
  'kits.keep': ({ profile }, { kits }) => kits.keep(profile),
  'kits.remove': ({ id }, { kits }) => kits.remove(id),
};
