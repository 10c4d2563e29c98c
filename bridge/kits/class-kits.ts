/**
 * The kits of the class that this computer is a station of, as its class bridge told them last: they stay while the link is cut. Layer: bridge/kits.
 * `<data>/class-kits/`: `kits.json`, and beside it the images that do not ship, each under its SHA-256. Spec: docs/protocols/class.md, "Station bridges".
 */
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Emitter } from '../../core/base/emitter.ts';
import { wireKitList, type KitList } from '../../core/protocol/kit-views.ts';
import { parseRobotProfile } from '../../core/robot/profile.ts';
import { writeFileWhole } from '../packs/atomic-file.ts';
import { sha256Of, shippedBytes, type ImagePlace } from './kit-images.ts';

const LIST_FILE = 'kits.json';
const LIST_BYTES_MAX = 8_000_000;
const SHA256 = /^[0-9a-f]{64}$/;
const NONE: KitList = { school: [], packs: [], damaged: [] };

export class ClassKits implements ImagePlace {
  readonly changes = new Emitter<void>();
  readonly #folder: string;

  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, 'class-kits');
  }

  async list(): Promise<KitList> {
    const text = await readFile(join(this.#folder, LIST_FILE), 'utf8').catch(() => '');
    if (text === '') return NONE;
    try {
      const list = wireKitList.safeParse(JSON.parse(text));
      return list.success ? list.data : NONE;
    } catch {
      return NONE;
    }
  }

  async image(sha256: string): Promise<Uint8Array | undefined> {
    if (!SHA256.test(sha256)) return undefined;
    const bytes = await readFile(join(this.#folder, sha256)).catch(() => undefined);
    return bytes !== undefined && sha256Of(bytes) === sha256 ? bytes : undefined;
  }

  /** In place of the list before. Throws what the file system throws. */
  async take(list: KitList, fetchImage: (sha256: string) => Promise<Uint8Array | undefined>): Promise<void> {
    const text = JSON.stringify({ ...list, damaged: [] });
    const before = await readFile(join(this.#folder, LIST_FILE), 'utf8').catch(() => '');
    const images = ownImages(list);
    const have = new Set(await readdir(this.#folder).catch(() => []));
    if (text.length > LIST_BYTES_MAX || (text === before && images.every((sha256) => have.has(sha256)))) return;
    await mkdir(this.#folder, { recursive: true });
    for (const sha256 of images.filter((each) => !have.has(each))) {
      const bytes = await fetchImage(sha256);
      if (bytes !== undefined && sha256Of(bytes) === sha256) await writeFileWhole(join(this.#folder, sha256), bytes);
    }
    await writeFileWhole(join(this.#folder, LIST_FILE), text);
    for (const stray of have) if (SHA256.test(stray) && !images.includes(stray)) await rm(join(this.#folder, stray), { force: true });
    if (text !== before) this.changes.emit();
  }

  async clear(): Promise<void> {
    const isEmpty = (await readdir(this.#folder).catch(() => [])).length === 0;
    if (isEmpty) return;
    await rm(this.#folder, { recursive: true, force: true });
    this.changes.emit();
  }
}

/** SHA-256 of the images that do not ship. */
function ownImages({ school, packs }: KitList): readonly string[] {
  const kits = [...school, ...packs.flatMap((pack) => pack.kits)].map(parseRobotProfile);
  const own = kits.flatMap((kit) => (kit.ok ? kit.value.images.filter((image) => shippedBytes(kit.value.id, image) === undefined) : []));
  return [...new Set(own.map(({ sha256 }) => sha256))];
}
