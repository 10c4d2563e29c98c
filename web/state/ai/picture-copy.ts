/**
 * The bridge's copy of a project's sorted pictures. Layer: web/state. Rules of merging: core/protocol/picture-views.ts.
 * Every class and picture has a revision; whichever side has the higher one gives it to the other, whenever they meet.
 */
import { fromBase64, toBase64 } from '../../../core/base/base64.ts';
import { featuresFromBytes, featuresToBytes } from '../../../core/learn/feature-bytes.ts';
import type { ImageClass, ImageSample } from '../../../core/learn/image-dataset.ts';
import { PICTURES_AT_ONCE, type PictureBody, type PictureEntry, type PictureHead } from '../../../core/protocol/picture-views.ts';
import type { Bridge } from '../../adapters/bridge/bridge.ts';
import type { KeptCopy } from '../../adapters/storage/picture-storage.ts';
import { changedIds, withEntries, type ReceivedEntry } from './picture-entries.ts';

const RETRY_AFTER_MS = 5_000;

export interface CopiedPictures {
  readonly classes: readonly ImageClass[];
  /** What came from the bridge. */
  receive(classes: readonly ImageClass[], change: { readonly added: readonly ImageSample[]; readonly removedIds: readonly string[] }): void;
  /** Revisions or what is unsent have changed. */
  keep(copy: KeptCopy): void;
}

export class PictureCopy {
  readonly #bridge: Bridge;
  readonly #pictures: CopiedPictures;
  readonly #projectId: string;
  readonly #revisions: Map<string, number>;
  readonly #gone: Set<string>;
  readonly #unsent: Set<string>;
  #noted: readonly ImageClass[];
  #isSending = false;
  #isClosed = false;
  #retry: ReturnType<typeof setTimeout> | undefined;
  readonly #unsubscribe: () => void;

