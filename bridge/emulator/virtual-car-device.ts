/**
 * The virtual car as a device of the bridge: an emulated board on a simulated track, in a thread of its own. Layer: bridge/emulator.
 */
import type { Events } from '../../core/base/emitter.ts';
import type { ByteStreamOpener } from '../../core/device/byte-stream.ts';
import type { Clock } from '../../core/device/clock.ts';
import type { RobotProfile } from '../../core/robot/profile.ts';
import type { TelemetryFrame } from '../../core/run/run-types.ts';

export interface VirtualCarOptions {
  readonly profile: RobotProfile;
  /** A parsed track of core/sim; plain data. */
  readonly track: unknown;
  readonly seed: number;
}

export interface VirtualCarDevice {
  /** Opening resets the board, as DTR does on a real Uno. One stream at a time: a second open is `device.busy`. */
  readonly opener: ByteStreamOpener;
  /** Batches of 30 a second at most, oldest first; `atMs` is chip time, the same as `clock`. */
  readonly telemetry: Events<readonly TelemetryFrame[]>;
  /** The chip's time: 1 ms is 16,000 cycles. A program on the virtual car sees this one. */
  readonly clock: Clock;
  /** Chip time over the computer's time, over the last second; below 1 where the computer is too slow. */
  readonly speedFactor: number;
  /** Puts the car on the start of this track; laps and times begin anew. */
  place(track: unknown, seed?: number): void;
  /** Puts the car back on the start of its track. */
  reset(): void;
  /** The button on the car. */
  press(down: boolean): void;
  close(): Promise<void>;
}

export function startVirtualCar(_options: VirtualCarOptions): VirtualCarDevice {
  throw new Error('no virtual car yet');
}
