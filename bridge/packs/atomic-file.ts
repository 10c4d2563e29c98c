/**
 * Files that are there whole or not at all, whenever the power goes. Layer: bridge/packs.
 * Written beside their place, flushed, renamed; then the folder is flushed, so that the name too is on the disk.
 */
import { open, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ulid } from 'ulid';

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Windows cannot flush a folder; there the rename itself is written through. */
async function flushFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Throws what the file system throws. `from` and `to` are on one disk. */
export async function putInPlace(from: string, to: string): Promise<void> {
  await flush(from);
  await rename(from, to);
  await flushFolder(dirname(to));
}

export async function writeFileWhole(path: string, content: Uint8Array | string): Promise<void> {
  const beside = `${path}.${ulid()}.part`;
  try {
    await writeFile(beside, content, { mode: 0o644 });
    await putInPlace(beside, path);
  } catch (cause) {
    await rm(beside, { force: true });
    throw cause;
  }
}

export async function removeForGood(path: string): Promise<void> {
  await unlink(path);
  await flushFolder(dirname(path));
}
