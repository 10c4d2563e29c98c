import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { openPacks } from './open-packs.ts';

const SCRIPT = fileURLToPath(new URL('./testing/install-forever.ts', import.meta.url));
const KILLS = 4;

/** Kills the installing process in the middle of its n-th install. */
async function killWhileInstalling(dataFolder: string, afterLines: number): Promise<void> {
  const child = spawn(process.execPath, [SCRIPT, dataFolder], { stdio: ['ignore', 'pipe', 'inherit'] });
  let lines = 0;
  child.stdout.on('data', (text: Buffer) => {
    lines += text.toString().split('\n').length - 1;
    if (lines >= afterLines) child.kill('SIGKILL');
  });
  await new Promise((resolve) => child.on('exit', resolve));
}

it('a process killed while it installs leaves the old pack or the new one, whole', async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'guiji-kill-'));
  try {
    for (let i = 1; i <= KILLS; i++) {
      await killWhileInstalling(dataFolder, 2 * i);
      const { packs, damaged } = await openPacks({ dataFolder, shippedFolder: join(dataFolder, 'none'), nowMs: () => 0 }).list();
      expect(damaged).toEqual([]);
      expect(packs.map(({ packVersion }) => packVersion)).toEqual([expect.stringMatching(/^[12]\.0\.0$/)]);
    }
  } finally {
    await rm(dataFolder, { recursive: true });
  }
});
