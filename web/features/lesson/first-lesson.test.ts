import { describe, expect, it } from 'vitest';
import { FIRST_LESSON } from './first-lesson.ts';

const doneBy = (progress: Parameters<(typeof FIRST_LESSON)[number]['isDone']>[0]) =>
  FIRST_LESSON.filter((task) => task.isDone(progress)).map((task) => task.id);

describe('the first lesson', () => {
  it('counts a car that moves', () => {
    expect(doneBy({ kind: 'moved', trackId: 'crossroads' })).toEqual(['first-run']);
  });

  it('counts a slow lap on the oval once, a quick one twice', () => {
    expect(doneBy({ kind: 'lap', trackId: 'oval', lapMs: 20_000 })).toEqual(['first-lap']);
    expect(doneBy({ kind: 'lap', trackId: 'oval', lapMs: 15_000 })).toEqual(['first-lap', 'quick-lap']);
  });

  it('wants the figure eight driven on the figure eight', () => {
    expect(doneBy({ kind: 'lap', trackId: 'figure-eight', lapMs: 9_000 })).toEqual(['figure-eight']);
  });
});
