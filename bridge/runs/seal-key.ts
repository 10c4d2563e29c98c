/**
 * The key with which this bridge seals what it records, made at its first start. Layer: bridge/runs. Specification: docs/protocols/run-file.md, "Keys".
 * It belongs to one computer: where the data folder wakes up on another (a disk image, a copied folder), a new one is made, and the old public
 * key is only remembered. Whose seals are believed is another list (trusted-seal-keys.json), apart from that of the publishers of packs.
 */
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { ulid } from 'ulid';
import { z } from 'zod';
import { publicKeyOf, SECRET_KEY_BYTES } from '../../core/base/ed25519.ts';
import { fail, ok, type Result } from '../../core/base/result.ts';
import type { BridgeFaultCode } from '../../core/protocol/protocol-faults.ts';
import { machineFingerprint } from './machine-fingerprint.ts';

const KEY_FILE = 'seal-key.json';
const TRUST_FILE = 'trusted-seal-keys.json';
const OWNER_ONLY = 0o600;
const KEYS_MAX = 10_000;

const hexKey = z.string().regex(/^[0-9a-f]{64}$/);
const keyFileSchema = z.object({
  format: z.literal('guiji-seal-key'),
  version: z.literal(1),
  secretKey: hexKey,
  /** See machine-fingerprint.ts. */
  machine: z.string(),
});
const trustFileSchema = z.object({
  format: z.literal('guiji-trusted-seal-keys'),
  version: z.literal(1),
  keys: z.array(z.object({ key: hexKey, name: z.string().max(200), isFormer: z.boolean().optional() })).max(KEYS_MAX),
});

type KeyFile = z.infer<typeof keyFileSchema>;
type TrustedKey = z.infer<typeof trustFileSchema>['keys'][number];

export interface SealKey {
  /** Ed25519, 32 bytes. For nodeSigner; never logged, never sent. */
  readonly secretKey: Uint8Array;
  /** Hex. */
  readonly publicKey: string;
  /** Public keys whose seals are believed here, hex: this one, those before it, and what somebody has added. */
  readonly trusted: readonly string[];
}

async function readJson<T>(file: string, schema: z.ZodType<T>): Promise<T | undefined> {
  try {
    return schema.safeParse(JSON.parse(await readFile(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

async function writeWhole(file: string, json: unknown, options: { readonly replaces: boolean }): Promise<void> {
  const beside = `${file}.${ulid()}.part`;
  try {
    await writeFile(beside, `${JSON.stringify(json, null, 2)}\n`, { mode: OWNER_ONLY, flush: true });
    if (options.replaces) return await rename(beside, file);
    // Why a link: of two bridges that start at once, one makes the key and the other finds it.
    await link(beside, file);
  } finally {
    await rm(beside, { force: true });
  }
}

function newKey(machine: string): KeyFile {
  const secretKey = bytesToHex(crypto.getRandomValues(new Uint8Array(SECRET_KEY_BYTES)));
  return { format: 'guiji-seal-key', version: 1, secretKey, machine };
}

async function keyOf(folder: string): Promise<{ readonly key: KeyFile; readonly former: string | undefined }> {
  const file = join(folder, KEY_FILE);
  const machine = await machineFingerprint(folder);
  const found = await readJson(file, keyFileSchema);
  if (found?.machine === machine) return { key: found, former: undefined };
  const made = newKey(machine);
  const former = found === undefined ? undefined : bytesToHex(publicKeyOf(hexToBytes(found.secretKey)));
  const isThere = await readFile(file).then(() => true, () => false); // prettier-ignore
  try {
    await writeWhole(file, made, { replaces: isThere });
  } catch (cause) {
    const other = await readJson(file, keyFileSchema);
    if (other?.machine === machine) return { key: other, former };
    if (isThere) throw cause;
    // A volume without links.
    await writeWhole(file, made, { replaces: true });
  }
  return { key: made, former };
}

/** Public keys, hex; none where no bridge has been started with this folder yet. */
export async function readTrustedSealKeys(folder: string): Promise<readonly string[]> {
  return ((await readJson(join(folder, TRUST_FILE), trustFileSchema))?.keys ?? []).map(({ key }) => key);
}

/** The list with these keys in it; those that are there already stay as they are. */
async function trust(folder: string, added: readonly TrustedKey[]): Promise<readonly TrustedKey[]> {
  const file = join(folder, TRUST_FILE);
  const known = (await readJson(file, trustFileSchema))?.keys ?? [];
  const fresh = added.filter(({ key }) => !known.some((other) => other.key === key));
  if (fresh.length === 0) return known;
  const keys = [...known, ...fresh];
  await writeWhole(file, { format: 'guiji-trusted-seal-keys', version: 1, keys }, { replaces: true });
  return keys;
}

/**
 * Makes what is missing.
 * @param folder the data folder, which is there
 * Errors: `bridge.data-not-writable` {folder}.
 */
export async function openSealKey(folder: string): Promise<Result<SealKey, BridgeFaultCode>> {
  try {
    const { key, former } = await keyOf(folder);
    const secretKey = hexToBytes(key.secretKey);
    const publicKey = bytesToHex(publicKeyOf(secretKey));
    const own: TrustedKey = { key: publicKey, name: 'this bridge' };
    const before: TrustedKey[] = former === undefined ? [] : [{ key: former, name: 'this bridge, before', isFormer: true }];
    const trusted = await trust(folder, [own, ...before]);
    return ok({ secretKey, publicKey, trusted: trusted.map((entry) => entry.key) });
  } catch (cause) {
    return fail('bridge.data-not-writable', { folder }, cause);
  }
}
