/** One robot that is taken by somebody. Layer: bridge/sessions. */
import type { Events } from '../../core/base/emitter.ts';
import type { ByteStreamOpener } from '../../core/device/byte-stream.ts';
import type { Clock } from '../../core/device/clock.ts';
import type { RobotProfile } from '../../core/robot/profile.ts';
import type { TelemetryFrame } from '../../core/run/run-types.ts';
import type { Track } from '../../core/sim/track.ts';
import type { SeenEvents } from '../emulator/virtual-car-messages.ts';

/** The world of a virtual car: what a real one has nobody to tell. */
export interface TrackedCar {
  /** `atMs` by the device's clock. */
  readonly telemetry: Events<readonly TelemetryFrame[]>;
  readonly referee: Events<SeenEvents>;
  /** Onto the start of a track; laps begin anew. */
  place(track: Track, seed: number): void;
}

export interface RobotDevice {
  readonly profile: RobotProfile;
  readonly opener: ByteStreamOpener;
  /** The robot's own time: the chip's for an emulated one, else the computer's. */
  readonly clock: Clock;
  readonly car?: TrackedCar;
  /** Others may have it now. Idempotent; after its stream is closed. */
  release(): Promise<void>;
}
