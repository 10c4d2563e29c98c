/**
 * What the class bridge has for everybody, onto a station's disk: the school's drawn tracks and its kits. Layer: bridge/class.
 * Spec: docs/protocols/class.md, "Station bridges". Fetched when the link is there and whenever the class bridge says that something has changed.
 */
import { ok, type Result } from '../../core/base/result.ts';
import { parseTrack } from '../../core/sim/track.ts';
import type { ClassKits } from '../kits/class-kits.ts';
import { CLASS_TRACKS_OWNER, type TrackStore } from '../store/track-store.ts';
import type { ClassLink } from './class-link.ts';
import { Turns } from './turns.ts';

export interface SchoolMaterialOptions {
  readonly link: ClassLink;
  readonly tracks: TrackStore;
  /** Absent: this computer keeps no kits of others. */
  readonly kits?: ClassKits;
  readonly onTracks: () => void;
}

export class SchoolMaterial {
  readonly #options: SchoolMaterialOptions;
  readonly #turns = new Turns();
  /** When each track was saved there, as it was when it was fetched. */
  readonly #fetched = new Map<string, number>();

  constructor(options: SchoolMaterialOptions) {
    this.#options = options;
  }

  fetchTracks(): Promise<Result<void>> {
    return this.#turns.take(async () => {
      const { link, tracks, onTracks } = this.#options;
      const [there, here] = [await link.call('tracks.list', {}), await tracks.list(CLASS_TRACKS_OWNER)];
      if (!there.ok) return there;
      if (!here.ok) return here;
      const stale = there.value.school.filter(({ id, savedAtMs }) => this.#fetched.get(id) !== savedAtMs);
      for (const { id, savedAtMs } of stale) {
        const document = await link.call('tracks.load', { id });
        if (!document.ok) return document;
        const track = parseTrack(document.value);
        if (track.ok) await tracks.save(CLASS_TRACKS_OWNER, track.value);
        this.#fetched.set(id, savedAtMs);
      }
      const gone = here.value.filter(({ id }) => !there.value.school.some((head) => head.id === id));
      for (const { id } of gone) await tracks.remove(CLASS_TRACKS_OWNER, id);
      if (stale.length + gone.length > 0) onTracks();
      return ok(undefined);
    });
  }

  fetchKits(): Promise<Result<void>> {
    return this.#turns.take(async () => {
      const { link, kits } = this.#options;
      if (kits === undefined) return ok(undefined);
      const list = await link.call('kits.list', {});
      if (!list.ok) return list;
      await kits.take(list.value, (sha256) => this.#image(sha256));
      return ok(undefined);
    });
  }

  async #image(sha256: string): Promise<Uint8Array | undefined> {
    let bytes = new Uint8Array(0);
    for (;;) {
      const piece = await this.#options.link.call('kits.image', { sha256, at: bytes.length });
      if (!piece.ok) return undefined;
      const whole = new Uint8Array(bytes.length + piece.value.bytes.length);
      whole.set(bytes);
      whole.set(piece.value.bytes, bytes.length);
      bytes = whole;
      if (piece.value.bytes.length === 0 || bytes.length >= piece.value.totalBytes) return bytes;
    }
  }
}

/** Nobody sits in that class any more. */
export async function forgetSchoolMaterial(tracks: TrackStore, kits: ClassKits | undefined): Promise<void> {
  const kept = await tracks.list(CLASS_TRACKS_OWNER);
  for (const { id } of kept.ok ? kept.value : []) await tracks.remove(CLASS_TRACKS_OWNER, id);
  await kits?.clear();
}
