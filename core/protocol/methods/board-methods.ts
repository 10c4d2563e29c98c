/** Making a board ready: firmware into it. Layer: protocol. How far it has come: note `board.progress`. */
import { z } from 'zod';
import { done, method } from '../method.ts';

const deviceId = z.string().max(300);

export const BOARD_METHODS = {
  /** Begins; the answer comes at once, the rest as notes to this page. Errors: `device.busy`, `board.unknown-kit`, `flash.no-way`, of the image. */
  'board.prepare': method(z.strictObject({ deviceId, profileId: z.string().max(80) }), done),
  /** Between two pages of the flash; the note that says so follows. */
  'board.cancel': method(z.strictObject({ deviceId }), done),
} as const;
