/** Answers `board.*`. Layer: bridge/server. */
import { ok } from '../../../core/base/result.ts';
import type { BOARD_METHODS } from '../../../core/protocol/methods/board-methods.ts';
import type { Handlers } from './handler.ts';

export const BOARD_HANDLERS: Handlers<keyof typeof BOARD_METHODS> = {
  'board.prepare': (board, { robots, notes }) =>
    robots.prepareBoard(board, (state) => notes.send({ name: 'board.progress', value: { deviceId: board.deviceId, state } })),
  'board.file': async (piece, { robots }) => robots.addFirmware(piece),
  'board.cancel': async ({ deviceId }, { robots }) => ok(robots.cancelPreparing(deviceId)),
};
