/** What a bridge does with packs, as its handlers and the command line use it. Layer: bridge/packs. Spec: docs/protocols/bridge.md, "Packs". */
import type { LocalText } from '../../core/base/local-text.ts';
import { Emitter } from '../../core/base/emitter.ts';
import { fail, ok, type Result } from '../../core/base/result.ts';
import { kindOf } from '../../core/pack/entry-path.ts';
import { resolveFrom } from '../../core/pack/pack-contents.ts';
import type { PackManifest } from '../../core/pack/pack-schema.ts';
import type { PublisherKey } from '../../core/pack/publisher-key.ts';
import { compareVersions } from '../../core/pack/pack-versions.ts';
import {
  PACK_PIECE_BYTES_MAX,
  type PackList,
  type PackPreview,
  type PackQuestion,
  type PackSigner,
  type PackView,
  type PublisherView,
} from '../../core/protocol/pack-views.ts';
import { parseRobotProfile } from '../../core/robot/profile.ts';
import { sha256Of } from '../kits/kit-images.ts';
import type { OpenedPack, OpenPack } from './open-pack.ts';
import type { LibraryPack, PackLibrary } from './pack-library.ts';
import type { PackUploads } from './pack-uploads.ts';
import { aboutPack } from './pack-views.ts';
import type { TrustedPublishers } from './trusted-publishers.ts';

export interface PackPiece {
  readonly bytes: Uint8Array;
  readonly totalBytes: number;
  readonly mediaType: string;
  readonly revision: string;
}

export interface ReadOptions {
  readonly at: number;
  readonly isStaff: boolean;
}

export interface InstallAnswers {
  readonly agreed: readonly PackQuestion[];
  /** From now on the pack's key is trusted, under this name. */
  readonly trust?: LocalText | undefined;
}

export interface PacksParts {
  readonly library: PackLibrary;
  readonly uploads: PackUploads;
  readonly publishers: TrustedPublishers;
  readonly open: OpenPack;
}

export class Packs {
  /** After a pack or a publisher has come or gone. */
  readonly changes = new Emitter<void>();
  readonly uploads: PackUploads;
  readonly #library: PackLibrary;
  readonly #publishers: TrustedPublishers;
  readonly #open: OpenPack;
  /** One install after the other. */
  #installing: Promise<unknown> = Promise.resolve();

  constructor({ library, uploads, publishers, open }: PacksParts) {
    this.#library = library;
    this.uploads = uploads;
    this.#publishers = publishers;
    this.#open = open;
  }

