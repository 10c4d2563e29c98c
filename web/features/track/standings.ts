/** Who leads: by laps, then by who finished the last one first. Layer: web/features/track. */
import type { FinishedLap } from '../../state/telemetry-buffer.ts';

export interface Standing {
  /** From 0. */
  readonly car: number;
  readonly laps: number;
  readonly lastLapMs: number | undefined;
  readonly bestLapMs: number | undefined;
}

export function standings(lapsOfCars: readonly (readonly FinishedLap[])[]): readonly Standing[] {
  const finishedAt = (car: number): number => lapsOfCars[car]!.at(-1)?.atMs ?? Infinity;
  return lapsOfCars
    .map((laps, car): Standing => {
      const times = laps.map(({ lapMs }) => lapMs);
      return { car, laps: laps.length, lastLapMs: times.at(-1), bestLapMs: times.length === 0 ? undefined : Math.min(...times) };
    })
    .toSorted((a, b) => b.laps - a.laps || (a.laps > 0 ? finishedAt(a.car) - finishedAt(b.car) : 0) || a.car - b.car);
}
