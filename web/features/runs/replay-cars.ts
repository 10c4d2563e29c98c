/** All cars of a recorded run: the recorded one, and those it was among, by where they were. Layer: web/features/runs. */
import type { RobotProfile } from '../../../core/robot/profile.ts';
import type { PoseView, TelemetryFrame } from '../../../core/run/run-types.ts';
import type { OpenedRun } from '../../adapters/runs/run-rpc.ts';

export interface ReplayCar {
  readonly profile: RobotProfile;
  /** Of another than the recorded one only its poses are its own. */
  readonly frames: readonly TelemetryFrame[];
  readonly start: PoseView | undefined;
}

export interface ReplayCars {
  /** By their numbers. */
  readonly cars: readonly ReplayCar[];
  /** Which of them is the recorded one. */
  readonly lead: number;
}

function framesOf(telemetry: readonly TelemetryFrame[], number: number): readonly TelemetryFrame[] {
  return telemetry.flatMap((frame) => {
    const pose = frame.others?.find(({ car }) => car === number);
    return pose === undefined ? [] : [{ ...frame, pose }];
  });
}

export function replayCars({ header, telemetry }: Pick<OpenedRun, 'header' | 'telemetry'>): ReplayCars {
  const { profile, track, among } = header;
  const own: ReplayCar = { profile, frames: telemetry, start: track?.start };
  if (among === undefined) return { cars: [own], lead: 0 };
  const lead = among.car;
  const others = among.others.map((other, index): ReplayCar => ({
    profile: other.profile,
    frames: framesOf(telemetry, index < lead ? index : index + 1),
    start: other.start,
  }));
  return { cars: others.toSpliced(lead, 0, own), lead };
}
