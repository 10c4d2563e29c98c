/**
 * A folder's files as a pack file. Layer: pack. Specification: docs/protocols/pack.md.
 * The same files give the same bytes: entries in one order, no times of day, one compression.
 */
import { deflateSync, zipSync, type Zippable } from 'fflate';
import { fail, ok, type Result } from '../base/result.ts';
import { kindOf, type EntryKind } from './entry-path.ts';
import { checkContents, type PackContentReaders, type PackFiles } from './pack-contents.ts';
import type { PackFaultCode } from './pack-faults.ts';
import { PACK_BYTES_MAX, PACK_ZIP_LIMITS } from './pack-limits.ts';
import { LOCK_PATH, SIGNATURE_PATH, writeLock } from './pack-lock.ts';
import { MANIFEST_PATH } from './pack-schema.ts';
import { signLock, type PackKey } from './pack-signature.ts';
import type { Pack } from './read-pack.ts';

/** Compressed already; once more only costs time. */
const STORED: ReadonlySet<EntryKind> = new Set(['png', 'jpeg', 'webp']);
/** The earliest time a zip can say (1980-01-01), as local fields, so that no time zone shows in the bytes. */
const NO_TIME = new Date(1980, 0, 1);
/** Whoever looks inside sees first what it is. */
const FIRST = [MANIFEST_PATH, LOCK_PATH, SIGNATURE_PATH];

/**
 * An unsigned pack. `pack.lock` and `pack.sig` among the files are left out and made anew.
 * Errors: all that `readPack` would refuse.
 */
export function buildPack(source: PackFiles, readers: PackContentReaders): Result<Uint8Array, PackFaultCode> {
  const files = new Map([...source].filter(([path]) => path !== LOCK_PATH && path !== SIGNATURE_PATH));
  const contents = checkContents(files, readers);
  if (!contents.ok) return contents;
  files.set(LOCK_PATH, writeLock(contents.value.manifest, files));
  return zipFiles(files);
}

/** The same pack with the key's signature in place of any other. */
export function signPack(pack: Pack, key: PackKey): Result<Uint8Array, PackFaultCode> {
  const files = new Map(pack.files);
  files.set(SIGNATURE_PATH, signLock(files.get(LOCK_PATH)!, key));
  return zipFiles(files);
}

function zipFiles(files: PackFiles): Result<Uint8Array, PackFaultCode> {
  if (files.size > PACK_ZIP_LIMITS.entriesMax) return fail('pack.too-many-files', { limit: PACK_ZIP_LIMITS.entriesMax });
  const totalBytes = [...files.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
  if (totalBytes > PACK_ZIP_LIMITS.totalBytesMax) return fail('pack.too-large', { limitBytes: PACK_ZIP_LIMITS.totalBytesMax });
  const rest = [...files.keys()].filter((path) => !FIRST.includes(path)).sort((a, b) => (a < b ? -1 : 1));
  const entries: Zippable = {};
  for (const path of [...FIRST, ...rest]) {
    const content = files.get(path);
    if (content !== undefined) entries[path] = [content, { level: levelOf(path, content) }];
  }
  const bytes = zipSync(entries, { mtime: NO_TIME });
  return bytes.byteLength > PACK_BYTES_MAX ? fail('pack.too-large', { limitBytes: PACK_BYTES_MAX }) : ok(bytes);
}

/** Why the size is looked at: what compresses too well would be refused as a bomb when it is read, so it is stored. */
function levelOf(path: string, content: Uint8Array): 0 | 6 {
  const kind = kindOf(path)?.kind;
  return (kind !== undefined && STORED.has(kind)) || isRepetitive(content) ? 0 : 6;
}

const SMALL_BYTES = 100_000;

function isRepetitive(content: Uint8Array): boolean {
  if (content.byteLength <= SMALL_BYTES) return false;
  return content.byteLength > deflateSync(content).byteLength * (PACK_ZIP_LIMITS.ratioMax ?? Infinity);
}
