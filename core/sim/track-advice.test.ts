import { describe, expect, it } from 'vitest';
import { findTrackAdvice } from './track-advice.ts';
import { trackOf } from './testing/tracks.ts';

const at = (xMm: number, yMm: number): { readonly xMm: number; readonly yMm: number } => ({ xMm, yMm });
const box = (xMm: number, yMm: number): Record<string, unknown> => ({ center: at(xMm, yMm), widthMm: 100, lengthMm: 100, massG: 200 });

describe('advice on what stands on a floor', () => {
  it('names boxes off the floor, within another box or a wall, and where the car starts', () => {
    const track = trackOf({
      walls: [{ from: at(3000, 500), to: at(3000, 900) }],
      boxes: [box(500, 500), box(560, 560), box(3020, 700), box(3990, 1000), box(2050, 2000)],
    });
    expect(findTrackAdvice(track)).toEqual([
      { code: 'track.start-at-wall', params: { path: 'boxes[4]' } },
      { code: 'track.boxes-overlap', params: { path: 'boxes[1]', other: 'boxes[0]' } },
      { code: 'track.boxes-overlap', params: { path: 'boxes[2]', other: 'walls[0]' } },
      { code: 'track.off-floor', params: { path: 'boxes[3]' } },
    ]);
  });

  it('says nothing of boxes that only touch, as they are stacked', () => {
    expect(findTrackAdvice(trackOf({ boxes: [box(500, 500), box(600, 500)] }))).toEqual([]);
  });

  it('names a ramp that leads off the floor', () => {
    const ramp = { center: at(100, 2000), widthMm: 400, lengthMm: 600, topMm: 100, heightMm: 40, headingDeg: 90 };
    expect(findTrackAdvice(trackOf({ ramps: [ramp] }))).toEqual([{ code: 'track.off-floor', params: { path: 'ramps[0]' } }]);
  });
});
