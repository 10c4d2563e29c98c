import { beforeEach, describe, expect, it } from 'vitest';
import { Emitter } from '../base/emitter.ts';
import type { FirmataRobot } from '../device/firmata/firmata-robot.ts';
import type { TelemetryFrame } from '../run/run-types.ts';
import { LiveFrames } from './live-frames.ts';
import type { RobotDevice } from './robot-device.ts';

const state = { leftPercent: 50, rightPercent: 40, line: [1, 2, 3], sonarMm: Infinity, led: 'off', toneHz: 0 };
const robot = { state: () => state } as unknown as FirmataRobot;

function frameAt(atMs: number, changes: Partial<TelemetryFrame> = {}): TelemetryFrame {
  return {
    ...{ atMs, pose: { xMm: atMs, yMm: 0, headingDeg: 0 }, leftPercent: 49, rightPercent: 39, line: [9, 9, 9], sonarMm: null, led: 'off' },
    ...{ toneHz: 0, lap: 0, lapStartedAtMs: 1000, ...changes },
  };
}

describe('frames of a live robot', () => {
  let telemetry: Emitter<readonly TelemetryFrame[]>;
  let shown: TelemetryFrame[];
  let frames: LiveFrames;

  beforeEach(() => {
    telemetry = new Emitter();
    shown = [];
    const device = { car: { telemetry, place: () => {} } } as unknown as RobotDevice;
    frames = new LiveFrames({ device, robot, onFrames: (more) => shown.push(...more) });
  });

  const begin = (placedAtMs: number) => frames.begin((deviceMs) => deviceMs - placedAtMs, placedAtMs);

  it('carry the robot’s time and what its program reads', () => {
    begin(1000.4);
    telemetry.emit([frameAt(1010), frameAt(1027)]);
    expect(shown).toMatchObject([
      { atMs: 9.600000000000023, line: [1, 2, 3], leftPercent: 49 },
      { atMs: 26.600000000000023, lapStartedAtMs: 0 },
    ]);
  });

  it('of the world before the run are left out', () => {
    begin(1000);
    telemetry.emit([frameAt(1003, { lapStartedAtMs: 500, lastLapMs: 400 })]);
    expect(shown).toEqual([]);
    expect(frames.distanceMm).toBe(0);
  });

  it('count the distance', () => {
    begin(1000);
    telemetry.emit([
      frameAt(1010),
      frameAt(1020, { lapStartedAtMs: 1015, lastLapMs: 15 }),
      frameAt(1040, { lapStartedAtMs: 1015, lastLapMs: 15 }),
    ]);
    telemetry.emit([frameAt(1050, { lapStartedAtMs: 1045, lastLapMs: 30 })]);
    expect(frames.distanceMm).toBe(40);
  });

  it('of a car that rests are shown once', () => {
    const pose = { xMm: 1, yMm: 2, headingDeg: 3 };
    for (let atMs = 0; atMs < 100; atMs += 17) telemetry.emit([frameAt(atMs, { pose })]);
    expect(shown).toHaveLength(1);
    telemetry.emit([frameAt(200, { pose: { ...pose, xMm: 5 } })]);
    expect(shown).toHaveLength(2);
    expect(shown[1]?.atMs).toBe(0);
  });

  it('of a robot whose world nobody knows have no pose', () => {
    const frame = new LiveFrames({ device: {} as RobotDevice, robot, onFrames: () => {} }).at(7);
    expect(frame).toEqual({ ...state, atMs: 7, sonarMm: null, lap: 0, lapStartedAtMs: 0 });
  });
});
