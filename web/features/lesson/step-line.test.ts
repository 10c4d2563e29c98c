import { describe, expect, it } from 'vitest';
import { pathThrough, pointOf } from './step-line.ts';

describe('the line through a lesson’s steps', () => {
  it('waves from step to step', () => {
    expect([0, 1, 2].map((index) => pointOf(index).x)).toEqual([0.5, 1.5, 2.5]);
    expect(pointOf(0).y).toBeGreaterThan(pointOf(1).y);
    expect(pathThrough(3)).toBe('M0.5 0.61C1 0.61 1 0.39 1.5 0.39C2 0.39 2 0.61 2.5 0.61');
  });

  it('needs two steps', () => {
    expect(pathThrough(1)).toBe('');
  });
});
