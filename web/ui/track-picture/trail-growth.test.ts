import { describe, expect, it } from 'vitest';
import type { TelemetryFrame } from '../../../core/run/run-types.ts';
import type { CarMoment } from './stage.ts';
import { TrailGrowth } from './trail-growth.ts';

const frame = (atMs: number): TelemetryFrame => ({
  ...{ atMs, leftPercent: 0, rightPercent: 0, line: [], sonarMm: null, led: '', toneHz: 0, lap: 0, lapStartedAtMs: 0 },
});
const RUN = [frame(0), frame(16), frame(33), frame(50)];
const moment = (frames: readonly TelemetryFrame[], frameCount: number): CarMoment => ({
  ...{ pose: undefined, frame: undefined, frames, frameCount },
});

describe('a trail', () => {
  it('grows by what is new', () => {
    const growth = new TrailGrowth();
    expect(growth.grow([moment(RUN, 2)])).toEqual({ isAnew: true, pieces: [{ car: 0, from: 0, to: 2 }] });
    expect(growth.grow([moment(RUN, 4)])).toEqual({ isAnew: false, pieces: [{ car: 0, from: 2, to: 4 }] });
    expect(growth.grow([moment(RUN, 4)])).toEqual({ isAnew: false, pieces: [] });
  });

  it('begins anew when another run begins, when one goes back, and when a car comes', () => {
    const growth = new TrailGrowth();
    growth.grow([moment(RUN, 3)]);
    expect(growth.grow([moment(RUN, 1)])).toEqual({ isAnew: true, pieces: [{ car: 0, from: 0, to: 1 }] });
    expect(growth.grow([moment(RUN.slice(1), 2)]).isAnew).toBe(true);
    expect(growth.grow([moment(RUN.slice(1), 2), moment(RUN, 1)]).pieces).toHaveLength(2);
  });
});
