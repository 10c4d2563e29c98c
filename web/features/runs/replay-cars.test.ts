import { describe, expect, it } from 'vitest';
import { shippedProfile } from '../../../firmware-profiles/index.ts';
import type { TelemetryFrame } from '../../../core/run/run-types.ts';
import { replayCars } from './replay-cars.ts';

const profile = shippedProfile('uno-line-car')!;
const at = (xMm: number) => ({ xMm, yMm: 0, headingDeg: 90 });
const frame = (atMs: number, others: readonly number[]): TelemetryFrame => ({
  ...{ atMs, pose: at(atMs), leftPercent: 0, rightPercent: 0, line: [1], sonarMm: null, led: '', toneHz: 0, lap: 0, lapStartedAtMs: 0 },
  others: others.map((car) => ({ car, ...at(100 * car + atMs) })),
});
type Run = Parameters<typeof replayCars>[0];

describe('the cars of a replay', () => {
  it('are one where the run had one', () => {
    const run = { header: { profile, track: { start: at(5) } }, telemetry: [frame(0, [])] } as unknown as Run;
    expect(replayCars(run)).toEqual({ lead: 0, cars: [{ profile, frames: run.telemetry, start: at(5) }] });
  });

  it('stand by their numbers, the recorded one among them', () => {
    const others = [0, 2].map((car) => ({ profile, start: at(100 * car) }));
    const telemetry = [frame(0, [0, 2]), frame(16, [0, 2])];
    const { cars, lead } = replayCars({ header: { profile, track: null, among: { car: 1, others } }, telemetry } as unknown as Run);
    expect(lead).toBe(1);
    expect(cars[1]!.frames).toBe(telemetry);
    expect(cars.map(({ frames }) => frames[1]!.pose!.xMm)).toEqual([16, 16, 216]);
    expect(cars[2]!.start).toEqual(at(200));
  });
});
