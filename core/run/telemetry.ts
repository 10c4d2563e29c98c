/** What a viewer sees of a simulated car at one moment. Layer: run. */
import type { World } from '../sim/world.ts';
import type { TelemetryFrame } from './run-types.ts';

const FRAMES_PER_S = 60;

function lineOf(world: World): readonly number[] {
  const line: number[] = [];
  for (let i = 0; i < world.lineCount; i++) line.push(world.line(i));
  return line;
}

export function worldFrame(world: World): TelemetryFrame {
  const { referee, motors } = world;
  const sonarMm = world.sonarMm();
  const lastLapMs = referee.lapTimesMs.at(-1);
  return {
    atMs: world.timeMs,
    pose: world.pose,
    leftPercent: motors.leftPercent,
    rightPercent: motors.rightPercent,
    speedMmPerS: world.speedMmPerS,
    line: lineOf(world),
    sonarMm: sonarMm === Infinity ? null : sonarMm,
    led: world.led,
    toneHz: world.toneHz,
    lap: referee.laps + (referee.hasFinished ? 0 : 1),
    lapStartedAtMs: referee.lapStartedAtMs ?? 0,
    ...(lastLapMs === undefined ? {} : { lastLapMs }),
    ...(world.boxes.length === 0 ? {} : { boxes: world.boxes }),
    ...(world.others.length === 0 ? {} : { others: world.others }),
  };
}

/** When the next frame is due: 60 a second of robot time, however far time jumps. */
export class FrameTimer {
  #count = 0;

  isDue(nowMs: number): boolean {
    if (nowMs * FRAMES_PER_S < this.#count * 1000) return false;
    this.#count = Math.floor((nowMs * FRAMES_PER_S) / 1000) + 1;
    return true;
  }
}
