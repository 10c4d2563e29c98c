/** What every ProjectStore must do: one suite for SQLite, the worker thread and PostgreSQL. Layer: bridge/store. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newProject } from '../../../core/project/new-project.ts';
import type { Project } from '../../../core/project/project.ts';
import type { ProjectStore } from '../project-store.ts';
import type { Store } from '../store.ts';
import { VERSIONS_DENSE, VERSIONS_MAX } from '../project-store.ts';

const ID = '01J8ZQ4Y7G0000000000000000';
const OTHER_ID = '01J8ZQ4Y7G0000000000000001';
const project = newProject({ id: ID, name: '循线小车' });

function changed(text: string): Project {
  return { ...project, files: [{ path: 'main.ts', text }] };
}

/** @param open gives an empty store each time. */
export function describeProjectStore(name: string, open: () => Promise<Store>): void {
  describe(name, () => {
    let whole: Store;
    let store: ProjectStore;
    beforeEach(async () => {
      whole = await open();
      store = whole.projects;
    });
    afterEach(() => whole.close());

    it('gives back what was saved', async () => {
      const files = [{ path: '主.ts', text: 'log("好 🚗")\n', layout: { stacks: [{ x: 1.5, y: -2 }] } }];
      const whole = { ...project, files };
      expect(await store.save(whole)).toEqual({ ok: true, value: { version: 1 } });
      expect(await store.load(ID)).toEqual({ ok: true, value: whole });
    });

    it('adds no version for equal content, whatever the order of its fields', async () => {
      await store.save(project);
      const reordered = Object.fromEntries(Object.entries(project).reverse()) as Project;
      expect(await store.save(reordered)).toEqual({ ok: true, value: { version: 1 } });
      expect(await store.history(ID)).toMatchObject({ value: [{ version: 1 }] });
    });

    it('keeps each version', async () => {
      for (const text of ['a', 'b', 'a']) await store.save(changed(text));
      expect(await store.history(ID)).toMatchObject({ value: [{ version: 3 }, { version: 2 }, { version: 1 }] });
      expect(await store.loadVersion(ID, 2)).toEqual({ ok: true, value: changed('b') });
      expect(await store.load(ID)).toEqual({ ok: true, value: changed('a') });
    });

    it('numbers versions without a gap when two pages save at once', async () => {
      const saves = await Promise.all(Array.from({ length: 20 }, (_, i) => store.save(changed(`${i}`))));
      const versions = saves.map((save) => (save.ok ? save.value.version : save.fault.code)).sort((a, b) => Number(a) - Number(b));
      expect(versions).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    });

    it('lists the newest change first, by its newest name', async () => {
      await store.save({ ...project, name: 'old name' });
      await store.save({ ...project, id: OTHER_ID, name: 'other' });
      await store.save({ ...project, name: '新名字' });
      const list = await store.list();
      expect(list.ok && new Set(list.value.map((each) => each.name))).toEqual(new Set(['新名字', 'other']));
    });

    it('hides a removed project, and saving it brings it back with its history', async () => {
      await store.save(project);
      expect(await store.remove(ID)).toMatchObject({ ok: true });
      expect(await store.list()).toEqual({ ok: true, value: [] });
      expect(await store.load(ID)).toMatchObject({ fault: { code: 'project.not-found' } });
      expect(await store.remove(ID)).toMatchObject({ fault: { code: 'project.not-found' } });
      expect(await store.save(changed('again'))).toEqual({ ok: true, value: { version: 2 } });
      expect(await store.load(ID)).toEqual({ ok: true, value: changed('again') });
    });

    it('says so when there is no such project or version', async () => {
      await store.save(project);
      for (const result of [await store.load(OTHER_ID), await store.history(OTHER_ID), await store.loadVersion(ID, 9)]) {
        expect(result).toMatchObject({ fault: { code: 'project.not-found' } });
      }
    });

    it('shows and gives nobody another’s project, and lets nobody change it', async () => {
      const mine = OTHER_ID.replace('1', '2');
      await store.save(project, mine);
      expect(await store.list()).toEqual({ ok: true, value: [] });
      expect(await store.list(mine)).toMatchObject({ value: [{ id: ID }] });
      for (const stranger of ['', ID]) {
        for (const result of [
          await store.load(ID, stranger),
          await store.loadVersion(ID, 1, stranger),
          await store.history(ID, stranger),
          await store.save(changed('mine now'), stranger),
          await store.remove(ID, stranger),
        ]) {
          expect(result).toMatchObject({ fault: { code: 'project.not-yours', params: { id: ID } } });
        }
      }
      expect(await store.load(ID, mine)).toEqual({ ok: true, value: project });
      expect(await store.history(ID, mine)).toMatchObject({ value: [{ version: 1 }] });
    });

    it('finds each owner’s newest project', async () => {
      await store.save(project, 'one');
      await store.save({ ...project, id: OTHER_ID, name: 'newer' }, 'one');
      await store.save({ ...project, id: OTHER_ID, name: 'newest' }, 'one');
      expect(await store.newestOf(['one', 'two'])).toMatchObject({ value: [{ owner: 'one', name: 'newest', version: 2 }] });
      expect(await store.countOf(['one', 'two'])).toEqual({ ok: true, value: { one: 2 } });
      expect(await store.newestOf([])).toEqual({ ok: true, value: [] });
    });

    it('thins a long history and keeps its first and newest versions', async () => {
      const count = VERSIONS_MAX + 20;
      for (let i = 1; i <= count; i++) await store.save(changed(`${i}`));
      const history = await store.history(ID);
      const versions = history.ok ? history.value.map((each) => each.version) : [];
      expect(versions.length).toBe(VERSIONS_MAX);
      expect(versions.slice(0, VERSIONS_DENSE)).toEqual(Array.from({ length: VERSIONS_DENSE }, (_, i) => count - i));
      expect(versions.at(-1)).toBe(1);
      expect(await store.load(ID)).toEqual({ ok: true, value: changed(`${count}`) });
    });
  });
}
