import { describe, expect, it } from 'vitest';
import type { TelemetryFrame } from '../../../core/run/run-types.ts';
import { Playback, poseAt } from './playback.ts';

function frameAt(atMs: number, xMm: number, headingDeg: number): TelemetryFrame {
  const rest = { leftPercent: 0, rightPercent: 0, line: [], sonarMm: null, led: 'off', toneHz: 0, lap: 0, lapStartedAtMs: 0 };
  return { atMs, pose: { xMm, yMm: 0, headingDeg }, ...rest };
}

describe('poseAt', () => {
  it('stands between two frames in proportion to the time', () => {
    expect(poseAt([frameAt(0, 0, 0), frameAt(20, 10, 40)], 5)).toEqual({ xMm: 2.5, yMm: 0, headingDeg: 10 });
  });

  it('turns the short way over north', () => {
    expect(poseAt([frameAt(0, 0, 350), frameAt(20, 0, 10)], 10)?.headingDeg).toBe(360);
  });

  it('stays at the last frame when time runs ahead of it', () => {
    expect(poseAt([frameAt(0, 3, 0)], 500)?.xMm).toBe(3);
  });

  it('says nothing where nothing is known', () => {
    expect(poseAt([], 0)).toBeUndefined();
  });
});

describe('Playback', () => {
  it('never runs ahead of what is known', () => {
    const playback = new Playback();
    expect(playback.advance(1000, 40, true)).toBe(40);
  });

  it('never lags far behind', () => {
    const playback = new Playback();
    expect(playback.advance(16, 5000, true)).toBe(4880);
  });

  it('shows the latest moment when the car stands', () => {
    expect(new Playback().advance(16, 5000, false)).toBe(5000);
  });

  it('starts again with a new run', () => {
    const playback = new Playback();
    playback.advance(16, 5000, true);
    expect(playback.advance(16, 10, true)).toBe(10);
  });
});
