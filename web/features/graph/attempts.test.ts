import { describe, expect, it } from 'vitest';
import { curvesOf, withChange, type Attempt } from './attempts.ts';

const start: Attempt = { fromMs: 0, name: '', value: undefined };
const plots = (points: readonly (readonly [number, number])[]) => new Map([['error', points.map(([atMs, value]) => ({ atMs, value }))]]);

describe('attempts at tuning', () => {
  it('are the last three', () => {
    let attempts: readonly Attempt[] = [start];
    for (const value of [1, 2, 3]) attempts = withChange(attempts, { fromMs: value * 5000, name: 'Kp', value });
    expect(attempts.map(({ value }) => value)).toEqual([1, 2, 3]);
  });

  it('take a slider that is dragged as one change, and another slider as another', () => {
    const dragged = [10, 20, 30].reduce<readonly Attempt[]>(
      (all, step) => withChange(all, { fromMs: 5000 + step, name: 'Kp', value: step }),
      [start],
    );
    expect(dragged).toEqual([start, { fromMs: 5030, name: 'Kp', value: 30 }]);
    expect(withChange(dragged, { fromMs: 5040, name: 'Kd', value: 1 })).toHaveLength(3);
  });

  it('give a curve each, from 0 s on', () => {
    const source = { latest: undefined, frames: [], plots: plots([[0, 9], [100, 8], [5000, 7], [5100, 6]]) }; // prettier-ignore
    expect(curvesOf(source, [start, { fromMs: 5000, name: 'Kp', value: 1 }])).toEqual([
      [
        [0, 9],
        [100, 8],
      ],
      [
        [0, 7],
        [100, 6],
      ],
    ]);
  });

  it('take what the sensors see where the program plots no error', () => {
    const frame = (atMs: number, line: readonly number[]) => ({
      ...{ atMs, line, leftPercent: 0, rightPercent: 0, sonarMm: null, led: '', toneHz: 0, lap: 0, lapStartedAtMs: 0 },
    });
    const source = { latest: undefined, plots: new Map(), frames: [frame(0, [100, 0, 0]), frame(50, [0, 0, 0]), frame(100, [0, 50, 50])] };
    expect(curvesOf(source, [start])).toEqual([
      [
        [0, -100],
        [100, 50],
      ],
    ]);
  });
});
