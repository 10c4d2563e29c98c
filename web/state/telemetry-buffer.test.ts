import { describe, expect, it } from 'vitest';
import type { TelemetryFrame } from '../../core/run/run-types.ts';
import { TelemetryBuffer } from './telemetry-buffer.ts';

function frameAt(atMs: number): TelemetryFrame {
  return { atMs, leftPercent: 0, rightPercent: 0, line: [], sonarMm: null, led: 'off', toneHz: 0, lap: 0, lapStartedAtMs: 0 };
}

describe('TelemetryBuffer', () => {
  it('raises its version with every change', () => {
    const buffer = new TelemetryBuffer();
    const before = buffer.version;
    buffer.push([frameAt(0)]);
    expect(buffer.version).toBeGreaterThan(before);
  });

  it('keeps the latest frames and forgets the oldest, however long a run is', () => {
    const buffer = new TelemetryBuffer();
    for (let i = 0; i < 20_000; i += 1) buffer.push([frameAt(i)]);
    expect(buffer.latest?.atMs).toBe(19_999);
    expect(buffer.frames.length).toBeLessThan(9_000);
  });

  it('counts a lap when it is over, also the last of a race', () => {
    const buffer = new TelemetryBuffer();
    const frame = (atMs: number, lap: number, lastLapMs?: number) => ({
      ...frameAt(atMs),
      lap,
      ...(lastLapMs === undefined ? {} : { lastLapMs }),
    });
    buffer.push([frame(0, 1), frame(9, 2, 9), frame(10, 2, 9), frame(18, 3, 9), frame(30, 3, 12)]);
    expect(buffer.laps.map((lap) => lap.lapMs)).toEqual([9, 9, 12]);
  });

  it('bounds how many plots a program may open', () => {
    const buffer = new TelemetryBuffer();
    buffer.plot(Array.from({ length: 100 }, (_, i) => ({ atMs: 0, name: `p${i}`, value: i })));
    expect(buffer.plots.size).toBe(16);
  });

  it('forgets everything for a new run', () => {
    const buffer = new TelemetryBuffer();
    buffer.push([frameAt(0)]);
    buffer.plot([{ atMs: 0, name: 'a', value: 1 }]);
    buffer.clear();
    expect(buffer.latest).toBeUndefined();
    expect(buffer.plots.size).toBe(0);
  });
});
