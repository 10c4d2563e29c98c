/**
 * The packs of this computer: those that ship, in the checkout, and those that were installed, one file each. Layer: bridge/packs.
 * Specification: docs/protocols/pack.md, "Installed packs".
 *
 * An installed pack is its pack file, `<id>.guijipack`: putting a newer one in its place is one rename, so a kill leaves the old or the new.
 */
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Fault, type Result } from '../../core/base/result.ts';
import { PACK_FILE_EXTENSION } from '../../core/pack/pack-limits.ts';
import type { PackLibraryFaultCode } from '../../core/protocol/pack-views.ts';
import { putInPlace, removeForGood } from './atomic-file.ts';
import type { OpenedPack, OpenPack, PackSource } from './open-pack.ts';
import { notWritten } from './trusted-publishers.ts';

const PACKS_MAX = 100;
const LIBRARY_BYTES_MAX = 1_000_000_000;
/** Contents of packs kept in memory; what was not used for longest goes first and is read again when asked for. */
const KEPT_BYTES_MAX = 64_000_000;

export interface LibraryPack {
  readonly pack: OpenedPack;
  /** undefined: it ships. */
  readonly installedAtMs: number | undefined;
  /** A pack of the same id ships. */
  readonly hidesShipped: boolean;
}

export interface LibraryListing {
  readonly packs: readonly LibraryPack[];
  /** Installed files that cannot be used. */
  readonly damaged: readonly { readonly id: string; readonly fault: Fault }[];
}

interface Place {
  readonly source: PackSource;
  /** Changes when the file is another one. */
  readonly stamp: string;
  readonly installedAtMs: number | undefined;
}

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

export class PackLibrary {
  /** Where installed packs are. */
  readonly #folder: string;
  /** One folder a pack that ships. */
  readonly #shippedFolder: string;
  readonly #open: OpenPack;
  /** By path; the one used last stands last. */
  readonly #opened = new Map<string, { readonly stamp: string; readonly result: Promise<Result<OpenedPack>>; bytes: number }>();

  constructor(options: { readonly folder: string; readonly shippedFolder: string; readonly open: OpenPack }) {
    this.#folder = options.folder;
    this.#shippedFolder = options.shippedFolder;
    this.#open = options.open;
  }

  /** Sorted by id. An installed pack stands before one of the same id that ships. */
  async list(): Promise<LibraryListing> {
    const packs = new Map<string, LibraryPack>();
    const damaged: { id: string; fault: Fault }[] = [];
    for (const id of await this.#shippedIds()) {
      const found = await this.#openAt(await this.#shippedPlace(id));
      if (found.ok) packs.set(id, found.value);
      else damaged.push({ id, fault: found.fault });
    }
    for (const id of await this.#installedIds()) {
      const found = await this.#openAt(await this.#installedPlace(id), id);
      if (found.ok) packs.set(id, found.value);
      else damaged.push({ id, fault: found.fault });
    }
    const byId = [...packs.values()].sort((a, b) => (a.pack.manifest.id < b.pack.manifest.id ? -1 : 1));
    return { packs: byId, damaged };
  }

