import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { versionsToForget } from './history-thinning.ts';
import { HISTORY_BYTES_MAX, VERSIONS_MAX } from './project-store.ts';

const history = (savedAtMs: readonly number[], bytes = 100) => savedAtMs.map((at, i) => ({ version: i + 1, savedAtMs: at, bytes }));

describe('versionsToForget', () => {
  it('forgets nothing of a short history', () => {
    expect(versionsToForget(history([1, 2, 3]))).toEqual([]);
  });

  it('forgets the version whose neighbours are closest in time', () => {
    const times = Array.from({ length: VERSIONS_MAX + 1 }, (_, i) => i * 1000);
    times[40] = times[39]! + 1;
    times[41] = times[40]! + 1;
    expect(versionsToForget(history(times))).toEqual([41]);
  });

  it('keeps the first and the newest, and both limits, for any history', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 1_000_000 }), { maxLength: 300 }),
        fc.integer({ min: 1, max: HISTORY_BYTES_MAX }),
        (gaps, bytes) => {
          let at = 0;
          const versions = history(
            gaps.map((gap) => (at += gap)),
            bytes,
          );
          const gone = new Set(versionsToForget(versions));
          const kept = versions.filter(({ version }) => !gone.has(version));
          expect(kept.length).toBeLessThanOrEqual(VERSIONS_MAX);
          expect(kept.length * bytes <= HISTORY_BYTES_MAX || kept.length === 1).toBe(true);
          expect(kept.at(-1)).toEqual(versions.at(-1));
        },
      ),
      { verbose: true },
    );
  });
});
