import { describe, expect, it } from 'vitest';
import { Playback } from './playback.ts';

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
