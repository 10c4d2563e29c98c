import { describe, expect, it } from 'vitest';
import { hashTo, routeOf } from './route-state.svelte.ts';

describe('the way to a page', () => {
  it('leads there and back, whatever the ids hold', () => {
    expect(routeOf(hashTo('learn', 'track-car/first', '第 1 课'))).toEqual({ page: 'learn', args: ['track-car/first', '第 1 课'] });
  });

  it.each(['', '#', '#/', '#/nowhere/1', '#/%E0%A4%A', '#/constructor'])('that leads nowhere (%s) leads to the code', (hash) => {
    expect(routeOf(hash).page).toBe('code');
  });
});
