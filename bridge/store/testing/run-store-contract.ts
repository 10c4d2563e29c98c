/** What every RunStore must do: one suite for SQLite, the worker thread and PostgreSQL. Layer: bridge/store. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StudentRecord } from '../class-store.ts';
import type { NewRun, RunChange, RunStore } from '../run-store.ts';
import type { Store } from '../store.ts';

const idOf = (n: number) => `01J8ZQ4Y7G${String(n).padStart(16, '0')}`;

function runOf(n: number, rest: Partial<NewRun> = {}): NewRun {
  return {
    ...{ id: idOf(n), startedAtMs: 1_700_000_000_000 + n, projectId: '', projectName: '循线小车', owner: '' },
    ...{ robot: 'sim', robotName: '', trackId: 'oval' },
    ...rest,
  };
}

const STUDENT: StudentRecord = {
  ...{ id: idOf(700), classId: idOf(701), nickname: '小明', nicknameKey: '小明', seat: '', personalCode: 'ACDE', via: 'page' },
  ...{ isLocked: false, joinedAtMs: 1, lastSeenAtMs: 1, runningSinceMs: 1, handUpSinceMs: 1, report: null, collected: null },
};

/** @param open gives an empty store each time. */
export function describeRunStore(name: string, open: () => Promise<Store>): void {
  describe(name, () => {
    let whole: Store;
    let runs: RunStore;
    const listed = async (filter: Partial<Parameters<RunStore['list']>[0]> = {}) => {
      const list = await runs.list({ limit: 100, ...filter });
      return list.ok ? list.value.map(({ id }) => id) : list.fault.code;
    };
    beforeEach(async () => {
      whole = await open();
      runs = whole.runs;
    });
    afterEach(() => whole.close());

    it('begins a run with nothing known of its end', async () => {
      expect(await runs.add(runOf(1))).toEqual({
        ok: true,
        value: {
          ...runOf(1),
          ...{ state: 'recording', bytes: 0, ended: null, durationMs: null, laps: null, bestLapMs: null, offLineMs: null },
          ...{ collisions: null, check: 'waiting', evidence: 'none', sealedBy: '', isPinned: false, note: '' },
        },
      });
    });

    it('leaves a run alone that begins twice', async () => {
      await runs.add(runOf(1));
      await runs.change(idOf(1), { bytes: 500, state: 'torn' });
      expect(await runs.add(runOf(1, { projectName: 'other' }))).toMatchObject({
        value: { bytes: 500, state: 'torn', projectName: '循线小车' },
      });
    });

    it('keeps what is found out about a run, fractions of a millisecond too', async () => {
      await runs.add(runOf(1));
      const found: RunChange = {
        ...{ state: 'complete' as const, ended: 'time-limit' as const, durationMs: 61_234.5, laps: 3, bestLapMs: 17_001.25, offLineMs: 0 },
        ...{ collisions: 2, check: 'same' as const, evidence: 'recomputed' as const, sealedBy: 'ab'.repeat(32), isPinned: true },
        ...{ note: '初赛 1', bytes: 3_000_000_000 },
      };
      await runs.change(idOf(1), found);
      expect(await runs.get(idOf(1))).toEqual({ ok: true, value: { ...runOf(1), ...found } });
    });

    it('says so when there is no such run', async () => {
      expect(await runs.get(idOf(9))).toMatchObject({ fault: { code: 'runs.not-found' } });
      expect(await runs.change(idOf(9), { note: 'x' })).toMatchObject({ fault: { code: 'runs.not-found' } });
      expect(await runs.remove(idOf(9))).toMatchObject({ ok: true });
    });

    it('lists the newest first, by owner, project and track, page by page', async () => {
      const projectId = idOf(77);
      await runs.add(runOf(1, { owner: 'ming' }));
      await runs.add(runOf(2, { trackId: 'figure-eight', owner: 'ming' }));
      await runs.add(runOf(3, { projectId }));
      expect(await listed({ owner: 'ming' })).toEqual([2, 1].map(idOf));
      expect(await listed({ owner: '' })).toEqual([idOf(3)]);
      expect(await listed({ owner: 'ming', trackId: 'oval' })).toEqual([idOf(1)]);
      expect(await listed({ projectId })).toEqual([idOf(3)]);
      expect(await listed({ owner: 'ming', limit: 1 })).toEqual([idOf(2)]);
      expect(await listed({ owner: 'ming', beforeMs: runOf(2).startedAtMs })).toEqual([idOf(1)]);
    });

    it('lists for everybody what is this computer’s own or its class’s, not of one who sat here in another bridge’s class', async () => {
      await whole.classes.saveStudents([STUDENT]);
      await runs.add(runOf(1));
      await runs.add(runOf(2, { owner: STUDENT.id }));
      await runs.add(runOf(3, { owner: 'guest of another' }));
      expect(await listed()).toEqual([2, 1].map(idOf));
      const answers = ['', STUDENT.id, 'guest of another'].map((owner) => runs.isOfThisBridge(owner));
      expect(await Promise.all(answers)).toEqual([true, true, false].map((value) => ({ ok: true, value })));
    });

    it('knows what is unfinished, and what waits to be looked at', async () => {
      for (const n of [1, 2, 3, 4]) await runs.add(runOf(n));
      await runs.change(idOf(2), { state: 'complete' });
      await runs.change(idOf(3), { state: 'torn' });
      await runs.change(idOf(4), { state: 'complete', check: 'same' });
      expect(await runs.unfinished()).toMatchObject({ value: [{ id: idOf(1) }] });
      expect(await runs.unchecked(10)).toMatchObject({ value: [{ id: idOf(2) }, { id: idOf(3) }] });
      expect(await runs.unchecked(1)).toMatchObject({ value: [{ id: idOf(2) }] });
    });

    it('offers the oldest that may go: not what is pinned, not what is being recorded', async () => {
      for (const n of [1, 2, 3]) await runs.add(runOf(n));
      await runs.change(idOf(1), { state: 'complete', isPinned: true, bytes: 10 });
      await runs.change(idOf(2), { state: 'complete', bytes: 20 });
      expect(await runs.oldestUnpinned(10)).toMatchObject({ value: [{ id: idOf(2) }] });
      expect(await runs.totals()).toEqual({ ok: true, value: { count: 3, bytes: 30 } });
      await runs.remove(idOf(2));
      expect(await runs.ids()).toEqual({ ok: true, value: [idOf(1), idOf(3)] });
    });

    it('counts each owner’s runs and finds the best lap', async () => {
      for (const n of [1, 2, 3]) await runs.add(runOf(n, { owner: n === 3 ? 'hong' : 'ming' }));
      await runs.change(idOf(1), { bestLapMs: 9000 });
      await runs.change(idOf(2), { bestLapMs: 8500 });
      const tallies = await runs.talliesOf(['ming', 'hong', 'nobody']);
      expect(tallies.ok && tallies.value.toSorted((a, b) => a.runs - b.runs)).toEqual([
        { owner: 'hong', runs: 1, bestLapMs: null },
        { owner: 'ming', runs: 2, bestLapMs: 8500 },
      ]);
      expect(await runs.talliesOf([])).toEqual({ ok: true, value: [] });
    });

    it('has no runs at first', async () => {
      expect(await runs.totals()).toEqual({ ok: true, value: { count: 0, bytes: 0 } });
      expect(await listed()).toEqual([]);
    });
  });
}
