import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeProgress, progressEntry, type ProgressEntry } from './progress-views.ts';

const entry = (changes: Partial<ProgressEntry> = {}): ProgressEntry =>
  progressEntry.parse({
    packId: 'p',
    lessonId: 'l',
    stepId: 's',
    kind: 'required',
    of: { required: 3, optional: 1 },
    revision: 1,
    attempts: 1,
    ...changes,
  });

const some = fc
  .record({
    revision: fc.nat(9),
    attempts: fc.nat(9),
    doneAtMs: fc.option(fc.nat(99), { nil: undefined }),
    answer: fc.string({ maxLength: 5 }),
  })
  // Two pages that made the same number of changes from one copy hold the same answers, or the later save decides.
  .map(({ revision, attempts, doneAtMs }) =>
    entry({ revision, attempts, answers: { q: `${revision}` }, ...(doneAtMs === undefined ? {} : { doneAtMs }) }),
  );

describe('two copies of a step’s progress', () => {
  it('say what was changed more often, and stay done', () => {
    const done = entry({ revision: 2, doneAtMs: 50, attempts: 4, answers: { q: 'old' } });
    const later = entry({
      revision: 3,
      attempts: 1,
      answers: { q: 'new' },
      lastCheck: { passed: false, atMs: 9, code: 'check.no-run', params: {} },
    });
    expect(mergeProgress(done, later)).toEqual({ ...later, attempts: 4, doneAtMs: 50 });
    expect(mergeProgress(later, done)).toEqual(mergeProgress(done, later));
  });

  it('give the same whatever the order in which copies meet, and however often', () => {
    fc.assert(
      fc.property(some, some, some, (a, b, c) => {
        expect(mergeProgress(mergeProgress(a, b), c)).toEqual(mergeProgress(a, mergeProgress(c, b)));
        expect(mergeProgress(a, a)).toEqual(a);
      }),
      { verbose: true },
    );
  });
});
