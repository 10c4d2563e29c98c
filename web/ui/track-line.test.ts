import { describe, expect, it } from 'vitest';
import { trackPath, trackStops } from './track-line.ts';

const box = { width: 100, height: 20, inset: 4 };

describe('the track through stops', () => {
  it('goes from edge to edge and curves at every stop', () => {
    const stops = trackStops(3, box);
    expect(stops).toEqual([
      { x: 4, y: 16 },
      { x: 50, y: 4 },
      { x: 96, y: 16 },
    ]);
    expect(trackPath(stops)).toBe('M4 16C27 16 27 4 50 4C73 4 73 16 96 16');
  });

  it('has one stop in the middle and no line', () => {
    expect(trackStops(1, box)).toEqual([{ x: 50, y: 10 }]);
    expect(trackPath(trackStops(1, box))).toBe('');
  });

  it('is nothing without stops', () => {
    expect(trackStops(0, box)).toEqual([]);
    expect(trackPath([])).toBe('');
  });
});
