/**
 * A pack file as a stranger hands it over, read and judged as a whole. Layer: pack. Specification: docs/protocols/pack.md.
 * Nothing of it is used before all of it has passed: archive, lock, signature, each file, what the manifest names.
 */
import { fail, ok, type Result } from '../base/result.ts';
import { readZip } from '../base/zip-reader.ts';
import { checkContents, type PackContentReaders, type PackContents, type PackFiles } from './pack-contents.ts';
import { archiveFault, type PackFaultCode } from './pack-faults.ts';
import { PACK_BYTES_MAX, PACK_ZIP_LIMITS } from './pack-limits.ts';
import { checkLock, LOCK_PATH, SIGNATURE_PATH } from './pack-lock.ts';
import { MANIFEST_PATH } from './pack-schema.ts';
import { verifyLock } from './pack-signature.ts';
import type { PublisherKey } from './publisher-key.ts';

/** Its files are by path, with `pack.json`, `pack.lock` and `pack.sig`. */
export interface Pack extends PackContents {
  /** undefined: not signed. */
  readonly signedBy: PublisherKey | undefined;
}

/** Errors: see `PackFaultCode`. */
export function readPack(bytes: Uint8Array, readers: PackContentReaders): Result<Pack, PackFaultCode> {
  if (bytes.byteLength > PACK_BYTES_MAX) return fail('pack.too-large', { limitBytes: PACK_BYTES_MAX });
  const zip = readZip(bytes, PACK_ZIP_LIMITS);
  if (!zip.ok) return archiveFault(zip.fault);
  const files = zip.value;
  if (!files.has(MANIFEST_PATH)) return fail('pack.no-manifest', {});
  const lock = checkLock(files);
  if (!lock.ok) return lock;
  const signed = signerOf(files);
  if (!signed.ok) return signed;
  const contents = checkContents(files, readers);
  if (!contents.ok) return contents;
  const { manifest } = contents.value;
  if (lock.value.id !== manifest.id || lock.value.packVersion !== manifest.packVersion) return fail('pack.bad-lock', { problem: 'id' });
  return ok({ ...contents.value, signedBy: signed.value });
}

function signerOf(files: PackFiles): Result<PublisherKey | undefined, PackFaultCode> {
  const signature = files.get(SIGNATURE_PATH);
  return signature === undefined ? ok(undefined) : verifyLock(files.get(LOCK_PATH)!, signature);
}
