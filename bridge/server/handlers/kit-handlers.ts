/** Answers `kits.*`. Layer: bridge/server. */
import { fail, ok } from '../../../core/base/result.ts';
import { FIRMWARE_PIECE_BYTES_MAX } from '../../../core/protocol/board-progress.ts';
import { SCHOOL_KITS_MAX } from '../../../core/protocol/kit-views.ts';
import type { KIT_METHODS } from '../../../core/protocol/methods/kit-methods.ts';
import { KitImages } from '../../kits/kit-images.ts';
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

const idOf = (kit: unknown): unknown => (kit as { readonly id?: unknown } | null)?.id;

export const KIT_HANDLERS: Handlers<keyof typeof KIT_METHODS> = {
  'kits.list': async (_, { kits, packs, classKits }) => {
    const [{ kits: school, damaged }, own, ofClass] = [await kits.list(), await kitsOfPacks(packs), await classKits.list()];
    return ok({
      school: [...school, ...ofClass.school.filter((kit) => !school.some(({ id }) => id === idOf(kit)))].slice(0, SCHOOL_KITS_MAX),
      packs: [...own, ...ofClass.packs.filter(({ packId }) => !own.some((pack) => pack.packId === packId))],
      damaged,
    });
  },
  'kits.image': async ({ sha256, at }, { kits, packs, classKits }) => {
    const bytes = await new KitImages(kits, packs, classKits).own(sha256);
    if (bytes === undefined) return fail('firmware.missing-image', { image: sha256 });
    return ok({ bytes: bytes.subarray(at, at + FIRMWARE_PIECE_BYTES_MAX), totalBytes: bytes.length });
  },
  'kits.addImage': async ({ sha256, at, bytes }, { kits }) => kits.addImage(sha256, at, bytes),
  'kits.keep': ({ profile }, { kits }) => kits.keep(profile),
  'kits.remove': ({ id }, { kits }) => kits.remove(id),
};
