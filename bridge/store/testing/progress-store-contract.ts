/** What every store's progress does, whichever database is beneath. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { progressEntry, type ProgressEntry } from '../../../core/protocol/progress-views.ts';
import type { Store } from '../store.ts';

const progressOf = (stepId: string, changes: Partial<ProgressEntry> = {}): ProgressEntry =>
  progressEntry.parse({
    ...{ packId: 'track-car-first-steps', lessonId: 'line', stepId, kind: 'required', of: { required: 4, optional: 1 } },
    ...{ revision: 1, attempts: 1, ...changes },
  });

const CHECK = {
  ...{ passed: false, atMs: 5, code: 'check.laps-too-few', params: { laps: 1, missing: 2 } },
  reason: { 'zh-CN': '还差 {missing} 圈', en: '{missing} to go' },
} as const;

export function describeProgressStore(name: string, open: () => Promise<Store>): void {
  describe(name, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    it('gives back what was saved, to its owner only', async () => {
      const entries = [progressOf('lap', { lastCheck: CHECK, answers: { side: '左 🚗' } }), progressOf('zigzag', { doneAtMs: 7 })];
      expect(await store.progress.save('a', entries)).toEqual({ ok: true, value: undefined });
      expect(await store.progress.list('a')).toEqual({ ok: true, value: entries });
      expect(await store.progress.list('b')).toEqual({ ok: true, value: [] });
    });

    it('merges: once done stays done, and the copy that was changed more often speaks', async () => {
      await store.progress.save('a', [progressOf('lap', { revision: 3, doneAtMs: 7, attempts: 3 })]);
      await store.progress.save('a', [progressOf('lap', { revision: 2, attempts: 2, answers: { q: 'late' } })]);
      await store.progress.save('a', [progressOf('lap', { revision: 4, attempts: 1, answers: { q: 'newer' } })]);
      const merged = progressOf('lap', { revision: 4, doneAtMs: 7, attempts: 3, answers: { q: 'newer' } });
      expect(await store.progress.list('a')).toEqual({ ok: true, value: [merged] });
    });

    it('loses nothing of two saves at once', async () => {
      const saves = Array.from({ length: 12 }, (_, i) =>
        store.progress.save('a', [progressOf('lap', { revision: i, attempts: i }), progressOf(`s${i}`)]),
      );
      for (const save of await Promise.all(saves)) expect(save.ok).toBe(true);
      const listed = await store.progress.list('a');
      expect(listed.ok && listed.value.length).toBe(13);
      expect(listed.ok && listed.value.find(({ stepId }) => stepId === 'lap')?.attempts).toBe(11);
    });

    it('counts lessons by student', async () => {
      await store.progress.save('a', [
        progressOf('lap', { doneAtMs: 1 }),
        progressOf('zigzag'),
        progressOf('eight', { kind: 'optional', doneAtMs: 1 }),
      ]);
      await store.progress.save('b', [progressOf('lap')]);
      const lesson = { packId: 'track-car-first-steps', lessonId: 'line', requiredCount: 4, optionalCount: 1 };
      expect(await store.progress.talliesOf(['a', 'b', 'nobody'])).toEqual({
        ok: true,
        value: [
          { owner: 'a', ...lesson, requiredDone: 1, optionalDone: 1 },
          { owner: 'b', ...lesson, requiredDone: 0, optionalDone: 0 },
        ],
      });
    });

    it('forgets a student, with the student’s other work', async () => {
      await store.progress.save('a', [progressOf('lap')]);
      await store.progress.save('b', [progressOf('lap')]);
      await store.progress.remove('a');
      expect(await store.progress.list('a')).toEqual({ ok: true, value: [] });
      await store.classes.eraseStudents(['b']);
      expect(await store.progress.list('b')).toEqual({ ok: true, value: [] });
    });
  });
}
