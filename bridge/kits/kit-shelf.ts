/**
 * The school's own robot kits: `<data>/profiles/<id>/profile.json` with its own images beside it, put there by hand or by the page. Layer: bridge/kits.
 * Specification: docs/protocols/profile.md.
 */
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { Emitter } from '../../core/base/emitter.ts';
import { fail, ok, type Fault, type Result } from '../../core/base/result.ts';
import { KIT_BYTES_MAX, SCHOOL_KITS_MAX, type KitFaultCode } from '../../core/protocol/kit-views.ts';
import { parseRobotProfile, type ProfileImage, type RobotProfile } from '../../core/robot/profile.ts';
import { firmwareFits, shippedProfile } from '../../firmware-profiles/index.ts';
import { writeFileWhole } from '../packs/atomic-file.ts';
import { FirmwareFiles } from './firmware-files.ts';
import { sha256Of, shippedBytes, type ImagePlace } from './kit-images.ts';

const KIT_ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const FILE_NAME = 'profile.json';

/** As it stands in the kit's own folder. */
interface OwnImage {
  readonly named: ProfileImage;
  readonly bytes: Uint8Array;
}

export interface ShelfListing {
  /** Sorted by id. */
  readonly kits: readonly RobotProfile[];
  readonly damaged: readonly { readonly id: string; readonly fault: Fault }[];
}

/** As `keep` names an image's file. */
const KEPT_IMAGE = /^[a-z0-9-]+\.[0-9a-f]{8}\.(hex|uf2|bin)$/;

export class KitShelf implements ImagePlace {
  /** After a kit has come or gone by this bridge. */
  readonly changes = new Emitter<void>();
  readonly #folder: string;
  readonly #packs: ImagePlace | undefined;
  readonly #incoming = new FirmwareFiles();

  /** @param packs a kit that is copied from one of them takes its images along */
  constructor(dataFolder: string, packs?: ImagePlace) {
    this.#folder = join(dataFolder, 'profiles');
    this.#packs = packs;
  }

  async list(): Promise<ShelfListing> {
    const names = await readdir(this.#folder).catch(() => []);
    const kits: RobotProfile[] = [];
    const damaged: { id: string; fault: Fault }[] = [];
    for (const id of names.filter((name) => KIT_ID.test(name)).sort()) {
      if (kits.length + damaged.length >= SCHOOL_KITS_MAX) break;
      const found = await this.find(id);
      if (found.ok) kits.push(found.value);
      else damaged.push({ id, fault: { code: found.fault.code, params: found.fault.params } });
    }
    return { kits, damaged };
  }

  /** Errors: `kit.not-found`, `kit.too-large`, `profile.…`. */
  async find(id: string): Promise<Result<RobotProfile>> {
    if (!KIT_ID.test(id)) return fail('kit.not-found', { id });
    const file = this.#fileOf(id);
    try {
      if ((await stat(file)).size > KIT_BYTES_MAX) return fail('kit.too-large', { limitBytes: KIT_BYTES_MAX });
    } catch (cause) {
      return fail('kit.not-found', { id }, cause);
    }
    try {
      const parsed = parseRobotProfile(JSON.parse(await readFile(file, 'utf8')));
      if (!parsed.ok || parsed.value.id === id) return parsed;
      return fail('profile.invalid', { path: 'id', problem: `${parsed.value.id} ≠ ${id}` });
    } catch (cause) {
      return fail('profile.invalid', { path: '', problem: 'JSON' }, cause);
    }
  }

  async image(sha256: string): Promise<Uint8Array | undefined> {
    for (const kit of (await this.list()).kits) {
      const image = kit.images.find((each) => each.sha256 === sha256);
      if (image === undefined) continue;
      const bytes = await readFile(join(this.#folder, kit.id, basename(image.file))).catch(() => undefined);
      if (bytes !== undefined && sha256Of(bytes) === sha256) return bytes;
    }
    return undefined;
  }

  /** One piece of an image that belongs to a kit which is kept next. Errors: `board.file-…`. */
  addImage(sha256: string, at: number, bytes: Uint8Array): Result<void> {
    return this.#incoming.add({ fileId: sha256, at, bytes });
  }

  /** With those of its images that do not ship, where they are known here. On the disk when it is answered. Errors: `profile.…`, `kit.…`. */
  async keep(document: unknown): Promise<Result<void>> {
    const parsed = parseRobotProfile(document);
    if (!parsed.ok) return parsed;
    const { id } = parsed.value;
    if (shippedProfile(id) !== undefined) return fail('kit.id-taken', { id });
    const fits = firmwareFits(parsed.value);
    if (!fits.ok) return fits;
    const own = await this.#ownImages(parsed.value);
    const images = parsed.value.images.map((image) => own.get(image)?.named ?? image);
    const text = `${JSON.stringify({ ...parsed.value, images }, undefined, 2)}\n`;
    if (text.length > KIT_BYTES_MAX) return fail('kit.too-large', { limitBytes: KIT_BYTES_MAX });
    const { kits, damaged } = await this.list();
    const others = [...kits, ...damaged].filter((each) => each.id !== id).length;
    if (others >= SCHOOL_KITS_MAX) return fail('kit.too-many', { limit: SCHOOL_KITS_MAX });
    try {
      const folder = join(this.#folder, id);
      await mkdir(folder, { recursive: true });
      for (const { named, bytes } of own.values()) await writeFileWhole(join(folder, named.file), bytes);
      await writeFileWhole(this.#fileOf(id), text);
      await this.#clearImages(folder, images);
    } catch (cause) {
      return notWritten(cause);
    }
    this.changes.emit();
    return ok(undefined);
  }

  /** Errors: `kit.not-found`, `kit.not-written`. */
  async remove(id: string): Promise<Result<void, KitFaultCode>> {
    if (!KIT_ID.test(id)) return fail('kit.not-found', { id });
    try {
      await stat(join(this.#folder, id));
    } catch (cause) {
      return fail('kit.not-found', { id }, cause);
    }
    try {
      await rm(join(this.#folder, id), { recursive: true });
    } catch (cause) {
      return notWritten(cause);
    }
    this.changes.emit();
    return ok(undefined);
  }

  async #ownImages({ id, images }: RobotProfile): Promise<ReadonlyMap<ProfileImage, OwnImage>> {
    const own = new Map<ProfileImage, OwnImage>();
    for (const image of images) {
      if (shippedBytes(id, image) !== undefined) continue;
      const bytes = this.#takeIncoming(image) ?? (await this.image(image.sha256)) ?? (await this.#packs?.image(image.sha256));
      if (bytes === undefined) continue;
      const file = `${image.id}.${image.sha256.slice(0, 8)}${extname(image.file)}`;
      own.set(image, { named: { ...image, file }, bytes });
    }
    return own;
  }

  #takeIncoming({ sha256 }: ProfileImage): Uint8Array | undefined {
    const bytes = this.#incoming.take(sha256);
    return bytes.ok && sha256Of(bytes.value) === sha256 ? bytes.value : undefined;
  }

  async #clearImages(folder: string, images: readonly ProfileImage[]): Promise<void> {
    const stray = (await readdir(folder)).filter((name) => KEPT_IMAGE.test(name) && !images.some(({ file }) => file === name));
    for (const name of stray) await rm(join(folder, name), { force: true });
  }

  #fileOf(id: string): string {
    return join(this.#folder, id, FILE_NAME);
  }
}

function notWritten(cause: unknown): Result<never, KitFaultCode> {
  return fail('kit.not-written', { what: cause instanceof Error ? cause.message : String(cause) }, cause);
}
