/** Which tracks there are: those that ship, those that people have drawn, and those of packs, fetched from the bridge when they are wanted. Layer: web/state. */
import { SvelteMap } from 'svelte/reactivity';
import type { Bridge } from '../adapters/bridge/bridge.ts';
import type { LocalText } from '../../core/base/local-text.ts';
import type { PackView } from '../../core/protocol/pack-views.ts';
import { parseTrack, type Track } from '../../core/sim/track.ts';
import { SHIPPED_TRACKS, shippedTrack } from '../../core/sim/tracks/index.ts';
import { drawnTrackId, isDrawnTrack, type OwnTracksState } from './own-tracks-state.svelte.ts';

export interface TrackChoice {
  /** `oval`, `~/<id>` of one that was drawn, or `<packId>/<trackId>`. */
  readonly id: string;
  readonly name: LocalText;
}

export interface TrackGroup {
  /** undefined: they ship. */
  readonly pack: LocalText | undefined;
  readonly tracks: readonly TrackChoice[];
}

const OWN: LocalText = { 'zh-CN': '我画的赛道', en: 'My tracks' };
const SCHOOL: LocalText = { 'zh-CN': '学校的赛道', en: 'The school’s tracks' };

const SHIPPED: TrackGroup = { pack: undefined, tracks: SHIPPED_TRACKS };

const groupOf = ({ id, title, tracks }: PackView): TrackGroup => ({
  pack: title,
  tracks: tracks.map((track) => ({ id: `${id}/${track.id}`, name: track.title })),
});

export class TracksState {
  #groups = $state.raw<readonly TrackGroup[]>([SHIPPED]);
  readonly #bridge: Bridge;
  readonly #fetched = new SvelteMap<string, Track>();
  readonly #wanted = new SvelteMap<string, Promise<Track | undefined>>();

  /** Drawn by people of this school. */
  readonly drawn: OwnTracksState;

  constructor(bridge: Bridge, drawn: OwnTracksState) {
    this.#bridge = bridge;
    this.drawn = drawn;
    bridge.events.subscribe((event) => {
      if (event.kind === 'state' && event.state === 'online') this.#refresh();
    });
    bridge.notes.subscribe(({ name }) => {
      if (name === 'packs.changed') this.#refresh();
    });
    if (bridge.state === 'online') this.#refresh();
  }

  get groups(): readonly TrackGroup[] {
    const { list } = this.drawn;
    const group = (pack: LocalText, origin: 'own' | 'school'): TrackGroup => ({
      pack,
      tracks: list.filter((track) => track.origin === origin).map(({ id, name }) => ({ id: drawnTrackId(id), name })),
    });
    const drawn = [group(OWN, 'own'), group(SCHOOL, 'school')].filter(({ tracks }) => tracks.length > 0);
    return [...drawn, ...this.#groups];
  }

  /** undefined: not there, or not here yet; see `want`. */
  find(id: string): Track | undefined {
    if (isDrawnTrack(id)) return this.drawn.find(id.slice(2));
    return shippedTrack(id) ?? this.#fetched.get(id);
  }

  /** Fetches it, once; asked again after a failure it tries again. */
  async want(id: string): Promise<Track | undefined> {
    const present = this.find(id);
    if (present !== undefined || !id.includes('/')) return present;
    if (isDrawnTrack(id)) return await this.drawn.want(id.slice(2));
    const fetching = this.#wanted.get(id) ?? this.#fetch(id);
    this.#wanted.set(id, fetching);
    return await fetching;
  }

  /** Tracks that this page carries, for as long as the bridge has none under these ids. */
  offer(pack: LocalText, documents: ReadonlyMap<string, unknown>): void {
    const missing = [...documents].filter(([id]) => this.find(id) === undefined);
    const parsed = missing.map(([id, json]) => [id, parseTrack(json)] as const);
    const known = parsed.flatMap(([id, track]) => (track.ok ? [[id, track.value] as const] : []));
    if (known.length === 0) return;
    for (const [id, track] of known) this.#fetched.set(id, track);
    const listed = this.#groups.some(({ tracks }) => tracks.some(({ id }) => documents.has(id)));
    if (!listed) this.#groups = [...this.#groups, { pack, tracks: known.map(([id, { name }]) => ({ id, name })) }];
  }

  async #fetch(id: string): Promise<Track | undefined> {
    const answer = await this.#bridge.call('packs.track', { trackId: id });
    const track = answer.ok ? parseTrack(answer.value) : undefined;
    if (!track?.ok) {
      this.#wanted.delete(id);
      return undefined;
    }
    this.#fetched.set(id, track.value);
    return track.value;
  }

  /** What was fetched may be another version now; it is kept until the new one has come. */
  #refresh(): void {
    const fetched = [...this.#fetched.keys()];
    const waiting = [...this.#wanted.keys()].filter((id) => !fetched.includes(id));
    this.#wanted.clear();
    void this.#list();
    for (const id of [...fetched, ...waiting]) this.#wanted.set(id, this.#fetch(id));
  }

  async #list(): Promise<void> {
    const answer = await this.#bridge.call('packs.list', {});
    if (!answer.ok) return;
    this.#groups = [SHIPPED, ...answer.value.packs.filter(({ tracks }) => tracks.length > 0).map(groupOf)];
  }
}
