/** What every ClassStore must do: one suite for SQLite, the worker thread and PostgreSQL. Layer: bridge/store. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newProject } from '../../../core/project/new-project.ts';
import type { LogEntry } from '../../../core/protocol/class-log.ts';
import type { ClassRecord, StudentRecord, TokenRecord } from '../class-store.ts';
import type { Store } from '../store.ts';

const idOf = (n: number): string => `01J8ZQ4Y7G${String(n).padStart(16, '0')}`;
const project = newProject({ id: idOf(900), name: '循线小车' });

const record: ClassRecord = {
  ...{ id: idOf(1), title: '四年级 2 班', code: 'ACDEFG', codeExpiresAtMs: 5_000_000_000_000, openedAtMs: 1_700_000_000_000 },
  ...{ closedAtMs: null, isLocked: true, lockMessage: '看这里', timerEndsAtMs: 1_700_000_300_000 },
  handout: { kind: 'lesson', id: idOf(2), packId: 'track-car', lessonId: 'one' },
};

function studentOf(n: number, more: Partial<StudentRecord> = {}): StudentRecord {
  return {
    ...{ id: idOf(n), classId: record.id, nickname: `小明 ${n}`, nicknameKey: `小明${n}`, seat: '12', personalCode: 'ACDE', via: 'page' },
    ...{ isLocked: false, joinedAtMs: 1_700_000_000_001, lastSeenAtMs: 1_700_000_000_002, runningSinceMs: 3, handUpSinceMs: 4 },
    ...{ report: { robot: 'simulator', running: true, handUp: false }, collected: null },
    ...more,
  };
}

const tokenOf = (n: number, more: Partial<TokenRecord> = {}): TokenRecord => ({
  ...{ hash: `hash${n}`, kind: 'student', studentId: idOf(n), classId: record.id, via: 'page', madeAtMs: n, state: 'live' },
  ...more,
});

const entryOf = (n: number, studentId = idOf(10)): LogEntry => ({
  ...{ id: idOf(1000 + n), studentId, atMs: n, body: { kind: 'project-removed', projectId: idOf(n) } },
});

/** @param open gives an empty store each time. */
export function describeClassStore(name: string, open: () => Promise<Store>): void {
  describe(name, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());
    const valueOf = async <T>(stored: Promise<{ ok: true; value: T } | { ok: false; fault: unknown }>): Promise<T> => {
      const result = await stored;
      if (!result.ok) throw new Error(JSON.stringify(result.fault));
      return result.value;
    };

    it('gives back a class and its students, as they were saved last', async () => {
      await store.classes.saveClass({ ...record, isLocked: false, handout: null });
      await store.classes.saveClass(record);
      await store.classes.saveStudents([studentOf(10), studentOf(11)]);
      const changed = studentOf(11, { seat: '', isLocked: true, report: null, personalCode: 'WXYZ', lastSeenAtMs: 9 });
      await store.classes.saveStudents([changed]);
      expect(await valueOf(store.classes.classes())).toEqual([{ record, students: 2 }]);
      expect(await valueOf(store.classes.students(record.id))).toEqual([studentOf(10), changed]);
      expect(await valueOf(store.classes.students(idOf(77)))).toEqual([]);
    });

    it('lets nobody take a nickname of the same class, and saves all or none', async () => {
      await store.classes.saveStudents([studentOf(10)]);
      const both = [studentOf(12), studentOf(11, { nicknameKey: studentOf(10).nicknameKey })];
      expect(await store.classes.saveStudents(both)).toMatchObject({ ok: false });
      expect(await valueOf(store.classes.students(record.id))).toEqual([studentOf(10)]);
      expect(await store.classes.saveStudents([studentOf(13, { classId: idOf(2), nicknameKey: studentOf(10).nicknameKey })])).toMatchObject(
        { ok: true },
      );
    });

    it('takes hundreds of students at once', async () => {
      const many = Array.from({ length: 450 }, (_, i) => studentOf(i + 10));
      await valueOf(store.classes.saveStudents(many));
      expect(await valueOf(store.classes.students(record.id))).toHaveLength(450);
    });

    it('keeps tokens, their state, and removes them', async () => {
      for (const n of [1, 2, 3]) await valueOf(store.classes.addToken(tokenOf(n)));
      await valueOf(store.classes.setTokenState(['hash1'], 'ended'));
      await valueOf(store.classes.removeTokens(['hash2', 'no such']));
      expect(await valueOf(store.classes.tokens())).toEqual([tokenOf(1, { state: 'ended' }), tokenOf(3)]);
      expect(await store.classes.addToken(tokenOf(3))).toMatchObject({ ok: false });
    });

    it('keeps settings', async () => {
      expect(await valueOf(store.classes.setting('passphrase'))).toBeUndefined();
      await valueOf(store.classes.saveSetting('passphrase', 'one'));
      await valueOf(store.classes.saveSetting('passphrase', 'two'));
      expect(await valueOf(store.classes.setting('passphrase'))).toBe('two');
      await valueOf(store.classes.saveSetting('passphrase', undefined));
      expect(await valueOf(store.classes.setting('passphrase'))).toBeUndefined();
    });

    it('gives the log in order, student by student, until it is acknowledged', async () => {
      for (const n of [2, 1, 3]) await valueOf(store.classes.addEntry(entryOf(n)));
      await valueOf(store.classes.addEntry(entryOf(4, idOf(11))));
      expect(await valueOf(store.classes.unsentEntries(idOf(10), 2))).toEqual([entryOf(1), entryOf(2)]);
      await valueOf(store.classes.addEntry({ ...entryOf(1), atMs: 77 }));
      await valueOf(store.classes.acknowledge([entryOf(1).id, entryOf(2).id]));
      await valueOf(store.classes.addEntry(entryOf(1)));
      expect(await valueOf(store.classes.unsentEntries(idOf(10), 9))).toEqual([entryOf(3)]);
      expect(await valueOf(store.classes.unsentCount(idOf(10)))).toBe(1);
      expect(await valueOf(store.classes.unsentCount(idOf(11)))).toBe(1);
      expect(await valueOf(store.classes.unsentCount(idOf(12)))).toBe(0);
      expect(await valueOf(store.classes.newestEntryId())).toBe(entryOf(4).id);
    });

    it('knows an entry that came before', async () => {
      expect(await valueOf(store.classes.newestEntryId())).toBeUndefined();
      const received = { id: idOf(2000), studentId: idOf(10), atMs: 1, kind: 'run' as const };
      expect(await valueOf(store.classes.receiveEntry(received))).toBe(true);
      expect(await valueOf(store.classes.receiveEntry(received))).toBe(false);
      expect(await valueOf(store.classes.unsentCount(idOf(10)))).toBe(0);
      expect(await valueOf(store.classes.newestEntryId())).toBeUndefined();
    });

    it('notes a save in the log in the same commit, and none for equal content', async () => {
      const owner = idOf(10);
      const log = (n: number, direction: 'out' | 'in') => ({ log: { entryId: idOf(3000 + n), atMs: n, direction } });
      await store.projects.save(project, owner, log(1, 'out'));
      await store.projects.save(project, owner, log(2, 'out'));
      await store.projects.remove(project.id, owner, log(3, 'out'));
      expect(await valueOf(store.classes.unsentEntries(owner, 9))).toEqual([
        { id: idOf(3001), studentId: owner, atMs: 1, body: { kind: 'project', project } },
        { id: idOf(3003), studentId: owner, atMs: 3, body: { kind: 'project-removed', projectId: project.id } },
      ]);
    });

    it('takes an entry in once, however often it comes', async () => {
      const owner = idOf(10);
      const text = (words: string) => ({ ...project, files: [{ path: 'main.ts', text: words }] });
      const arrive = (n: number, words: string) =>
        store.projects.save(text(words), owner, { log: { entryId: idOf(4000 + n), atMs: n, direction: 'in' } });
      for (const n of [1, 2, 1, 2, 3, 1]) await arrive(n, `${n}`);
      expect(await valueOf(store.projects.history(project.id, owner))).toHaveLength(3);
      expect(await store.projects.load(project.id, owner)).toEqual({ ok: true, value: text('3') });
    });

    it('erases a student with everything, and nobody else’s', async () => {
      const [gone, stays] = [idOf(10), idOf(11)];
      await store.classes.saveStudents([studentOf(10), studentOf(11)]);
      await store.projects.save(project, gone);
      await store.projects.save({ ...project, id: idOf(901) }, stays);
      await store.projects.save({ ...project, id: idOf(902) });
      for (const n of [10, 11]) await valueOf(store.classes.addToken(tokenOf(n)));
      await valueOf(store.classes.addEntry(entryOf(1, gone)));
      await valueOf(store.classes.eraseStudents([gone]));
      expect(await valueOf(store.classes.students(record.id))).toEqual([studentOf(11)]);
      expect(await store.projects.history(project.id, gone)).toMatchObject({ fault: { code: 'project.not-found' } });
      expect(await valueOf(store.projects.list(stays))).toHaveLength(1);
      expect(await valueOf(store.projects.list())).toHaveLength(1);
      expect(await valueOf(store.classes.unsentCount(gone))).toBe(0);
      expect(await valueOf(store.classes.tokens())).toEqual([tokenOf(10, { state: 'erased' }), tokenOf(11)]);
    });
  });
}
