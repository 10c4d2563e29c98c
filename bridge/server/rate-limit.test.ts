import { describe, expect, it } from 'vitest';
import { RateLimit } from './rate-limit.ts';

describe('a rate limit', () => {
  it('lets a burst pass and then its rate', () => {
    const limit = new RateLimit({ perS: 10, burst: 5, nowMs: 0 });
    const passed = (times: readonly number[]) => times.filter((nowMs) => limit.take(nowMs)).length;
    expect(passed(Array.from({ length: 20 }, () => 0))).toBe(5);
    expect(passed(Array.from({ length: 1000 }, (_, ms) => ms + 1))).toBe(10);
  });

  it('saves up no more than a burst', () => {
    const limit = new RateLimit({ perS: 10, burst: 5, nowMs: 0 });
    const passed = Array.from({ length: 20 }, () => limit.take(1_000_000)).filter(Boolean);
    expect(passed).toHaveLength(5);
  });
});
