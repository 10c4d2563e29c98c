import { describe, expect, it, vi } from 'vitest';
import { Emitter } from '../../core/base/emitter.ts';
import { fail, ok, type Result } from '../../core/base/result.ts';
import type { BridgeNote } from '../../core/protocol/bridge-notes.ts';
import type { Track } from '../../core/sim/track.ts';
import { newTrack } from '../../core/tracks/edit/new-track.ts';
import type { Bridge, BridgeEvent, BridgeState } from '../adapters/bridge/bridge.ts';
import type { KeptTrack, TrackStorage } from '../adapters/storage/track-storage.ts';
import { OwnTracksState } from './own-tracks-state.svelte.ts';

const trackNamed = (id: string, name = '环形'): Track => newTrack(id, { 'zh-CN': name, en: name });

/** A bridge with one store for this page and one for the school. */
class School {
  readonly own = new Map<string, { readonly track: Track; readonly savedAtMs: number }>();
  readonly school = new Map<string, { readonly track: Track; readonly savedAtMs: number }>();
  readonly events = new Emitter<BridgeEvent>();
  readonly notes = new Emitter<BridgeNote>();
  state: BridgeState = 'online';
  #clock = 0;

  put(where: 'own' | 'school', track: Track): void {
    this[where].set(track.id, { track, savedAtMs: ++this.#clock });
  }

  tell(): void {
    this.notes.emit({ name: 'tracks.changed', value: {} });
  }

  goOnline(): void {
    this.state = 'online';
    this.events.emit({ kind: 'state', state: 'online' });
  }

  call(method: string, params: { readonly id?: string; readonly track?: Track }): Promise<Result<unknown>> {
    const heads = (of: School['own']) => [...of.values()].map(({ track, savedAtMs }) => ({ id: track.id, name: track.name, savedAtMs }));
    if (method === 'tracks.list') return Promise.resolve(ok({ own: heads(this.own), school: heads(this.school) }));
    if (method === 'tracks.save') {
      this.put('own', params.track!);
      return Promise.resolve(ok(this.#clock));
    }
    if (method === 'tracks.remove') {
      this.own.delete(params.id!);
      return Promise.resolve(ok(undefined));
    }
    const found = this.own.get(params.id!) ?? this.school.get(params.id!);
    return Promise.resolve(found === undefined ? fail('tracks.not-found', { id: params.id! }) : ok(found.track));
  }
}

function memory(): TrackStorage & { readonly kept: Map<string, KeptTrack> } {
  const kept = new Map<string, KeptTrack>();
  return {
    kept,
    all: () => Promise.resolve([...kept.values()]),
    put: (each) => Promise.resolve(void kept.set(each.id, each)),
    forget: (id) => Promise.resolve(void kept.delete(id)),
  };
}

const stateOf = (school: School, storage: TrackStorage = memory()) =>
  new OwnTracksState(school as unknown as Bridge, Promise.resolve(storage));
const listOf = (state: OwnTracksState) => state.list.map(({ id, origin, isWaiting }) => `${id} ${origin}${isWaiting ? ' waiting' : ''}`);

describe('drawn tracks', () => {
  it('are found at once, and at the bridge a moment later', async () => {
    const school = new School();
    const state = stateOf(school);
    await state.save(trackNamed('one'));
    expect(state.find('one')).toEqual(trackNamed('one'));
    await vi.waitFor(() => expect([...school.own.keys()]).toEqual(['one']));
    await vi.waitFor(() => expect(listOf(state)).toEqual(['one own']));
  });

  it('wait in this browser while the bridge is away, over a reload too', async () => {
    const [school, storage] = [new School(), memory()];
    school.state = 'offline';
    await stateOf(school, storage).save(trackNamed('one'));
    const later = stateOf(school, storage);
    expect(await later.want('one')).toEqual(trackNamed('one'));
    expect(listOf(later)).toEqual(['one own waiting']);
    school.goOnline();
    await vi.waitFor(() => expect(listOf(later)).toEqual(['one own']));
    expect(storage.kept.get('one')?.waiting).toBeUndefined();
  });

  it('of the school are there for everybody, behind one’s own', async () => {
    const school = new School();
    school.put('school', trackNamed('gym'));
    school.put('own', trackNamed('mine'));
    const state = stateOf(school);
    await vi.waitFor(() => expect(listOf(state)).toEqual(['mine own', 'gym school']));
    expect(await state.want('gym')).toEqual(trackNamed('gym'));
    expect(await state.want('nowhere')).toBeUndefined();
  });

  it('follow what another page changes and removes', async () => {
    const school = new School();
    const state = stateOf(school);
    await state.save(trackNamed('one'));
    await vi.waitFor(() => expect(listOf(state)).toEqual(['one own']));
    school.put('own', trackNamed('one', '改过'));
    school.tell();
    await vi.waitFor(() => expect(state.find('one')).toBeUndefined());
    expect(await state.want('one')).toEqual(trackNamed('one', '改过'));
    school.own.delete('one');
    school.tell();
    await vi.waitFor(() => expect(listOf(state)).toEqual([]));
  });

  it('are gone once removed, also where the bridge hears of it later', async () => {
    const school = new School();
    const state = stateOf(school);
    await state.save(trackNamed('one'));
    await vi.waitFor(() => expect(listOf(state)).toEqual(['one own']));
    school.state = 'offline';
    await state.remove('one');
    expect([state.find('one'), listOf(state)]).toEqual([undefined, []]);
    school.goOnline();
    await vi.waitFor(() => expect(school.own.size).toBe(0));
  });
});
