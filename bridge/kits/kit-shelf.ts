/**
 * The school's own robot kits: `<data>/profiles/<id>/profile.json`, put there by hand or by the page. Layer: bridge/kits.
 * Specification: docs/protocols/profile.md.
 */
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Emitter } from '../../core/base/emitter.ts';
import { fail, ok, type Fault, type Result } from '../../core/base/result.ts';
import { KIT_BYTES_MAX, SCHOOL_KITS_MAX, type KitFaultCode } from '../../core/protocol/kit-views.ts';
import { parseRobotProfile, type RobotProfile } from '../../core/robot/profile.ts';
import { shippedProfile } from '../../firmware-profiles/index.ts';
import { writeFileWhole } from '../packs/atomic-file.ts';

const KIT_ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const FILE_NAME = 'profile.json';

export interface ShelfListing {
  /** Sorted by id. */
  readonly kits: readonly RobotProfile[];
  readonly damaged: readonly { readonly id: string; readonly fault: Fault }[];
}

export class KitShelf {
  /** After a kit has come or gone by this bridge. */
  readonly changes = new Emitter<void>();
  readonly #folder: string;

  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, 'profiles');
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

  /** On the disk when it is answered. Errors: `profile.…`, `kit.…`. */
  async keep(document: unknown): Promise<Result<void>> {
    const parsed = parseRobotProfile(document);
    if (!parsed.ok) return parsed;
    const { id } = parsed.value;
    if (shippedProfile(id) !== undefined) return fail('kit.id-taken', { id });
    const text = `${JSON.stringify(parsed.value, undefined, 2)}\n`;
    if (text.length > KIT_BYTES_MAX) return fail('kit.too-large', { limitBytes: KIT_BYTES_MAX });
    const { kits, damaged } = await this.list();
    const others = [...kits, ...damaged].filter((each) => each.id !== id).length;
    if (others >= SCHOOL_KITS_MAX) return fail('kit.too-many', { limit: SCHOOL_KITS_MAX });
    try {
      await mkdir(join(this.#folder, id), { recursive: true });
      await writeFileWhole(this.#fileOf(id), text);
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

  #fileOf(id: string): string {
    return join(this.#folder, id, FILE_NAME);
  }
}

function notWritten(cause: unknown): Result<never, KitFaultCode> {
  return fail('kit.not-written', { what: cause instanceof Error ? cause.message : String(cause) }, cause);
}
