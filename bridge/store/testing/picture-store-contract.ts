/** What every store's pictures do, whichever database is beneath. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newProject } from '../../../core/project/new-project.ts';
import { PICTURE_HEADS_MAX, type PictureBody, type PictureEntry } from '../../../core/protocol/picture-views.ts';
import type { Store } from '../store.ts';

const PROJECT = '01J8ZQ4Y7G0000000000000000';
const OTHER = '01J8ZQ4Y7G0000000000000001';
const idOf = (number: number) => `01J9${String(number).padStart(22, '0')}`;

function pictureOf(number: number, revision: number, body: PictureBody = { kind: 'class', name: `第 ${number} 类` }): PictureEntry {
  return { id: idOf(number), revision, body };
}

const SAMPLE: PictureBody = { kind: 'sample', classId: idOf(1), features: 'A'.repeat(1536), thumbnail: '/9j/' };

export function describePictureStore(name: string, open: () => Promise<Store>): void {
  describe(name, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    it('gives back what was saved, to its owner and for its project only', async () => {
      const entries = [pictureOf(1, 1), pictureOf(2, 3, SAMPLE)];
      expect(await store.pictures.save('a', PROJECT, entries)).toEqual({ ok: true, value: undefined });
      expect(await store.pictures.list('a', PROJECT)).toEqual({ ok: true, value: entries.map(({ id, revision }) => ({ id, revision })) });
      expect(await store.pictures.load('a', PROJECT, [idOf(2), idOf(9)])).toEqual({ ok: true, value: [entries[1]] });
      for (const [owner, project] of [
        ['b', PROJECT],
        ['a', OTHER],
      ] as const) {
        expect(await store.pictures.list(owner, project)).toEqual({ ok: true, value: [] });
        expect(await store.pictures.load(owner, project, [idOf(1)])).toEqual({ ok: true, value: [] });
      }
    });

    it('keeps the higher revision, in whatever order they come: what is gone stays gone', async () => {
      await store.pictures.save('a', PROJECT, [pictureOf(1, 2, { kind: 'gone' }), pictureOf(2, 1)]);
      await store.pictures.save('a', PROJECT, [pictureOf(1, 1), pictureOf(2, 5, SAMPLE)]);
      expect(await store.pictures.load('a', PROJECT, [idOf(1), idOf(2)])).toEqual({
        ok: true,
        value: [pictureOf(1, 2, { kind: 'gone' }), pictureOf(2, 5, SAMPLE)],
      });
    });

    it('takes no more than its limit, and then saves nothing', async () => {
      const many = Array.from({ length: PICTURE_HEADS_MAX }, (_, number) => pictureOf(number, 1, { kind: 'gone' }));
      expect(await store.pictures.save('a', PROJECT, many)).toMatchObject({ ok: true });
      const beyond = [pictureOf(1, 2), pictureOf(PICTURE_HEADS_MAX, 1)];
      expect(await store.pictures.save('a', PROJECT, beyond)).toMatchObject({ fault: { code: 'pictures.too-many' } });
      expect(await store.pictures.load('a', PROJECT, [idOf(1)])).toEqual({ ok: true, value: [pictureOf(1, 1, { kind: 'gone' })] });
    });

    it('forgets those of a student who is erased', async () => {
      await store.pictures.save('a', PROJECT, [pictureOf(1, 1)]);
      await store.pictures.save('b', PROJECT, [pictureOf(1, 1)]);
      await store.classes.eraseStudents(['a']);
      expect(await store.pictures.list('a', PROJECT)).toEqual({ ok: true, value: [] });
      expect(await store.pictures.list('b', PROJECT)).toMatchObject({ ok: true, value: [{ revision: 1 }] });
    });

    it('keeps those of a project as long as the project', async () => {
      await store.projects.save(newProject({ id: PROJECT, name: '看图小车' }));
      await store.pictures.save('', PROJECT, [pictureOf(1, 1)]);
      await store.projects.remove(PROJECT);
      expect(await store.pictures.list('', PROJECT)).toMatchObject({ ok: true, value: [{ revision: 1 }] });
    });
  });
}
