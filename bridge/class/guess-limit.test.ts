import { describe, expect, it } from 'vitest';
import { GUESSERS_MAX, GuessLimit } from './guess-limit.ts';

const OPTIONS = { freeTries: 3, firstWaitMs: 100, waitMsMax: 1000, forgetMs: 10_000 };

describe('a limit on guesses', () => {
  it('lets the first few wrong ones pass, then waits twice as long each time, up to the most', () => {
    const limit = new GuessLimit(OPTIONS);
    const waits: number[] = [];
    let nowMs = 0;
    for (let i = 0; i < 8; i++) {
      limit.wrong('a', nowMs);
      waits.push(limit.waitMs('a', nowMs));
      nowMs += limit.waitMs('a', nowMs);
      expect(limit.waitMs('a', nowMs)).toBe(0);
    }
    expect(waits).toEqual([0, 0, 100, 200, 400, 800, 1000, 1000]);
  });

  it('holds up nobody else', () => {
    const limit = new GuessLimit(OPTIONS);
    for (let i = 0; i < 20; i++) limit.wrong('a', 0);
    expect(limit.waitMs('b', 0)).toBe(0);
    expect(limit.hasGuessedWrong('b', 0)).toBe(false);
  });

  it('forgets one who guesses right, and one who leaves off', () => {
    const limit = new GuessLimit(OPTIONS);
    for (let i = 0; i < 20; i++) limit.wrong('a', 0);
    limit.right('a');
    expect(limit.waitMs('a', 0)).toBe(0);
    for (let i = 0; i < 20; i++) limit.wrong('a', 0);
    expect(limit.hasGuessedWrong('a', 10_999)).toBe(true);
    expect(limit.hasGuessedWrong('a', 11_000)).toBe(false);
  });

  it('keeps no more guessers than it may', () => {
    const limit = new GuessLimit(OPTIONS);
    for (let i = 0; i <= GUESSERS_MAX; i++) limit.wrong(`${i}`, 0);
    expect(limit.hasGuessedWrong('0', 0)).toBe(false);
    expect(limit.hasGuessedWrong('1', 0)).toBe(true);
  });
});
