import { describe, expect, it } from 'vitest';
import { flagsOf } from './flags.ts';
import type { ReplayEvent } from './replay-state.svelte.ts';

const at = (atMs: number, kind: 'collision' | 'off-line' | 'time-over' = 'collision') => ({ kind, atMs, sinceMs: 0 }) as ReplayEvent;

describe('flags on a timeline', () => {
  it('stand where their events are', () => {
    expect(flagsOf([at(0), at(500), at(1000)], 1000, 400).map(({ share }) => share)).toEqual([0, 0.5, 1]);
  });

  it('become one where they would cover each other, by what matters most', () => {
    const flags = flagsOf([at(100, 'off-line'), at(110), at(900)], 1000, 400);
    expect(flags.map(({ events, main }) => [events.length, main.kind])).toEqual([
      [2, 'collision'],
      [1, 'collision'],
    ]);
  });

  it('are few however many events there are', () => {
    const events = Array.from({ length: 20_000 }, (_, i) => at(i));
    expect(flagsOf(events, 20_000, 400).length).toBeLessThanOrEqual(20);
  });

  it('are none before the timeline has a width', () => {
    expect(flagsOf([at(1)], 10, 0)).toEqual([]);
  });
});
