/** What a page hears while its bridge makes a board ready. Layer: protocol. */
import { z } from 'zod';
import { wireFault } from './wire-values.ts';

/** In place of a device's id: a board that shows itself as a drive, which is found by its label. */
export const BOARD_DRIVE_ID = 'board-drive';

/** One message's worth of a firmware file. */
export const FIRMWARE_PIECE_BYTES_MAX = 1_000_000;

const ms = z.number().nonnegative();

export const boardProgress = z.strictObject({
  deviceId: z.string().max(300),
  state: z.discriminatedUnion('step', [
    z.strictObject({
      step: z.literal('flashing'),
      phase: z.enum(['connecting', 'writing', 'reading-back', 'starting']),
      attempt: z.number().int().positive(),
      percent: z.number().min(0).max(100),
      leftMs: ms.optional(),
    }),
    /** The firmware is in the board; it has not answered yet. */
    z.strictObject({ step: z.literal('testing') }),
    z.strictObject({
      step: z.literal('ready'),
      chip: z.string().max(40),
      bytes: z.number().int().nonnegative(),
      tookMs: ms,
      /** '' where nobody knows how it is heard. */
      firmware: z.string().max(160),
    }),
    z.strictObject({ step: z.literal('failed'), fault: wireFault }),
  ]),
});

export type BoardProgress = z.output<typeof boardProgress>;
export type BoardState = BoardProgress['state'];
