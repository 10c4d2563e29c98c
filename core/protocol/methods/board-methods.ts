/** Making a board ready: firmware into it. Layer: protocol. How far it has come: note `board.progress`. */
import { z } from 'zod';
import { FIRMWARE_PIECE_BYTES_MAX } from '../board-progress.ts';
import { done, method } from '../method.ts';
import { wireBytes } from '../wire-values.ts';

const deviceId = z.string().max(300);
const fileId = z.string().min(1).max(40);

export const BOARD_METHODS = {
  /**
   * Begins; the answer comes at once, the rest as notes to this page. `fileId`: a file handed over before, in place of the kit's firmware.
   * Errors: `device.busy`, `run.unknown-profile`, `profile.…`, `flash.no-way`, `board.file-incomplete`, of the image.
   */
  'board.prepare': method(
    z.strictObject({ deviceId, profileId: z.string().max(80), profile: z.unknown().optional(), fileId: fileId.optional() }),
    done,
  ),
  /** One piece of a firmware file; one at 0 begins it. Errors: `board.file-incomplete`, `board.file-too-large` {limitBytes}. */
  'board.file': method(
    z.strictObject({
      fileId,
      at: z.number().int().nonnegative(),
      bytes: wireBytes.refine((bytes) => bytes.length <= FIRMWARE_PIECE_BYTES_MAX),
    }),
    done,
  ),
  /** Between two pages of the flash; the note that says so follows. */
  'board.cancel': method(z.strictObject({ deviceId }), done),
} as const;
