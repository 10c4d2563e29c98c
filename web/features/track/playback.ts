/**
 * Between telemetry batches and the screen. Layer: web/features/track.
 * Why: batches come 30 times a second and not quite evenly; a screen draws 60. Playing a little behind and in between looks like driving.
 */
import type { PoseView, TelemetryFrame } from '../../../core/run/run-types.ts';

/** How far the picture may lag behind what is known. */
const LAG_MS_MAX = 120;
const LAG_MS_USUAL = 50;

export class Playback {
  #shownAtMs = 0;

  /** Robot time to show, after so much screen time has passed. */
  advance(elapsedMs: number, latestAtMs: number, driving: boolean): number {
    if (!driving || latestAtMs < this.#shownAtMs) this.#shownAtMs = latestAtMs;
    else {
      const lagMs = latestAtMs - this.#shownAtMs;
      const rate = lagMs > LAG_MS_USUAL ? 1.1 : 0.95;
      this.#shownAtMs = Math.min(latestAtMs, Math.max(latestAtMs - LAG_MS_MAX, this.#shownAtMs + elapsedMs * rate));
    }
    return this.#shownAtMs;
  }
}

function turnBetween(fromDeg: number, toDeg: number): number {
  return ((((toDeg - fromDeg) % 360) + 540) % 360) - 180;
}

/** Where the car stood then: between the two frames around that time. undefined where nobody knows. */
export function poseAt(frames: readonly TelemetryFrame[], atMs: number): PoseView | undefined {
  let index = frames.length - 1;
  while (index > 0 && frames[index]!.atMs > atMs) index -= 1;
  const from = frames[index];
  const to = frames[index + 1];
  if (from?.pose === undefined || to?.pose === undefined || to.atMs <= from.atMs) return from?.pose;
  const share = Math.min(1, Math.max(0, (atMs - from.atMs) / (to.atMs - from.atMs)));
  return {
    xMm: from.pose.xMm + (to.pose.xMm - from.pose.xMm) * share,
    yMm: from.pose.yMm + (to.pose.yMm - from.pose.yMm) * share,
    headingDeg: from.pose.headingDeg + turnBetween(from.pose.headingDeg, to.pose.headingDeg) * share,
  };
}
