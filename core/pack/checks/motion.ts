/** What the car did, read from a run's frames. Layer: pack. Frames without a pose (a real car that nobody tracks) say nothing here. */
import type { Zone } from './check-schema.ts';
import type { FactFrame, FactPose } from './facts.ts';

/** Between two frames a car that stands moves and turns by less. */
const STANDING_MM = 0.3;
const STANDING_DEG = 0.3;

export function isWithin(pose: FactPose, { xMm, yMm }: Zone): boolean {
  const inX = xMm === undefined || (pose.xMm >= xMm[0] && pose.xMm <= xMm[1]);
  return inX && (yMm === undefined || (pose.yMm >= yMm[0] && pose.yMm <= yMm[1]));
}

const outside = (value: number, [from, to]: readonly [number, number]): number => Math.max(from - value, value - to, 0);

/** The way from the pose to the zone, mm; 0 within. */
export function outsideMm(pose: FactPose, { xMm, yMm }: Zone): number {
  const dx = xMm === undefined ? 0 : outside(pose.xMm, xMm);
  const dy = yMm === undefined ? 0 : outside(pose.yMm, yMm);
  return Math.sqrt(dx * dx + dy * dy);
}

/** The lesser angle from one heading to another: −180 < d ≤ 180. */
export function turnBetween(fromDeg: number, toDeg: number): number {
  const turn = (toDeg - fromDeg) % 360;
  if (turn > 180) return turn - 360;
  return turn <= -180 ? turn + 360 : turn;
}

/** From the first frame to the last, clockwise positive, whole turns counted. */
export function turnedDeg(frames: readonly FactFrame[]): number {
  let sum = 0;
  let before: FactPose | undefined;
  for (const { pose } of frames) {
    if (pose !== undefined && before !== undefined) sum += turnBetween(before.headingDeg, pose.headingDeg);
    before = pose ?? before;
  }
  return sum;
}

export interface Rest {
  readonly pose: FactPose;
  readonly forS: number;
}

/** Where the car stood still after it had moved, in order. */
export function restsOf(frames: readonly FactFrame[]): readonly Rest[] {
  const rests: Rest[] = [];
  let hasMoved = false;
  let since: FactFrame | undefined;
  let before: FactFrame | undefined;
  const close = (end: FactFrame | undefined): void => {
    if (hasMoved && since?.pose && end !== undefined && end.atMs > since.atMs) {
      rests.push({ pose: since.pose, forS: (end.atMs - since.atMs) / 1000 });
    }
    since = undefined;
  };
  for (const frame of frames) {
    if (frame.pose === undefined) continue;
    if (before?.pose !== undefined) {
      const dx = frame.pose.xMm - before.pose.xMm;
      const dy = frame.pose.yMm - before.pose.yMm;
      const turn = Math.abs(turnBetween(before.pose.headingDeg, frame.pose.headingDeg));
      if (dx * dx + dy * dy < STANDING_MM * STANDING_MM && turn < STANDING_DEG) since ??= before;
      else {
        close(before);
        hasMoved = true;
      }
    }
    before = frame;
  }
  close(before);
  return rests;
}

/** How many of the zones the car came into, one after the other. */
export function zonesVisited(frames: readonly FactFrame[], zones: readonly Zone[]): number {
  let next = 0;
  for (const { pose } of frames) {
    const zone = zones[next];
    if (zone === undefined) break;
    if (pose !== undefined && isWithin(pose, zone)) next += 1;
  }
  return next;
}
