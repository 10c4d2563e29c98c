/** What a viewer sees of a live robot: its own state, and where it stands if its world is known. Layer: live. */
import type { Unsubscribe } from '../base/emitter.ts';
import type { FirmataRobot } from '../device/firmata/firmata-robot.ts';
import type { TelemetryFrame } from '../run/run-types.ts';
import type { RobotDevice } from './robot-device.ts';

/** The robot's time of a moment on the device's clock. */
export type RobotTimeOf = (deviceMs: number) => number;

export interface LiveFramesOptions {
  readonly device: RobotDevice;
  readonly robot: FirmataRobot;
  /**
   * Frames of the car's world, joined; at most 60 a second, and while no program runs only what has changed.
   * Never called for a device whose world is not known.
   */
  readonly onFrames: (frames: readonly TelemetryFrame[]) => void;
}

export class LiveFrames {
  readonly #robot: FirmataRobot;
  readonly #unsubscribe: Unsubscribe;
  #latest: TelemetryFrame | undefined;
  #shown: TelemetryFrame | undefined;
  #isRunning = false;
  /** Device time at which the car was last put on its track. */
  #worldSinceMs = -Infinity;
  #timeOf: RobotTimeOf = () => 0;
  #distanceMm = 0;

  constructor({ device, robot, onFrames }: LiveFramesOptions) {
    this.#robot = robot;
    this.#unsubscribe =
      device.car?.telemetry.subscribe((all) => {
        const frames = all.filter((frame) => frame.lapStartedAtMs >= this.#worldSinceMs);
        for (const frame of frames) this.#see(frame);
        const shown = this.#isRunning ? frames : frames.slice(-1).filter((frame) => differs(frame, this.#shown));
        this.#shown = frames.at(-1);
        if (shown.length > 0) onFrames(shown.map((frame) => this.#join(frame, Math.max(0, this.#timeOf(frame.atMs)))));
      }) ?? (() => {});
  }

  /**
   * A run begins: the way is counted anew, and frames carry its time.
   * @param placedAtMs device time of the car's being put on its track; frames of the world before are still under way and are left out
   */
  begin(timeOf: RobotTimeOf, placedAtMs: number): void {
    this.#worldSinceMs = Math.floor(placedAtMs);
    this.#timeOf = timeOf;
    this.#isRunning = true;
    this.#latest = undefined;
    this.#distanceMm = 0;
  }

  /** A run has ended: its time stands still. */
  end(atMs: number): void {
    this.#timeOf = () => atMs;
    this.#isRunning = false;
  }

  /** The frame at robot time `atMs`, with the pose as last seen. */
  at(atMs: number): TelemetryFrame {
    const { leftPercent, rightPercent, line, sonarMm, led, toneHz } = this.#robot.state();
    if (this.#latest !== undefined) return this.#join(this.#latest, atMs);
    const sonar = Number.isFinite(sonarMm) ? sonarMm : null;
    return { atMs, leftPercent, rightPercent, line, sonarMm: sonar, led, toneHz, lap: 0, lapStartedAtMs: 0 };
  }

  get last(): TelemetryFrame | undefined {
    return this.#latest;
  }

  /** Along the path, as seen frame by frame. */
  get distanceMm(): number {
    return this.#distanceMm;
  }

  close(): void {
    this.#unsubscribe();
  }

  #see(frame: TelemetryFrame): void {
    const before = this.#latest?.pose;
    if (frame.pose && before) this.#distanceMm += distance(frame.pose.xMm - before.xMm, frame.pose.yMm - before.yMm);
    this.#latest = frame;
  }

  /** The program's view (commanded motors, sensors as read) in the world's frame. */
  #join(frame: TelemetryFrame, atMs: number): TelemetryFrame {
    const { line } = this.#robot.state();
    return { ...frame, atMs, line, lapStartedAtMs: Math.max(0, this.#timeOf(frame.lapStartedAtMs)) };
  }
}

function distance(xMm: number, yMm: number): number {
  return Math.sqrt(xMm * xMm + yMm * yMm);
}

function differs(frame: TelemetryFrame, before: TelemetryFrame | undefined): boolean {
  const { pose, leftPercent, rightPercent } = frame;
  if (before?.pose === undefined || pose === undefined) return true;
  const stands = pose.xMm === before.pose.xMm && pose.yMm === before.pose.yMm && pose.headingDeg === before.pose.headingDeg;
  return !stands || leftPercent !== before.leftPercent || rightPercent !== before.rightPercent;
}
