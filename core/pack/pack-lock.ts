/**
 * `pack.lock`: the SHA-256 of every file of a pack, and what a publisher signs. Layer: pack. Specification: docs/protocols/pack.md, "Lock".
 * Canonical JSON (RFC 8785), so that the same files always give the same bytes.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import { z } from 'zod';
import { assert } from '../base/assert.ts';
import { fail, ok, type Result } from '../base/result.ts';
import type { PackSealFaultCode } from './pack-faults.ts';
import { PACK_ZIP_LIMITS } from './pack-limits.ts';
import type { PackManifest } from './pack-schema.ts';

export const LOCK_PATH = 'pack.lock';
export const SIGNATURE_PATH = 'pack.sig';
const LOCK_VERSION = 1;

/** Entries that the lock cannot hold: itself, and what is signed over it. */
const BESIDE_THE_LOCK: ReadonlySet<string> = new Set([LOCK_PATH, SIGNATURE_PATH]);

export const packLockSchema = z.strictObject({
  format: z.literal('guiji-pack-lock'),
  version: z.literal(LOCK_VERSION),
  id: z.string(),
  packVersion: z.string(),
  /** In the order of their paths' code units. */
  files: z
    .array(z.strictObject({ path: z.string(), bytes: z.number().int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) }))
    .max(PACK_ZIP_LIMITS.entriesMax),
});

type PackLock = z.infer<typeof packLockSchema>;
type Files = ReadonlyMap<string, Uint8Array>;

const byPath = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function lockOf(manifest: PackManifest, files: Files): PackLock {
  const paths = [...files.keys()].filter((path) => !BESIDE_THE_LOCK.has(path)).sort(byPath);
  return {
    format: 'guiji-pack-lock',
    version: LOCK_VERSION,
    id: manifest.id,
    packVersion: manifest.packVersion,
    files: paths.map((path) => {
      const content = files.get(path)!;
      return { path, bytes: content.byteLength, sha256: bytesToHex(sha256(content)) };
    }),
  };
}

/** UTF-8. */
export function writeLock(manifest: PackManifest, files: Files): Uint8Array {
  const text = canonicalize(lockOf(manifest, files));
  assert(text !== undefined, 'a lock is JSON');
  return new TextEncoder().encode(text);
}

const namesAnotherVersion = z.looseObject({ format: z.literal('guiji-pack-lock'), version: z.number().int().gt(LOCK_VERSION) });

function readLock(bytes: Uint8Array): Result<PackLock, PackSealFaultCode> {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    return fail('pack.bad-lock', { problem: 'JSON' }, cause);
  }
  const newer = namesAnotherVersion.safeParse(json);
  if (newer.success) return fail('pack.newer-version', { version: newer.data.version });
  const parsed = packLockSchema.safeParse(json);
  if (!parsed.success) return fail('pack.bad-lock', { problem: parsed.error.issues[0]?.path.join('.') ?? '' });
  return ok(parsed.data);
}

/** That the files are those of the lock, none more, none less, each with its hash. */
export function checkLock(files: Files): Result<PackLock, PackSealFaultCode> {
  const bytes = files.get(LOCK_PATH);
  if (bytes === undefined) return fail('pack.no-lock', {});
  const lock = readLock(bytes);
  if (!lock.ok) return lock;
  const listed = new Map(lock.value.files.map((file) => [file.path, file]));
  for (const path of files.keys()) {
    if (!BESIDE_THE_LOCK.has(path) && !listed.has(path)) return fail('pack.file-not-listed', { path });
  }
  for (const { path, sha256: expected, bytes: size } of listed.values()) {
    const content = files.get(path);
    if (content === undefined) return fail('pack.file-missing', { path });
    if (content.byteLength !== size || bytesToHex(sha256(content)) !== expected) return fail('pack.wrong-hash', { path });
  }
  return lock;
}
