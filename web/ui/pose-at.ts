/** Where a car stood at a moment between two frames. Layer: web/ui. */
import type { PoseView, TelemetryFrame } from '../../core/run/run-types.ts';

function turnBetween(fromDeg: number, toDeg: number): number {
  return ((((toDeg - fromDeg) % 360) + 540) % 360) - 180;
}

/** Of the last frame at or before that time; −1 where there is none. */
export function frameIndexAt(frames: readonly { readonly atMs: number }[], atMs: number): number {
  let low = 0;
  let high = frames.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (frames[middle]!.atMs <= atMs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Where the car stood then: between the two frames around that time. undefined where nobody knows. */
export function poseAt(frames: readonly TelemetryFrame[], atMs: number): PoseView | undefined {
  const index = Math.max(0, frameIndexAt(frames, atMs));
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
