/** Firmware into a board at this computer's USB, by the browser alone: the page's side of the worker. Layer: web/adapters/serial. */
import type { FirmwareFile } from '../../../core/live/prepare-board.ts';
import type { BoardState } from '../../../core/protocol/board-progress.ts';
import type { RobotProfile } from '../../../core/robot/profile.ts';
import type { FromFlasher, PortChoice, ToFlasher } from './serial-messages.ts';

export interface OwnBoard {
  cancel(): void;
  /** The board has turned into another device, and this is it. */
  picked(port: PortChoice): void;
}

export interface OwnBoardJob {
  readonly port: PortChoice;
  readonly profile: RobotProfile;
  readonly firmware: FirmwareFile;
  /** The last is `ready` or `failed`. */
  readonly onState: (state: BoardState) => void;
  /** It restarts as another device, which a person must pick: `OwnBoard.picked`. */
  readonly onWantsPort: () => void;
}

export function prepareOwnBoard({ port, profile, firmware, onState, onWantsPort }: OwnBoardJob): OwnBoard {
  const worker = new Worker(new URL('../../workers/serial-worker.ts', import.meta.url), { type: 'module', name: 'serial' });
  const tell = (message: ToFlasher): void => worker.postMessage(message);
  const end = (state: BoardState): void => {
    worker.terminate();
    onState(state);
  };
  worker.onmessage = ({ data }: MessageEvent<FromFlasher>) => {
    if (data.kind === 'wants-port') return onWantsPort();
    if (data.state.step === 'ready' || data.state.step === 'failed') end(data.state);
    else onState(data.state);
  };
  worker.onerror = () => end({ step: 'failed', fault: { code: 'page.not-loaded', params: {} } });
  tell({ kind: 'prepare', port, profile, firmware });
  return { cancel: () => tell({ kind: 'cancel' }), picked: (next) => tell({ kind: 'picked', port: next }) };
}