  /** Errors: `pack.not-found` {id}, and why it cannot be used. */
  async find(id: string): Promise<Result<LibraryPack>> {
    if (!ID.test(id)) return fail('pack.not-found', { id });
    const place = (await this.#installedPlace(id)) ?? (await this.#shippedPlace(id));
    const found = await this.#openAt(place, id);
    if (found.ok || place?.installedAtMs === undefined) return found;
    // What ships is still there under a damaged file.
    const shipped = await this.#openAt(await this.#shippedPlace(id), id);
    return shipped.ok ? shipped : found;
  }

  /** @param path a pack file that has been judged, on the library's disk; it is moved. Errors: no room, not written. */
  async put(path: string, id: string): Promise<Result<void, PackLibraryFaultCode>> {
    const room = await this.#roomFor(path, id);
    if (!room.ok) return room;
    try {
      await mkdir(this.#folder, { recursive: true });
      await putInPlace(path, this.#fileOf(id));
      return ok(undefined);
    } catch (cause) {
      return notWritten(cause);
    }
  }

  /** A shipped pack that an installed one hid is back. Errors: `pack.not-found`, `pack.shipped`, `pack.not-written`. */
  async remove(id: string): Promise<Result<void, PackLibraryFaultCode>> {
    if (!ID.test(id)) return fail('pack.not-found', { id });
    if ((await this.#installedPlace(id)) === undefined) {
      const ships = (await this.#shippedIds()).includes(id);
      return fail(ships ? 'pack.shipped' : 'pack.not-found', { id });
    }
    try {
      await removeForGood(this.#fileOf(id));
      this.#opened.delete(this.#fileOf(id));
      return ok(undefined);
    } catch (cause) {
      return notWritten(cause);
    }
  }

  #fileOf(id: string): string {
    return join(this.#folder, `${id}${PACK_FILE_EXTENSION}`);
  }

  async #roomFor(path: string, id: string): Promise<Result<void, PackLibraryFaultCode>> {
    const others = (await this.#installedIds()).filter((other) => other !== id);
    if (others.length >= PACKS_MAX) return fail('pack.too-many-packs', { limit: PACKS_MAX });
    let bytes = await sizeOf(path);
    for (const other of others) bytes += await sizeOf(this.#fileOf(other));
    return bytes <= LIBRARY_BYTES_MAX ? ok(undefined) : fail('pack.no-room', { limitBytes: LIBRARY_BYTES_MAX });
  }

  async #installedIds(): Promise<readonly string[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const ids = names.filter((name) => name.endsWith(PACK_FILE_EXTENSION)).map((name) => name.slice(0, -PACK_FILE_EXTENSION.length));
    return ids.filter((id) => ID.test(id)).sort();
  }

  async #shippedIds(): Promise<readonly string[]> {
    const entries = await readdir(this.#shippedFolder, { withFileTypes: true }).catch(() => []);
    const ids = entries.filter((entry) => entry.isDirectory() && ID.test(entry.name)).map((entry) => entry.name);
    const whole = await Promise.all(ids.map(async (id) => (await sizeOf(join(this.#shippedFolder, id, 'pack.json'))) > 0));
    return ids.filter((_, i) => whole[i]).sort();
  }

  async #installedPlace(id: string): Promise<Place | undefined> {
    const path = this.#fileOf(id);
    try {
      const { mtimeMs, size, ino } = await stat(path);
      return { source: { kind: 'file', path }, stamp: `${mtimeMs} ${size} ${ino}`, installedAtMs: Math.round(mtimeMs) };
    } catch {
      return undefined;
    }
  }

  async #shippedPlace(id: string): Promise<Place | undefined> {
    if (!(await this.#shippedIds()).includes(id)) return undefined;
    const path = join(this.#shippedFolder, id);
    return { source: { kind: 'folder', path }, stamp: 'shipped', installedAtMs: undefined };
  }

  async #openAt(place: Place | undefined, id = ''): Promise<Result<LibraryPack>> {
    if (place === undefined) return fail('pack.not-found', { id });
    const { source, stamp, installedAtMs } = place;
    const kept = this.#opened.get(source.path);
    const result = kept?.stamp === stamp ? kept.result : this.#open(source);
    this.#opened.delete(source.path);
    const entry = { stamp, result, bytes: kept?.bytes ?? 0 };
    this.#opened.set(source.path, entry);
    const opened = await result;
    if (opened.ok) entry.bytes = opened.value.bytes;
    else this.#opened.delete(source.path);
    this.#forgetOldest();
    if (!opened.ok) return opened;
    // A file under a name that is not its own would stand in two places.
    if (id !== '' && opened.value.manifest.id !== id) return fail('pack.invalid', { path: 'id', problem: opened.value.manifest.id });
    const hidesShipped = installedAtMs !== undefined && (await this.#shippedIds()).includes(opened.value.manifest.id);
    return ok({ pack: opened.value, installedAtMs, hidesShipped });
  }

  #forgetOldest(): void {
    let bytes = [...this.#opened.values()].reduce((sum, entry) => sum + entry.bytes, 0);
    for (const [path, entry] of this.#opened) {
      if (bytes <= KEPT_BYTES_MAX || this.#opened.size <= 1) return;
      bytes -= entry.bytes;
      this.#opened.delete(path);
    }
  }
}

function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}
