/** What the page and the worker that reaches a board say to each other. Layer: web/adapters/serial. Plain data, one build on both sides. */
import type { KitChoice } from '../../../firmware-profiles/index.ts';
import type { Result } from '../../../core/base/result.ts';
import type { FirmwareFile } from '../../../core/live/prepare-board.ts';
import type { BoardState } from '../../../core/protocol/board-progress.ts';
import type { BenchCall, DebugCommand, RunRequest, SessionEvent } from '../../../core/protocol/robot-session.ts';
import type { OutsideNews } from '../../../core/robot/outside-news.ts';
import type { RobotProfile } from '../../../core/robot/profile.ts';

/** Which of the ports that this page may use: its place among them, and its ids where the order is another in the worker. */
export interface PortChoice {
  readonly index: number;
  readonly usbVendorId: number | undefined;
  readonly usbProductId: number | undefined;
}

export type SerialCommand =
  | { readonly kind: 'run'; readonly request: RunRequest }
  | { readonly kind: 'pause' | 'resume' | 'step' | 'stop' | 'close' }
  | { readonly kind: 'debug'; readonly command: DebugCommand }
  | { readonly kind: 'bench'; readonly call: BenchCall };

/** To drive a board. */
export type ToSerial =
  | { readonly kind: 'open'; readonly port: PortChoice; readonly kit: KitChoice }
  /** Answered with the same `id`. */
  | { readonly kind: 'command'; readonly id: number; readonly command: SerialCommand }
  | { readonly kind: 'tell'; readonly news: OutsideNews }
  /** The last batch was taken: the next may come. */
  | { readonly kind: 'ack' };

export type FromSerial =
  | { readonly kind: 'event'; readonly event: SessionEvent }
  /** To be acknowledged. */
  | { readonly kind: 'batch'; readonly events: readonly SessionEvent[] }
  /** The next bytes of the run's recording; the last before its 'ended'. */
  | { readonly kind: 'recording'; readonly bytes: Uint8Array }
  | { readonly kind: 'answer'; readonly id: number; readonly result: Result<unknown> };

/** To make one ready. */
export type ToFlasher =
  | { readonly kind: 'prepare'; readonly port: PortChoice; readonly profile: RobotProfile; readonly firmware: FirmwareFile }
  | { readonly kind: 'cancel' }
  /** A person has picked the port that turned up. */
  | { readonly kind: 'picked'; readonly port: PortChoice };

export type FromFlasher =
  | { readonly kind: 'board'; readonly state: BoardState }
  /** The board has turned into another device, which this page may not use yet. */
  | { readonly kind: 'wants-port' };
