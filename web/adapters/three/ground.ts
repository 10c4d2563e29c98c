/** How high the ground is under a point, and how a car leans on it. Layer: web/adapters/three; pure. */
import type { Track } from '../../../core/sim/track.ts';
import type { PoseView } from '../../../core/run/run-types.ts';

export interface Lean {
  readonly heightMm: number;
  /** Radians, nose up positive. */
  readonly pitch: number;
}

/** Between the axle and where the nose rests. */
const NOSE_MM = 60;

export function groundHeightMm({ ramps }: Pick<Track, 'ramps'>, xMm: number, yMm: number): number {
  let highest = 0;
  for (const { center, widthMm, lengthMm, topMm, heightMm, headingDeg } of ramps) {
    const heading = (headingDeg * Math.PI) / 180;
    const [dx, dy] = [xMm - center.xMm, yMm - center.yMm];
    const along = Math.abs(dx * Math.sin(heading) + dy * Math.cos(heading));
    const across = Math.abs(dx * Math.cos(heading) - dy * Math.sin(heading));
    if (along > lengthMm / 2 || across > widthMm / 2) continue;
    const sideMm = (lengthMm - topMm) / 2;
    const share = sideMm === 0 ? 1 : Math.min(1, (lengthMm / 2 - along) / sideMm);
    highest = Math.max(highest, share * heightMm);
  }
  return highest;
}

export function leanOf(track: Pick<Track, 'ramps'>, { xMm, yMm, headingDeg }: PoseView): Lean {
  if (track.ramps.length === 0) return { heightMm: 0, pitch: 0 };
  const heading = (headingDeg * Math.PI) / 180;
  const heightMm = groundHeightMm(track, xMm, yMm);
  const noseMm = groundHeightMm(track, xMm + Math.sin(heading) * NOSE_MM, yMm + Math.cos(heading) * NOSE_MM);
  return { heightMm, pitch: Math.atan2(noseMm - heightMm, NOSE_MM) };
}
