/** What the Packs page shows, and a pack on its way in: read, previewed, installed. Layer: web/features. */
import type { Bridge } from '../../adapters/bridge/bridge.ts';
import { fail, type Fault, type Result } from '../../../core/base/result.ts';
import type { LocalText } from '../../../core/base/local-text.ts';
import {
  PACK_PIECE_BYTES_MAX,
  type PackList,
  type PackPreview,
  type PackQuestion,
  type PublisherView,
} from '../../../core/protocol/pack-views.ts';

export interface InstallAnswers {
  readonly agreed: readonly PackQuestion[];
  readonly trust?: LocalText;
}

export type Incoming =
  | { readonly kind: 'reading'; readonly file: string; readonly percent: number }
  | { readonly kind: 'checking'; readonly file: string }
  | { readonly kind: 'preview'; readonly file: string; readonly uploadId: string; readonly preview: PackPreview }
  | { readonly kind: 'installing'; readonly file: string; readonly uploadId: string; readonly preview: PackPreview }
  | { readonly kind: 'refused'; readonly file: string; readonly fault: Fault }
  | { readonly kind: 'installed'; readonly title: LocalText };

export class PacksState {
  #list = $state.raw<PackList | undefined>(undefined);
  #publishers = $state.raw<readonly PublisherView[]>([]);
  #incoming = $state.raw<Incoming | undefined>(undefined);
  #problem = $state.raw<Fault | undefined>(undefined);
  /** Counts what was begun or given up: an answer to an older one is nobody's. */
  #attempt = 0;
  readonly #bridge: Bridge;
  readonly isStaff: boolean;

  constructor(bridge: Bridge, { isStaff }: { readonly isStaff: boolean }) {
    this.#bridge = bridge;
    this.isStaff = isStaff;
  }

  get list() {
    return this.#list;
  }

  get publishers() {
    return this.#publishers;
  }

  get incoming() {
    return this.#incoming;
  }

  /** Of the last thing that was asked of a pack already here. */
  get problem() {
    return this.#problem;
  }

  /** Until the function that is given back is called. */
  follow(): () => void {
    const stops = [
      this.#bridge.notes.subscribe(({ name }) => {
        if (name === 'packs.changed') void this.refresh();
      }),
      this.#bridge.events.subscribe((event) => {
        if (event.kind === 'state' && event.state === 'online') void this.refresh();
      }),
    ];
    if (this.#bridge.state === 'online') void this.refresh();
    return () => {
      for (const stop of stops) stop();
      void this.cancel();
    };
  }

  async refresh(): Promise<void> {
    const [list, publishers] = await Promise.all([
      this.#bridge.call('packs.list', {}),
      this.isStaff ? this.#bridge.call('packs.publishers', {}) : undefined,
    ]);
    if (list.ok) this.#list = list.value;
    if (publishers?.ok) this.#publishers = publishers.value;
    this.#problem = list.ok ? undefined : list.fault;
  }

  /** Hands the file to the bridge and asks what is in it. Nothing is installed by this. */
  async take(file: File): Promise<void> {
    await this.cancel();
    const attempt = ++this.#attempt;
    const uploadId = await this.#send(file, attempt);
    if (attempt !== this.#attempt) return;
    if (!uploadId.ok) return this.#refuse(file.name, uploadId.fault);
    this.#incoming = { kind: 'checking', file: file.name };
    const preview = await this.#bridge.call('packs.preview', { uploadId: uploadId.value });
    if (attempt !== this.#attempt) return this.#drop(uploadId.value);
    if (preview.ok) this.#incoming = { kind: 'preview', file: file.name, uploadId: uploadId.value, preview: preview.value };
    else {
      this.#drop(uploadId.value);
      this.#refuse(file.name, preview.fault);
    }
  }

  async #send(file: File, attempt: number): Promise<Result<string>> {
    this.#incoming = { kind: 'reading', file: file.name, percent: 0 };
    const begun = await this.#bridge.call('packs.begin', { bytes: file.size });
    if (!begun.ok) return begun;
    const { uploadId } = begun.value;
    for (let at = 0; at < file.size; at += PACK_PIECE_BYTES_MAX) {
      const sent = await this.#sendPiece(file, at, uploadId);
      if (attempt !== this.#attempt) this.#drop(uploadId);
      if (!sent.ok || attempt !== this.#attempt) return sent.ok ? fail('pack.upload-lost', {}) : sent;
      const percent = Math.min(100, Math.round((100 * (at + PACK_PIECE_BYTES_MAX)) / file.size));
      this.#incoming = { kind: 'reading', file: file.name, percent };
    }
    return { ok: true, value: uploadId };
  }

  async #sendPiece(file: File, at: number, uploadId: string): Promise<Result<void>> {
    try {
      const bytes = new Uint8Array(await file.slice(at, at + PACK_PIECE_BYTES_MAX).arrayBuffer());
      return await this.#bridge.call('packs.append', { uploadId, at, bytes });
    } catch (cause) {
      // The stick was pulled out.
      return fail('pack.upload-lost', {}, cause);
    }
  }

  async install(answers: InstallAnswers): Promise<void> {
    const incoming = this.#incoming;
    if (incoming?.kind !== 'preview') return;
    const attempt = ++this.#attempt;
    this.#incoming = { ...incoming, kind: 'installing' };
    const installed = await this.#bridge.call('packs.install', {
      uploadId: incoming.uploadId,
      agreed: [...answers.agreed],
      ...(answers.trust === undefined ? {} : { trust: answers.trust }),
    });
    if (attempt !== this.#attempt) return;
    if (installed.ok) this.#incoming = { kind: 'installed', title: incoming.preview.title };
    else this.#refuse(incoming.file, installed.fault);
    await this.refresh();
  }

  /** Gives up what is on its way in; also takes away what is said of the last. */
  async cancel(): Promise<void> {
    const incoming = this.#incoming;
    if (incoming?.kind === 'installing') return;
    this.#attempt++;
    this.#incoming = undefined;
    if (incoming?.kind === 'preview') this.#drop(incoming.uploadId);
  }

  async remove(packId: string): Promise<void> {
    const removed = await this.#bridge.call('packs.remove', { packId });
    await this.refresh();
    if (!removed.ok) this.#problem = removed.fault;
  }

  async distrust(key: string): Promise<void> {
    const done = await this.#bridge.call('packs.distrust', { key });
    await this.refresh();
    if (!done.ok) this.#problem = done.fault;
  }

  /** For the page: a file that the page itself cannot take. */
  refuse(file: string, fault: Fault): void {
    this.#refuse(file, fault);
  }

  #refuse(file: string, fault: Fault): void {
    this.#incoming = { kind: 'refused', file, fault };
  }

  #drop(uploadId: string): void {
    void this.#bridge.call('packs.drop', { uploadId });
  }
}
