import { describe, expect, it } from 'vitest';
import type { TelemetryFrame } from '../../core/run/run-types.ts';
import { frameIndexAt, poseAt } from './pose-at.ts';

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

describe('frameIndexAt', () => {
  it('finds the last frame at or before a time', () => {
    const frames = [0, 50, 100].map((atMs) => ({ atMs }));
    expect([-1, 0, 49, 50, 99, 100, 5000].map((atMs) => frameIndexAt(frames, atMs))).toEqual([-1, 0, 0, 1, 1, 2, 2]);
    expect(frameIndexAt([], 5)).toBe(-1);
  });
});
