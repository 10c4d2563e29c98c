/** One robot that is taken by somebody. Layer: live. */
import type { Events } from '../base/emitter.ts';
import type { Result } from '../base/result.ts';
import type { ByteStreamOpener } from '../device/byte-stream.ts';
import type { Clock } from '../device/clock.ts';
import type { CarCalibration } from '../robot/calibration.ts';
import type { RobotProfile } from '../robot/profile.ts';
import type { TelemetryFrame } from '../run/run-types.ts';
import type { Track } from '../sim/track.ts';
import type { RefereeEvent } from '../sim/referee-events.ts';

/** What the referee of a car's world saw; times by the device's clock. */
export interface SeenEvents {
  /** When the car was put on its track: events of a world before are still under way when the next begins. */
  readonly worldSinceMs: number;
  readonly events: readonly RefereeEvent[];
}

/** The world of a virtual car: what a real one has nobody to tell. */
export interface TrackedCar {
  /** `atMs` by the device's clock. */
  readonly telemetry: Events<readonly TelemetryFrame[]>;
  readonly referee: Events<SeenEvents>;
  /** Onto the start of a track; laps begin anew. */
  place(track: Track, seed: number): void;
}

/** Where the calibrations of cars are kept. */
export interface CarRecords {
  /** @param carId what the board says of itself; undefined: nothing. */
  find(carId: string | undefined): Promise<CarCalibration | undefined>;
  keep(carId: string | undefined, calibration: CarCalibration): Promise<Result<void>>;
}

export interface RobotDevice {
  /** Absent: this device's calibration is not kept. */
  readonly records?: CarRecords;
  /** 8 random bytes, hex: for a board that has no identity yet. */
  readonly newCarId: () => string;
  readonly profile: RobotProfile;
  readonly opener: ByteStreamOpener;
  /** The robot's own time: the chip's for an emulated one, else the computer's. */
  readonly clock: Clock;
  readonly car?: TrackedCar;
  /** Others may have it now. Idempotent; after its stream is closed. */
  release(): Promise<void>;
}
