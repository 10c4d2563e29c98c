/** Which potentiometer to turn, and which way, so that a digital line sensor tells the line from the floor. Layer: web/features. */
import type { PartOf } from '../../../core/robot/profile.ts';

/** Under every sensor at once, as the person says. */
export type Ground = 'floor' | 'line';

export interface ScrewAdvice {
  /** From 1, left to right. */
  readonly sensor: number;
  readonly verdict: 'right' | 'turn-clockwise' | 'turn-counterclockwise' | 'turn';
}

/** @param reading 0 (light) … 100 (dark), leftmost first */
export function screwAdvice(line: PartOf<'line'>, ground: Ground, reading: readonly number[]): readonly ScrewAdvice[] {
  return line.sensors.map((_, index) => {
    const sensor = index + 1;
    const isDark = (reading[index] ?? 0) > 50;
    if (isDark === (ground === 'line')) return { sensor, verdict: 'right' };
    if (line.darkerTurn === undefined) return { sensor, verdict: 'turn' };
    const wantsDarker = ground === 'line';
    const isClockwise = (line.darkerTurn === 'clockwise') === wantsDarker;
    return { sensor, verdict: isClockwise ? 'turn-clockwise' : 'turn-counterclockwise' };
  });
}
