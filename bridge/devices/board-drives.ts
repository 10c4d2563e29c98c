/** Drives of boards in their bootloader, as the system has mounted them. Layer: bridge/devices. */
import { open, readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fail, ok } from '../../core/base/result.ts';
import type { BoardDrive, BoardDrives } from '../../core/device/flash/flash-drive.ts';

/** Each board's drive has it; a USB stick does not. */
const MARK = 'INFO_UF2.TXT';
const FILE_BYTES_MAX = 32_000_000;
const WINDOWS_LETTERS = [...'DEFGHIJKLMNOPQRSTUVWXYZ'];

async function entriesOf(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.map((name) => join(folder, name));
}

/** Where this system mounts drives that are plugged in. */
async function mountPoints(): Promise<readonly string[]> {
  if (process.platform === 'win32') return WINDOWS_LETTERS.map((letter) => `${letter}:\\`);
  if (process.platform === 'darwin') return await entriesOf('/Volumes');
  const perUser = await Promise.all(['/media', '/run/media'].map(entriesOf));
  const users = perUser.flat();
  return [...users, ...(await Promise.all(users.map(entriesOf))).flat()];
}

async function isBoard(path: string): Promise<boolean> {
  return await stat(join(path, MARK)).then(
    (found) => found.isFile(),
    () => false,
  );
}

/** On Windows the label is not the path; `INFO_UF2.TXT` names the board's model instead. */
async function driveAt(path: string): Promise<BoardDrive> {
  if (process.platform !== 'win32') return { path, volume: basename(path) };
  const info = await readFile(join(path, MARK), 'latin1').catch(() => '');
  return { path, volume: /^Board-ID:\s*(\S+)/m.exec(info)?.[1] ?? path };
}

/** @param mounts for tests */
export function boardDrives(mounts: () => Promise<readonly string[]> = mountPoints): BoardDrives {
  return {
    async list() {
      const there = await mounts();
      const boards = await Promise.all(there.map(isBoard));
      return await Promise.all(there.filter((_, index) => boards[index]).map(driveAt));
    },
    async write({ path }, name, bytes) {
      const file = await open(join(path, name), 'w').catch((cause: NodeJS.ErrnoException) => cause);
      if (file instanceof Error) return fail('flash.drive-refused', { what: file.code ?? file.message }, file);
      try {
        await file.writeFile(bytes);
      } catch (cause) {
        await file.close().catch(() => {});
        return fail('flash.drive-refused', { what: (cause as NodeJS.ErrnoException).code ?? String(cause) }, cause);
      }
      // The board restarts when it has the last block: the drive may be gone before the file is closed.
      await file.sync().catch(() => {});
      await file.close().catch(() => {});
      return ok(undefined);
    },
    async read({ path }, name) {
      const place = join(path, name);
      const there = await stat(place).catch(() => undefined);
      if (there === undefined || there.size > FILE_BYTES_MAX) return undefined;
      return await readFile(place).then(
        (bytes) => new Uint8Array(bytes),
        () => undefined,
      );
    },
  };
}
