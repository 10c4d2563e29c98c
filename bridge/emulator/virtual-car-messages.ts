/**
 * What the virtual car's thread and the bridge say to each other. Layer: bridge/emulator.
 *
 * Beside the messages, a SharedArrayBuffer of `SHARED_BYTES` holds what must be read without waiting (little-endian as the machine is):
 *
 * | offset | type | what | written by |
 * | --- | --- | --- | --- |
 * | 0 | int32 | wake: counts messages to the thread; it sleeps on this word | bridge |
 * | 4 | int32 | bytes of the present session that have left the queue for the wire | thread |
 * | 8 | bigint64 | chip time, µs | thread |
 * | 16 | int32 | speed factor × 1000 | thread |
 * | 20 | int32 | telemetry batches that the bridge has taken | bridge |
 */
import type { RobotProfile } from '../../core/robot/profile.ts';
import type { TelemetryFrame } from '../../core/run/run-types.ts';
import type { SeenEvents } from '../../core/live/robot-device.ts';
import type { Track } from '../../core/sim/track.ts';
import type { BoardImages } from './firmware-image.ts';

export const SHARED_BYTES = 24;
export const WAKE_WORD = 0;
export const SENT_WORD = 1;
export const CHIP_TIME_WORD = 1;
export const SPEED_WORD = 4;
export const BATCHES_TAKEN_WORD = 5;

export interface PinChange {
  readonly pin: number;
  readonly isHigh: boolean;
  /** Chip time. */
  readonly atMs: number;
  /** The computer's time at which the emulated pin changed: `performance.timeOrigin + performance.now()`. */
  readonly hostMs: number;
}

export interface WorkerStart {
  readonly profile: RobotProfile;
  readonly images: BoardImages;
  readonly track: Track;
  readonly seed: number;
  /** The chip stands still while nobody has the port open and the car does not move. */
  readonly restsWhenIdle: boolean;
  readonly shared: SharedArrayBuffer;
  /** What the chip's EEPROM holds, at its start and from then on; absent: an empty one, which nobody sees. */
  readonly eeprom?: SharedArrayBuffer;
}

/** `session` tells the bytes of one opening from those of the next. */
export type ToWorker =
  | { readonly kind: 'open'; readonly session: number; readonly baud: number | undefined }
  | { readonly kind: 'write'; readonly session: number; readonly bytes: Uint8Array }
  | { readonly kind: 'write-first'; readonly session: number; readonly bytes: Uint8Array }
  | { readonly kind: 'reset-board' }
  | { readonly kind: 'close'; readonly session: number }
  | { readonly kind: 'place'; readonly track: Track; readonly seed: number }
  | { readonly kind: 'press'; readonly down: boolean }
  | { readonly kind: 'watch-pins'; readonly pins: readonly number[] }
  | { readonly kind: 'read-flash' };

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'bytes'; readonly session: number; readonly bytes: Uint8Array }
  | { readonly kind: 'telemetry'; readonly frames: readonly TelemetryFrame[] }
  | { readonly kind: 'referee'; readonly seen: SeenEvents }
  | { readonly kind: 'pins'; readonly changes: readonly PinChange[] }
  | { readonly kind: 'flash'; readonly bytes: Uint8Array };
