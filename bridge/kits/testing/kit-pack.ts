/** A signed pack that brings a kit with a firmware of its own. Test support of bridge/kits. */
import { readFileSync } from 'node:fs';
import { strToU8 } from 'fflate';
import type { PackFiles } from '../../../core/pack/pack-contents.ts';
import { readPack } from '../../../core/pack/read-pack.ts';
import { signPack, buildPack } from '../../../core/pack/write-pack.ts';
import { SAMPLE_KEY, sampleManifest, valueOf } from '../../../core/pack/testing/sample-pack.ts';
import type { RobotProfile } from '../../../core/robot/profile.ts';
import { DEFAULT_PROFILE_ID, shippedProfile } from '../../../firmware-profiles/index.ts';
import { PACK_READERS } from '../../packs/pack-readers.ts';
import { sha256Of } from '../kit-images.ts';

export const KIT_PACK = 'town-cars';
export const KIT_ID = 'town-car';

const SHIPPED_FIRMWARE = new URL('../../../firmware-profiles/uno-line-car/standard-firmata.hex', import.meta.url);

/** Another file than any that ships, by its line ends; on the board it answers as StandardFirmata. */
export const KIT_FIRMWARE = strToU8(readFileSync(SHIPPED_FIRMWARE, 'latin1').replaceAll(/\r?\n/g, '\r\n\n'));

export function packKit(): RobotProfile {
  const base = shippedProfile(DEFAULT_PROFILE_ID)!;
  const own = { id: 'town', role: 'firmware' as const, file: 'town.hex', sha256: sha256Of(KIT_FIRMWARE), baud: 57_600 };
  const bootloaders = base.images
    .filter(({ role }) => role === 'bootloader')
    .map((image) => ({ ...image, file: `${base.id}/${image.file}` }));
  return {
    ...base,
    id: KIT_ID,
    name: { 'zh-CN': '小镇车', en: 'Town car' },
    images: [...bootloaders, { ...own, origin: 'StandardFirmata 2.5.8', licence: 'LGPL-2.1-or-later' }],
    firmware: { protocol: 'firmata', image: own.id },
  };
}

export function kitPackFiles(changes: Readonly<Record<string, Uint8Array>> = {}): PackFiles {
  const manifest = sampleManifest({ id: KIT_PACK, lessons: [], tracks: [], profiles: [{ id: KIT_ID, file: 'profiles/car/profile.json' }] });
  return new Map(
    Object.entries({
      'pack.json': strToU8(JSON.stringify(manifest)),
      'profiles/car/profile.json': strToU8(JSON.stringify(packKit())),
      'profiles/car/town.hex': KIT_FIRMWARE,
      ...changes,
    }),
  );
}

export const kitPack = (): Uint8Array =>
  valueOf(signPack(valueOf(readPack(valueOf(buildPack(kitPackFiles(), PACK_READERS)), PACK_READERS)), SAMPLE_KEY));
