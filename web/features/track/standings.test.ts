import { describe, expect, it } from 'vitest';
import { standings } from './standings.ts';

describe('the standings', () => {
  it('are by laps, then by who finished the last one first, then by number', () => {
    const order = standings([
      [],
      [{ atMs: 9000, lapMs: 9000 }],
      [
        { atMs: 9500, lapMs: 9500 },
        { atMs: 18_000, lapMs: 8500 },
      ],
      [{ atMs: 8000, lapMs: 8000 }],
      [],
    ]);
    expect(order.map(({ car }) => car)).toEqual([2, 3, 1, 0, 4]);
    expect(order[0]).toEqual({ car: 2, laps: 2, lastLapMs: 8500, bestLapMs: 8500 });
    expect(order.at(-1)).toEqual({ car: 4, laps: 0, lastLapMs: undefined, bestLapMs: undefined });
  });
});
