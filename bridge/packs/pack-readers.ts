/** What a pack's documents are, told to core/pack by those who know. Layer: bridge/packs. */
import { fail, ok } from '../../core/base/result.ts';
import { parseContestRules } from '../../core/contest/contest-rules.ts';
import { kitImage } from '../../core/device/flash/ready-image.ts';
import type { PackContentReaders } from '../../core/pack/pack-contents.ts';
import { parseRobotProfile } from '../../core/robot/profile.ts';
import { parseTrack } from '../../core/sim/track.ts';
import { shippedTrack } from '../../core/sim/tracks/index.ts';
import { shippedProfile } from '../../firmware-profiles/index.ts';
import { shippedBytes } from '../kits/kit-images.ts';

/** Each image ships or is in the pack, is the one that the kit means, and can be written into its board. Errors: `profile.…`, `firmware.…` {image}. */
const readKit: PackContentReaders['readProfile'] = (json, fileAt) => {
  const kit = parseRobotProfile(json);
  if (!kit.ok) return kit;
  const own = kit.value.images.filter((image) => shippedBytes(kit.value.id, image) === undefined);
  for (const image of own) {
    const bytes = fileAt(image.file);
    if (bytes === undefined) return fail('firmware.missing-image', { image: image.file });
    const judged = kitImage(bytes, image);
    if (!judged.ok) return fail(judged.fault.code, { image: image.file });
  }
  return ok({ ...kit.value, images: own.map(({ file }) => file) });
};

export const PACK_READERS: PackContentReaders = {
  readTrack: parseTrack,
  readProfile: readKit,
  readRules: parseContestRules,
  isShippedTrack: (id) => shippedTrack(id) !== undefined,
  isShippedProfile: (id) => shippedProfile(id) !== undefined,
};