  /** @param kept of this browser: its pictures and what is known of the bridge's; undefined: nothing yet */
  constructor(options: {
    readonly bridge: Bridge;
    readonly projectId: string;
    readonly pictures: CopiedPictures;
    readonly kept: { readonly classes: readonly ImageClass[]; readonly copy: KeptCopy | undefined } | undefined;
  }) {
    const { bridge, projectId, pictures, kept } = options;
    this.#bridge = bridge;
    this.#projectId = projectId;
    this.#pictures = pictures;
    this.#revisions = new Map(kept?.copy?.revisions ?? []);
    this.#gone = new Set(kept?.copy?.gone ?? []);
    this.#unsent = new Set(kept?.copy?.unsent ?? []);
    this.#noted = kept?.copy === undefined ? [] : kept.classes;
    if (kept !== undefined && kept.copy === undefined) this.#note(kept.classes);
    this.#unsubscribe = bridge.events.subscribe((event) => {
      if (event.kind === 'state' && event.state === 'online') void this.meet();
    });
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#retry);
    this.#unsubscribe();
  }

  get kept(): KeptCopy {
    return { revisions: [...this.#revisions], gone: [...this.#gone], unsent: [...this.#unsent] };
  }

  /** What is here now goes to the bridge, as far as it has changed. */
  changed(classes: readonly ImageClass[]): void {
    this.#note(classes);
    void this.#send();
  }

  /** Both copies become one. Does nothing where the bridge is away. */
  async meet(): Promise<void> {
    if (this.#bridge.state !== 'online') return;
    const listed = await this.#bridge.call('pictures.list', { projectId: this.#projectId });
    if (!listed.ok || this.#isClosed) return;
    const newer = listed.value.heads.filter(({ id, revision }) => revision > (this.#revisions.get(id) ?? 0));
    const entries = await this.#load(newer);
    if (entries === undefined) return;
    if (entries.length > 0) this.#take(entries);
    const there = new Map(listed.value.heads.map(({ id, revision }) => [id, revision]));
    for (const [id, revision] of this.#revisions) if (revision > (there.get(id) ?? 0)) this.#unsent.add(id);
    this.#pictures.keep(this.kept);
    await this.#send();
  }

  /** All of them, or undefined where the bridge went away. Why all first: a picture may be in a class that comes later. */
  async #load(heads: readonly PictureHead[]): Promise<readonly PictureEntry[] | undefined> {
    const entries: PictureEntry[] = [];
    for (let at = 0; at < heads.length; at += PICTURES_AT_ONCE) {
      const ids = heads.slice(at, at + PICTURES_AT_ONCE).map(({ id }) => id);
      const loaded = await this.#bridge.call('pictures.load', { projectId: this.#projectId, ids });
      if (!loaded.ok || this.#isClosed) return undefined;
      entries.push(...loaded.value.entries);
    }
    // Some may have been changed here meanwhile.
    return entries.filter(({ id, revision }) => revision > (this.#revisions.get(id) ?? 0));
  }

  #take(entries: readonly PictureEntry[]): void {
    const received = entries.map(decoded);
    const before = this.#pictures.classes;
    const after = withEntries(before, received, (id) => this.#revisions.has(id));
    this.#noted = withEntries(this.#noted, received, () => true);
    for (const { id, revision, body } of entries) {
      this.#revisions.set(id, revision);
      this.#unsent.delete(id);
      if (body.kind === 'gone') this.#gone.add(id);
      else this.#gone.delete(id);
    }
    const had = new Set(before.flatMap(({ samples }) => samples.map(({ id }) => id)));
    const has = new Set(after.flatMap(({ samples }) => samples.map(({ id }) => id)));
    this.#pictures.receive(after, {
      added: after.flatMap(({ samples }) => samples.filter(({ id }) => !had.has(id))),
      removedIds: [...had].filter((id) => !has.has(id)),
    });
  }

  #note(classes: readonly ImageClass[]): void {
    const { changed, gone } = changedIds(this.#noted, classes);
    for (const id of [...changed, ...gone]) {
      this.#revisions.set(id, (this.#revisions.get(id) ?? 0) + 1);
      this.#unsent.add(id);
    }
    for (const id of gone) this.#gone.add(id);
    this.#noted = classes;
  }

  async #send(): Promise<void> {
    if (this.#isSending || this.#isClosed || this.#unsent.size === 0 || this.#bridge.state !== 'online') return;
    clearTimeout(this.#retry);
    this.#isSending = true;
    const entries = [...this.#unsent].slice(0, PICTURES_AT_ONCE).flatMap((id) => this.#entryOf(id) ?? []);
    const saved = await this.#bridge.call('pictures.save', { projectId: this.#projectId, entries });
    this.#isSending = false;
    if (this.#isClosed) return;
    if (saved.ok) {
      for (const { id, revision } of entries) if (this.#revisions.get(id) === revision) this.#unsent.delete(id);
      this.#pictures.keep(this.kept);
    }
    if (this.#unsent.size > 0) this.#retry = setTimeout(() => void this.#send(), saved.ok ? 0 : RETRY_AFTER_MS);
  }

  /** undefined where it is nowhere any more, which no revision of ours can cause. */
  #entryOf(id: string): PictureEntry | undefined {
    const revision = this.#revisions.get(id);
    const body: PictureBody | undefined = this.#gone.has(id) ? { kind: 'gone' } : bodyOf(id, this.#noted);
    if (revision === undefined || body === undefined) {
      this.#unsent.delete(id);
      return undefined;
    }
    return { id, revision, body };
  }
}

function bodyOf(id: string, classes: readonly ImageClass[]): PictureBody | undefined {
  const itself = classes.find((each) => each.id === id);
  if (itself !== undefined) return { kind: 'class', name: itself.name };
  for (const { id: classId, samples } of classes) {
    const sample = samples.find((each) => each.id === id);
    if (sample === undefined) continue;
    return { kind: 'sample', classId, features: toBase64(featuresToBytes(sample.features)), thumbnail: toBase64(sample.thumbnail) };
  }
  return undefined;
}

function decoded({ id, body }: PictureEntry): ReceivedEntry {
  if (body.kind !== 'sample') return { id, body };
  const { classId, features, thumbnail } = body;
  const sample = { id, features: featuresFromBytes(fromBase64(features)), thumbnail: fromBase64(thumbnail) };
  return { id, body: { kind: 'sample', classId, sample } };
}