  async list(): Promise<PackList> {
    const { packs, damaged } = await this.#library.list();
    return { packs: await Promise.all(packs.map((found) => this.#view(found))), damaged };
  }

  async manifest(packId: string): Promise<Result<PackManifest>> {
    const found = await this.#library.find(packId);
    return found.ok ? ok(found.value.pack.manifest) : found;
  }

  /** One piece of one file; a lesson's notes are there for staff only. Errors: `pack.not-found`, `pack.no-such-file`. */
  async read(packId: string, path: string, { at, isStaff }: ReadOptions): Promise<Result<PackPiece>> {
    const found = await this.#library.find(packId);
    if (!found.ok) return found;
    const { files, revision, manifest } = found.value.pack;
    const content = isStaff || !isNotes(manifest, path) ? files.get(path) : undefined;
    const kind = kindOf(path);
    if (content === undefined || kind === undefined || at > content.byteLength) return fail('pack.no-such-file', { id: packId, path });
    const bytes = content.subarray(at, at + PACK_PIECE_BYTES_MAX);
    return ok({ bytes, totalBytes: content.byteLength, mediaType: kind.mediaType, revision });
  }

  /** A document of a pack by `<packId>/<id>`, parsed as JSON. Errors: `pack.not-found`, `pack.no-such-file`. */
  async document(list: 'tracks' | 'profiles' | 'rules', reference: string): Promise<Result<unknown>> {
    const [packId = '', id = ''] = reference.split('/');
    const found = await this.#library.find(packId);
    if (!found.ok) return found;
    const entry = found.value.pack.manifest[list].find((each) => each.id === id);
    const content = entry === undefined ? undefined : found.value.pack.files.get(entry.file);
    if (content === undefined) return fail('pack.no-such-file', { id: packId, path: `${list}/${id}` });
    return ok(JSON.parse(new TextDecoder().decode(content)) as unknown);
  }

  /** Of a kit, by its SHA-256, hex; undefined: no pack brings it. */
  async image(sha256: string): Promise<Uint8Array | undefined> {
    const { packs } = await this.#library.list();
    for (const { pack } of packs) {
      for (const { file } of pack.manifest.profiles) {
        const kit = parseRobotProfile(JSON.parse(new TextDecoder().decode(pack.files.get(file))));
        const image = kit.ok ? kit.value.images.find((each) => each.sha256 === sha256) : undefined;
        const bytes = image && pack.files.get(resolveFrom(file, image.file));
        if (bytes !== undefined && sha256Of(bytes) === sha256) return bytes;
      }
    }
    return undefined;
  }

  /** Of a pack file that is on this disk. Errors: why it is refused. */
  async preview(path: string): Promise<Result<PackPreview>> {
    const opened = await this.#open({ kind: 'file', path });
    return opened.ok ? ok(await this.#previewOf(opened.value)) : opened;
  }

  /** @param path on the library's disk; moved when it is installed. Errors: why it is refused, `pack.not-agreed` {question}, no room. */
  async install(path: string, answers: InstallAnswers): Promise<Result<PackView>> {
    const turn = this.#installing.then(() => this.#installNow(path, answers));
    this.#installing = turn.catch(() => {});
    return await turn;
  }

  async #installNow(path: string, { agreed, trust }: InstallAnswers): Promise<Result<PackView>> {
    const opened = await this.#open({ kind: 'file', path });
    if (!opened.ok) return opened;
    const { questions } = await this.#previewOf(opened.value);
    const answered = new Set<PackQuestion>(trust === undefined ? agreed : [...agreed, 'unknown-publisher']);
    const open = questions.find((question) => !answered.has(question));
    if (open !== undefined) return fail('pack.not-agreed', { question: open });
    const { id } = opened.value.manifest;
    const put = await this.#library.put(path, id);
    if (!put.ok) return put;
    const key = opened.value.signedBy;
    const trusted = trust === undefined || key === undefined ? ok(undefined) : await this.#publishers.add(key, trust);
    this.changes.emit();
    if (!trusted.ok) return trusted;
    const found = await this.#library.find(id);
    return found.ok ? ok(await this.#view(found.value)) : found;
  }

  async remove(packId: string): Promise<Result<void>> {
    const removed = await this.#library.remove(packId);
    if (removed.ok) this.changes.emit();
    return removed;
  }

  publishers(): Promise<readonly PublisherView[]> {
    return this.#publishers.list();
  }

  async trust(key: PublisherKey, name: LocalText): Promise<Result<void>> {
    const added = await this.#publishers.add(key, name);
    if (added.ok) this.changes.emit();
    return added;
  }

  async distrust(key: PublisherKey): Promise<Result<void>> {
    const removed = await this.#publishers.remove(key);
    if (removed.ok) this.changes.emit();
    return removed;
  }

  async #view({ pack, installedAtMs, hidesShipped }: LibraryPack): Promise<PackView> {
    if (installedAtMs === undefined) return { ...aboutPack(pack, { state: 'shipped' }), hidesShipped };
    return { ...aboutPack(pack, await this.#publishers.signerOf(pack.signedBy)), installedAtMs, hidesShipped };
  }

  async #previewOf(pack: OpenedPack): Promise<PackPreview> {
    const signer = await this.#publishers.signerOf(pack.signedBy);
    const present = await this.#library.find(pack.manifest.id);
    const before = present.ok ? present.value : undefined;
    return {
      ...aboutPack(pack, signer),
      questions: questionsOf(pack, signer, before),
      ...(before === undefined
        ? {}
        : {
            replaces: {
              packVersion: before.pack.manifest.packVersion,
              isShipped: before.installedAtMs === undefined,
              isSame: before.pack.revision === pack.revision && before.pack.signedBy === pack.signedBy,
            },
          }),
    };
  }
}

const isNotes = ({ lessons }: PackManifest, path: string): boolean =>
  lessons.some(({ notes }) => notes !== undefined && Object.values(notes).includes(path));

function questionsOf(pack: OpenedPack, signer: PackSigner, before: LibraryPack | undefined): readonly PackQuestion[] {
  const questions: PackQuestion[] = [];
  if (signer.state === 'unsigned') questions.push('unsigned');
  if (signer.state === 'unknown') questions.push('unknown-publisher');
  if (before === undefined) return questions;
  const isSameHand = before.installedAtMs !== undefined && before.pack.signedBy === pack.signedBy;
  // A trusted publisher may replace what ships and what nobody signed, but not another publisher's pack.
  if (!isSameHand && (signer.state !== 'trusted' || before.pack.signedBy !== undefined)) questions.push('other-publisher');
  if (compareVersions(pack.manifest.packVersion, before.pack.manifest.packVersion) < 0) questions.push('older');
  return questions;
}
