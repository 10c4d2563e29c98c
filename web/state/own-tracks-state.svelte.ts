/**
 * The tracks that people of this school have drawn: one's own, which can be changed, and the school's. Layer: web/state.
 * Every change is kept in this browser first and goes to the bridge as soon as it is there; of two copies the one that waits here counts.
 */
import { SvelteMap } from 'svelte/reactivity';
import type { Bridge } from '../adapters/bridge/bridge.ts';
import type { KeptTrack, TrackStorage } from '../adapters/storage/track-storage.ts';
import type { LocalText } from '../../core/base/local-text.ts';
import type { Fault } from '../../core/base/result.ts';
import type { TrackHead } from '../../core/protocol/track-views.ts';
import { parseTrack, type Track } from '../../core/sim/track.ts';

/** How a project names a drawn track: `~/<id>`. */
const PREFIX = '~/';
export const isDrawnTrack = (trackId: string): boolean => trackId.startsWith(PREFIX);
export const drawnTrackId = (id: string): string => `${PREFIX}${id}`;

export interface DrawnTrack {
  readonly id: string;
  readonly name: LocalText;
  readonly origin: 'own' | 'school';
  /** The bridge does not have it yet. */
  readonly isWaiting: boolean;
}

export class OwnTracksState {
  readonly #kept = new SvelteMap<string, KeptTrack>();
  readonly #fetched = new SvelteMap<string, { readonly track: Track; readonly savedAtMs: number }>();
  #own = $state.raw<readonly TrackHead[]>([]);
  #school = $state.raw<readonly TrackHead[]>([]);
  #problem = $state.raw<Fault | undefined>(undefined);
  readonly #bridge: Bridge;
  readonly #storage: Promise<TrackStorage>;
  #ready: Promise<void>;
  /** One round at a time: what changes meanwhile goes with the next. */
  #syncing: Promise<void> = Promise.resolve();

  constructor(bridge: Bridge, storage: Promise<TrackStorage>) {
    this.#bridge = bridge;
    this.#storage = storage;
    this.#ready = this.#readKept();
    bridge.events.subscribe((event) => {
      if (event.kind === 'state' && event.state === 'online') this.#syncSoon();
    });
    bridge.notes.subscribe(({ name }) => {
      if (name === 'tracks.changed') this.#syncSoon();
    });
    if (bridge.state === 'online') this.#syncSoon();
  }

  /** One's own first, the one saved last first. */
  get list(): readonly DrawnTrack[] {
    const waiting = [...this.#kept.values()].filter(({ waiting }) => waiting !== undefined);
    const isWaiting = (id: string) => waiting.some((kept) => kept.id === id);
    const unsent = waiting.filter((kept) => kept.waiting === 'save').map(({ id, track }) => ({ id, name: track.name }));
    const sent = this.#own.filter(({ id }) => !isWaiting(id));
    // Without the bridge what this browser keeps is all there is.
    const offline = [...this.#kept.values()].filter(({ id, waiting }) => waiting === undefined && !sent.some((head) => head.id === id));
    const own = [...unsent, ...sent, ...offline.map(({ id, track }) => ({ id, name: track.name }))];
    return [
      ...own.map(({ id, name }) => ({ id, name, origin: 'own' as const, isWaiting: isWaiting(id) })),
      ...this.#school
        .filter(({ id }) => !own.some((other) => other.id === id))
        .map(({ id, name }) => ({ id, name, origin: 'school' as const, isWaiting: false })),
    ];
  }

  /** Why the bridge has not taken the last change. */
  get problem() {
    return this.#problem;
  }

  /** undefined: not there, or not here yet; see `want`. */
  find(id: string): Track | undefined {
    const kept = this.#kept.get(id);
    if (kept !== undefined) return kept.waiting === 'remove' ? undefined : kept.track;
    return this.#fetched.get(id)?.track;
  }

  async want(id: string): Promise<Track | undefined> {
    await this.#ready;
    return this.find(id) ?? (await this.#fetch(id));
  }

  /** Resolves once this browser keeps it; the bridge gets it soon after. */
  async save(track: Track): Promise<void> {
    await this.#keep({ id: track.id, track, savedAtMs: this.#kept.get(track.id)?.savedAtMs, waiting: 'save' });
    this.#syncSoon();
  }

  async remove(id: string): Promise<void> {
    const track = await this.want(id);
    if (track === undefined) return;
    await this.#keep({ id, track, savedAtMs: undefined, waiting: 'remove' });
    this.#syncSoon();
  }

  async #readKept(): Promise<void> {
    for (const kept of await (await this.#storage).all()) if (!this.#kept.has(kept.id)) this.#kept.set(kept.id, kept);
  }

  async #keep(kept: KeptTrack): Promise<void> {
    this.#kept.set(kept.id, kept);
    await (await this.#storage).put(kept);
  }

  async #forget(id: string): Promise<void> {
    this.#kept.delete(id);
    await (await this.#storage).forget(id);
  }

  #syncSoon(): void {
    this.#syncing = this.#syncing.then(() => this.#sync()).catch(() => undefined);
  }

  async #sync(): Promise<void> {
    await this.#ready;
    if (this.#bridge.state !== 'online') return;
    for (const kept of [...this.#kept.values()]) await this.#send(kept);
    const listed = await this.#bridge.call('tracks.list', {});
    if (!listed.ok) return;
    this.#own = listed.value.own;
    this.#school = listed.value.school;
    await this.#dropStale();
  }

  async #send({ id, track, waiting }: KeptTrack): Promise<void> {
    if (waiting === undefined) return;
    const sent = waiting === 'save' ? await this.#bridge.call('tracks.save', { track }) : await this.#bridge.call('tracks.remove', { id });
    this.#problem = sent.ok ? undefined : sent.fault;
    const now = this.#kept.get(id);
    if (!sent.ok || now?.track !== track || now.waiting !== waiting) return;
    if (waiting === 'remove') await this.#forget(id);
    else await this.#keep({ id, track, savedAtMs: sent.value as number, waiting: undefined });
  }

  /** What another page or computer has changed or removed since. */
  async #dropStale(): Promise<void> {
    for (const { id, waiting, savedAtMs } of [...this.#kept.values()]) {
      if (waiting === undefined && this.#own.find((head) => head.id === id)?.savedAtMs !== savedAtMs) await this.#forget(id);
    }
    for (const [id, { savedAtMs }] of [...this.#fetched]) {
      const head = [...this.#own, ...this.#school].find((each) => each.id === id);
      if (head === undefined) this.#fetched.delete(id);
      else if (head.savedAtMs !== savedAtMs) await this.#fetch(id);
    }
  }

  async #fetch(id: string): Promise<Track | undefined> {
    if (this.#bridge.state !== 'online') return undefined;
    const answer = await this.#bridge.call('tracks.load', { id });
    const track = answer.ok ? parseTrack(answer.value) : undefined;
    if (!track?.ok) return undefined;
    const savedAtMs = [...this.#own, ...this.#school].find((head) => head.id === id)?.savedAtMs ?? 0;
    this.#fetched.set(id, { track: track.value, savedAtMs });
    return track.value;
  }
}
