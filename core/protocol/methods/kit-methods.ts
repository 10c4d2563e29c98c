/** Robot kits of the school and of packs. Layer: protocol. Everyone reads; only staff changes. */
import { z } from 'zod';
import { wireKitList } from '../kit-views.ts';
import { FIRMWARE_PIECE_BYTES_MAX } from '../board-progress.ts';
import { done, EVERYONE, method, nothing } from '../method.ts';
import { wireBytes } from '../wire-values.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const KIT_METHODS = {
  'kits.list': method(nothing, wireKitList, EVERYONE),
  /** A profile.json; in place of the school's kit of the same id. Errors: `profile.…`, `kit.…`. */
  'kits.keep': method(z.strictObject({ profile: z.unknown() }), done),
  /** A piece of an image that does not ship; of whatever kit it is. Errors: `firmware.missing-image`. */
  'kits.image': method(
    z.strictObject({ sha256, at: z.number().int().nonnegative() }),
    z.object({ bytes: wireBytes, totalBytes: z.number().int().nonnegative() }),
    EVERYONE,
  ),
  /** One piece of an image that the kit kept next brings along; one at 0 begins it. Errors: `board.file-incomplete`, `board.file-too-large` {limitBytes}. */
  'kits.addImage': method(
    z.strictObject({
      sha256,
      at: z.number().int().nonnegative(),
      bytes: wireBytes.refine((bytes) => bytes.length <= FIRMWARE_PIECE_BYTES_MAX),
    }),
    done,
  ),
  'kits.remove': method(z.strictObject({ id: z.string().max(80) }), done),
} as const;
