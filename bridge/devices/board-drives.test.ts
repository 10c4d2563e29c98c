import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { boardDrives } from './board-drives.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guiji drives 测试-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function drive(name: string, files: Record<string, string>): Promise<string> {
  const path = join(folder, name);
  await mkdir(path);
  for (const [file, text] of Object.entries(files)) await writeFile(join(path, file), text);
  return path;
}

describe('drives of boards', () => {
  it('are those that say so; a USB stick is none', async () => {
    const board = await drive('RPI-RP2', { 'INFO_UF2.TXT': 'UF2 Bootloader v3.0\nBoard-ID: RPI-RP2\n' });
    const stick = await drive('HOMEWORK', { 'essay.txt': '…' });
    const drives = boardDrives(() => Promise.resolve([board, stick, join(folder, 'gone')]));
    expect(await drives.list()).toEqual([{ path: board, volume: 'RPI-RP2' }]);
  });

  it('take a file, and give one back where there is one', async () => {
    const path = await drive('RPI-RP2', { 'INFO_UF2.TXT': '', 'FAIL.TXT': 'error' });
    const drives = boardDrives(() => Promise.resolve([path]));
    const board = { path, volume: 'RPI-RP2' };
    expect(await drives.write(board, 'GUIJI.UF2', Uint8Array.of(1, 2, 3))).toMatchObject({ ok: true });
    expect([...(await readFile(join(path, 'GUIJI.UF2')))]).toEqual([1, 2, 3]);
    expect(await drives.read(board, 'CURRENT.UF2')).toBeUndefined();
    expect(new TextDecoder().decode(await drives.read(board, 'FAIL.TXT'))).toBe('error');
  });

  it('that are gone refuse, with the reason', async () => {
    const drives = boardDrives();
    const refused = await drives.write({ path: join(folder, 'gone'), volume: 'X' }, 'GUIJI.UF2', Uint8Array.of(1));
    expect(refused).toMatchObject({ ok: false, fault: { code: 'flash.drive-refused', params: { what: 'ENOENT' } } });
  });
});
