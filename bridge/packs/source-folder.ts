/** The folder in which an author writes a pack. Layer: bridge/packs. Specification: docs/protocols/pack.md, "Folder". */
import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../core/base/result.ts';
import type { PackFiles } from '../../core/pack/pack-contents.ts';
import { PACK_ZIP_LIMITS } from '../../core/pack/pack-limits.ts';

/** Beside the lessons, for the author only: what proves the checks. Never in a pack, where students would find it. */
const UNPACKED_FOLDERS: ReadonlySet<string> = new Set(['proof', 'solutions']);

const isLeftOut = (entry: Dirent): boolean => entry.name.startsWith('.') || (entry.isDirectory() && UNPACKED_FOLDERS.has(entry.name));

/** By path with `/`. Errors: `cli.file-not-readable` {file}, `pack.special-file` {path}, `pack.too-many-files`, `pack.too-large`. */
export async function readSourceFolder(folder: string): Promise<Result<PackFiles>> {
  const files = new Map<string, Uint8Array>();
  const waiting = [''];
  let totalBytes = 0;
  try {
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      for (const entry of await readdir(join(folder, at), { withFileTypes: true })) {
        if (isLeftOut(entry)) continue;
        const path = at === '' ? entry.name : `${at}/${entry.name}`;
        if (entry.isDirectory()) waiting.push(path);
        else if (!entry.isFile()) return fail('pack.special-file', { path });
        else {
          totalBytes += (await stat(join(folder, path))).size;
          if (totalBytes > PACK_ZIP_LIMITS.totalBytesMax) return fail('pack.too-large', { limitBytes: PACK_ZIP_LIMITS.totalBytesMax });
          if (files.size >= PACK_ZIP_LIMITS.entriesMax) return fail('pack.too-many-files', { limit: PACK_ZIP_LIMITS.entriesMax });
          files.set(path, await readFile(join(folder, path)));
        }
      }
    }
  } catch (cause) {
    return fail('cli.file-not-readable', { file: folder }, cause);
  }
  return ok(files);
}
