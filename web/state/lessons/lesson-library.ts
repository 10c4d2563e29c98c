/**
 * Packs and their files, wherever they are: on the bridge, or, while it is away, those that this page carries. Layer: web/state.
 */
import type { Bridge } from '../../adapters/bridge/bridge.ts';
import type { PackManifest } from '../../../core/pack/pack-schema.ts';
import type { ShippedPack } from './shipped-packs.ts';

/** A file of lessons is some kilobytes; a picture is at most 8 MB, in pieces of 1 MB. */
const PIECES_MAX = 32;
/** For whoever has never done a lesson. */
const FIRST_COURSE = 'track-car-first-steps';

export class LessonLibrary {
  readonly #bridge: Bridge;
  readonly #manifests = new Map<string, PackManifest>();
  #shipped: Promise<readonly ShippedPack[]> | undefined;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
    bridge.notes.subscribe(({ name }) => {
      if (name === 'packs.changed') this.#manifests.clear();
    });
  }

  /** Those that have lessons; the one to begin with comes first. */
  async packs(): Promise<readonly PackManifest[]> {
    const found = await this.#found();
    return [...found.filter(({ id }) => id === FIRST_COURSE), ...found.filter(({ id }) => id !== FIRST_COURSE)];
  }

  async #found(): Promise<readonly PackManifest[]> {
    const listed = this.#bridge.state === 'online' ? await this.#bridge.call('packs.list', {}) : undefined;
    const ids = listed?.ok ? listed.value.packs.filter(({ lessons }) => lessons.length > 0).map(({ id }) => id) : undefined;
    if (ids === undefined) return (await this.#carried()).map(({ manifest }) => manifest).filter(({ lessons }) => lessons.length > 0);
    const manifests = await Promise.all(ids.map((id) => this.manifest(id)));
    return manifests.filter((manifest) => manifest !== undefined);
  }

  /** undefined: not here. */
  async manifest(packId: string): Promise<PackManifest | undefined> {
    const known = this.#manifests.get(packId);
    if (known !== undefined) return known;
    const answer = this.#bridge.state === 'online' ? await this.#bridge.call('packs.manifest', { packId }) : undefined;
    if (answer?.ok) {
      this.#manifests.set(packId, answer.value);
      return answer.value;
    }
    return (await this.#carriedPack(packId))?.manifest;
  }

  /** undefined: not here. */
  async text(packId: string, path: string): Promise<string | undefined> {
    const bytes = await this.#read(packId, path);
    if (bytes !== undefined) return await bytes.text();
    return (await this.#carriedPack(packId))?.files.get(path);
  }

  /** As an address for a picture, for as long as the page lives; undefined: not here. */
  async picture(packId: string, path: string): Promise<string | undefined> {
    const bytes = await this.#read(packId, path);
    return bytes?.type.startsWith('image/') ? URL.createObjectURL(bytes) : undefined;
  }

  /** Tracks of a pack that this page carries, as documents. */
  async carriedTracks(packId: string): Promise<ReadonlyMap<string, unknown>> {
    const pack = await this.#carriedPack(packId);
    const tracks = pack?.manifest.tracks.map(({ id, file }) => [`${packId}/${id}`, JSON.parse(pack.files.get(file) ?? 'null')] as const);
    return new Map(tracks ?? []);
  }

  async #read(packId: string, path: string): Promise<Blob | undefined> {
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    let at = 0;
    for (let piece = 0; piece < PIECES_MAX && this.#bridge.state === 'online'; piece++) {
      const answer = await this.#bridge.call('packs.read', { packId, path, at });
      if (!answer.ok) return undefined;
      const { bytes, totalBytes, mediaType } = answer.value;
      pieces.push(new Uint8Array(bytes));
      at += bytes.length;
      if (at >= totalBytes) return new Blob(pieces, { type: mediaType });
      if (bytes.length === 0) return undefined;
    }
    return undefined;
  }

  async #carriedPack(packId: string): Promise<ShippedPack | undefined> {
    return (await this.#carried()).find(({ manifest }) => manifest.id === packId);
  }

  #carried(): Promise<readonly ShippedPack[]> {
    this.#shipped ??= import('./shipped-packs.ts').then(({ shippedPacks }) => shippedPacks());
    return this.#shipped;
  }
}
