/** The robots of this bridge, as the server sees them; bridge/sessions has them. Layer: bridge/server. */
import type { Events } from '../../core/base/emitter.ts';
import type { Result } from '../../core/base/result.ts';
import type { BoardState } from '../../core/protocol/board-progress.ts';
import type { Finding } from '../../core/device/doctor/diagnose.ts';
import type { NetworkFact } from '../../core/device/doctor/doctor-facts.ts';
import type { DeviceView } from '../../core/protocol/bridge-views.ts';
import type { KitChoice } from '../../firmware-profiles/index.ts';
import type { RobotSession } from '../../core/protocol/robot-session.ts';

export type NetworkAbout = Pick<NetworkFact, 'isOpen' | 'addresses' | 'port' | 'hasHadGuests'>;

export interface SessionAbout {
  readonly trackId: string;
  /** Its document, where it does not ship; judged before a car stands on it. */
  readonly track?: unknown;
  /** The kit that the board is taken for, where its USB chip may be of several. */
  readonly profileId?: string | undefined;
  /** Its document, where it does not ship. */
  readonly profile?: unknown;
  readonly owner?: string;
}

/** Of a firmware file that a page hands over; `fileId` is the page's word for it. */
export interface FirmwarePiece {
  readonly fileId: string;
  readonly at: number;
  readonly bytes: Uint8Array;
}

export interface BoardAbout extends KitChoice {
  readonly deviceId: string;
  /** In place of the kit's own firmware. */
  readonly fileId?: string | undefined;
}

export interface Robots {
  readonly devices: readonly DeviceView[];
  /** The whole list, whenever it has changed. */
  readonly changes: Events<readonly DeviceView[]>;
  /** `owner`: whose runs they will be, '' for this computer's own. Never fails: what is wrong with the device is the session's status. */
  openSession(deviceId: string, options: SessionAbout): RobotSession;
  /** Firmware into a board; ends with `ready` or `failed`. Errors, before it has begun: `device.busy`, `run.unknown-profile`, `flash.no-way`, `board.file-incomplete`, `firmware.…`. */
  prepareBoard(board: BoardAbout, tell: (state: BoardState) => void): Promise<Result<void>>;
  /** Errors: `board.file-incomplete`, `board.file-too-large` {limitBytes}. */
  addFirmware(piece: FirmwarePiece): Result<void>;
  /** Nothing where none is under way. */
  cancelPreparing(deviceId: string): void;
  /** What would stop a lesson: asks the system and each free board, some seconds a board. */
  examine(network: NetworkAbout): Promise<readonly Finding[]>;
  /** At once, without waiting for anything. */
  stopAll(): void;
}
