/** What every store's tracks do, whichever database is beneath. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TRACKS_OF_OWNER_MAX } from '../../../core/protocol/track-views.ts';
import type { Track } from '../../../core/sim/track.ts';
import { newTrack } from '../../../core/tracks/edit/new-track.ts';
import type { Store } from '../store.ts';

const trackNamed = (id: string, name = '环形'): Track => newTrack(id, { 'zh-CN': name, en: 'Loop' });

export function describeTrackStore(name: string, open: () => Promise<Store>): void {
  describe(name, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    it('gives back what was saved, to its owner only', async () => {
      const saved = await store.tracks.save('a', trackNamed('one'));
      expect(await store.tracks.load('a', 'one')).toEqual({ ok: true, value: trackNamed('one') });
      expect(await store.tracks.list('a')).toEqual({
        ok: true,
        value: [{ id: 'one', name: { 'zh-CN': '环形', en: 'Loop' }, savedAtMs: saved.ok && saved.value }],
      });
      expect(await store.tracks.load('b', 'one')).toMatchObject({ fault: { code: 'tracks.not-found', params: { id: 'one' } } });
      expect(await store.tracks.list('b')).toEqual({ ok: true, value: [] });
    });

    it('keeps the newest under one id', async () => {
      await store.tracks.save('a', trackNamed('one'));
      await store.tracks.save('a', trackNamed('one', '新的'));
      expect(await store.tracks.load('a', 'one')).toEqual({ ok: true, value: trackNamed('one', '新的') });
      expect(await store.tracks.list('a')).toMatchObject({ value: [{ name: { 'zh-CN': '新的' } }] });
    });

    it('removes what is asked, and of a student who is erased everything', async () => {
      for (const [owner, id] of [
        ['a', 'one'],
        ['a', 'two'],
        ['b', 'one'],
      ] as const)
        await store.tracks.save(owner, trackNamed(id));
      await store.tracks.remove('a', 'one');
      expect(await store.tracks.list('a')).toMatchObject({ value: [{ id: 'two' }] });
      await store.classes.eraseStudents(['a']);
      expect(await store.tracks.list('a')).toEqual({ ok: true, value: [] });
      expect(await store.tracks.list('b')).toMatchObject({ value: [{ id: 'one' }] });
    });

    it('takes no more than its limit', async () => {
      for (let i = 0; i < TRACKS_OF_OWNER_MAX; i++) await store.tracks.save('a', trackNamed(`t${i}`));
      expect(await store.tracks.save('a', trackNamed('beyond'))).toMatchObject({ fault: { code: 'tracks.too-many' } });
      expect(await store.tracks.save('a', trackNamed('t0', '改'))).toMatchObject({ ok: true });
    });
  });
}
