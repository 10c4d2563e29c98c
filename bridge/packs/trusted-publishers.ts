/**
 * Whose packs this school trusts: a list of public keys in the data folder. Layer: bridge/packs. Specification: docs/protocols/pack.md, "Trust".
 * It has nothing to do with the keys that seal runs. It is read anew each time: the command line may change it while a bridge runs.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { localTextSchema, type LocalText } from '../../core/base/local-text.ts';
import { fail, ok, type Result } from '../../core/base/result.ts';
import { fingerprintOf } from '../../core/pack/fingerprint.ts';
import { publisherKeySchema, type PublisherKey } from '../../core/pack/publisher-key.ts';
import type { PackLibraryFaultCode, PackSigner, PublisherView } from '../../core/protocol/pack-views.ts';
import { writeFileWhole } from './atomic-file.ts';

const PUBLISHERS_MAX = 500;

const listSchema = z.strictObject({
  format: z.literal('guiji-trusted-publishers'),
  version: z.literal(1),
  publishers: z.array(z.strictObject({ key: publisherKeySchema, name: localTextSchema(80), addedAtMs: z.number() })).max(PUBLISHERS_MAX),
});
type Publisher = z.infer<typeof listSchema>['publishers'][number];

export class TrustedPublishers {
  readonly #file: string;
  readonly #nowMs: () => number;

  constructor({ file, nowMs }: { readonly file: string; readonly nowMs: () => number }) {
    this.#file = file;
    this.#nowMs = nowMs;
  }

  async list(): Promise<readonly PublisherView[]> {
    return (await this.#read()).map((publisher) => ({ ...publisher, fingerprint: fingerprintOf(publisher.key) }));
  }

  /** Of a pack signed by `key`; undefined: unsigned. */
  async signerOf(key: PublisherKey | undefined): Promise<PackSigner> {
    if (key === undefined) return { state: 'unsigned' };
    const known = (await this.#read()).find((publisher) => publisher.key === key);
    const fingerprint = fingerprintOf(key);
    return known === undefined ? { state: 'unknown', key, fingerprint } : { state: 'trusted', key, fingerprint, knownAs: known.name };
  }

  /** Trusting a key again changes its name only. Errors: `pack.not-written` {what}. */
  async add(key: PublisherKey, name: LocalText): Promise<Result<void, PackLibraryFaultCode>> {
    const others = await this.#read();
    const known = others.find((publisher) => publisher.key === key);
    const added: Publisher = { key, name, addedAtMs: known?.addedAtMs ?? this.#nowMs() };
    return await this.#write([...others.filter((publisher) => publisher.key !== key), added].slice(-PUBLISHERS_MAX));
  }

  /** A key that is not there changes nothing. Errors: `pack.not-written` {what}. */
  async remove(key: PublisherKey): Promise<Result<void, PackLibraryFaultCode>> {
    return await this.#write((await this.#read()).filter((publisher) => publisher.key !== key));
  }

  /** A list that cannot be read trusts nobody: the worst that comes of it is a question. */
  async #read(): Promise<readonly Publisher[]> {
    try {
      const parsed = listSchema.safeParse(JSON.parse(await readFile(this.#file, 'utf8')));
      return parsed.success ? parsed.data.publishers : [];
    } catch {
      return [];
    }
  }

  async #write(publishers: readonly Publisher[]): Promise<Result<void, PackLibraryFaultCode>> {
    const list = { format: 'guiji-trusted-publishers', version: 1, publishers };
    try {
      await mkdir(dirname(this.#file), { recursive: true });
      await writeFileWhole(this.#file, `${JSON.stringify(list, null, 2)}\n`);
      return ok(undefined);
    } catch (cause) {
      return notWritten(cause);
    }
  }
}

export function notWritten(cause: unknown): Result<never, PackLibraryFaultCode> {
  const what = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
  return fail('pack.not-written', { what }, cause);
}
