/** What a picture of a track shows, and who can draw it: flat (flat-stage.ts), or in space (web/adapters/three). Layer: web/ui. */
import type { RobotProfile } from '../../../core/robot/profile.ts';
import type { PoseView, TelemetryFrame } from '../../../core/run/run-types.ts';
import type { Track } from '../../../core/sim/track.ts';
import type { DrawingColors } from '../track-drawing.ts';

export interface CarLook {
  readonly profile: RobotProfile;
  readonly color: string;
  /** Written on its roof; absent where it is alone. */
  readonly label?: string;
}

/** An earlier run that drives along, unhurt by anything. */
export interface GhostLook extends CarLook {
  readonly label: string;
  /** Oldest first. */
  readonly frames: readonly TelemetryFrame[];
}

/** What stays as it is while cars drive. */
export interface StageScene {
  readonly track: Track;
  readonly cars: readonly CarLook[];
  /** Index of the car that is followed, and whose sight is shown. */
  readonly lead: number;
  readonly ghosts: readonly GhostLook[];
  readonly colors: DrawingColors;
  /** Where that car will have driven, if that is known. */
  readonly coming?: readonly TelemetryFrame[];
}

export interface CarMoment {
  /** undefined: nobody knows where it is. */
  readonly pose: PoseView | undefined;
  readonly frame: TelemetryFrame | undefined;
  /** Borrowed. The first `frameCount` of them are the way it came. */
  readonly frames: readonly TelemetryFrame[];
  readonly frameCount: number;
}

export interface StageMoment {
  readonly atMs: number;
  /** Rises with whatever else changes at the same time. */
  readonly version: number;
  /** As many as the scene has looks. */
  readonly cars: readonly CarMoment[];
}

export interface Stage {
  /** Size in device pixels. */
  arrange(scene: StageScene, width: number, height: number): void;
  /** Draws if anything has changed since the last time. */
  draw(moment: StageMoment, elapsedMs: number): void;
  close(): void;
}
