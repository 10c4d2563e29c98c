/** A pack from the disk, judged as a whole: a file that somebody handed over, or the folder of one that ships. Layer: bridge/packs. */
import { readFile, stat } from 'node:fs/promises';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { fail, ok, type Result } from '../../core/base/result.ts';
import { checkContents, type PackContents } from '../../core/pack/pack-contents.ts';
import { PACK_BYTES_MAX } from '../../core/pack/pack-limits.ts';
import { LOCK_PATH, writeLock } from '../../core/pack/pack-lock.ts';
import type { PublisherKey } from '../../core/pack/publisher-key.ts';
import { readPack } from '../../core/pack/read-pack.ts';
import { PACK_READERS } from './pack-readers.ts';
import { readSourceFolder } from './source-folder.ts';

export interface OpenedPack extends PackContents {
  readonly signedBy: PublisherKey | undefined;
  /** SHA-256 of the lock, hex: it changes whenever a byte of the pack does. */
  readonly revision: string;
  readonly bytes: number;
}

export type PackSource = { readonly kind: 'file'; readonly path: string } | { readonly kind: 'folder'; readonly path: string };

export type OpenPack = (source: PackSource) => Promise<Result<OpenedPack>>;

/** Errors: `cli.file-not-readable` {file}, and all of `PackFaultCode`. */
export const openPack: OpenPack = async ({ kind, path }) => {
  if (kind === 'folder') {
    const files = await readSourceFolder(path);
    if (!files.ok) return files;
    const contents = checkContents(files.value, PACK_READERS);
    return contents.ok ? ok(opened(contents.value, undefined)) : contents;
  }
  const bytes = await readPackFile(path);
  if (!bytes.ok) return bytes;
  const pack = readPack(bytes.value, PACK_READERS);
  return pack.ok ? ok(opened(pack.value, pack.value.signedBy)) : pack;
};

export async function readPackFile(path: string): Promise<Result<Uint8Array>> {
  try {
    const { size } = await stat(path);
    return size > PACK_BYTES_MAX ? fail('pack.too-large', { limitBytes: PACK_BYTES_MAX }) : ok(await readFile(path));
  } catch (cause) {
    return fail('cli.file-not-readable', { file: path }, cause);
  }
}

function opened({ manifest, files, tracks, profiles }: PackContents, signedBy: PublisherKey | undefined): OpenedPack {
  const lock = files.get(LOCK_PATH) ?? writeLock(manifest, files);
  const bytes = [...files.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
  return { manifest, files, tracks, profiles, signedBy, revision: bytesToHex(sha256(lock)), bytes };
}
