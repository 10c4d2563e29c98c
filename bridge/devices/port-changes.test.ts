import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { watchPortChanges } from './port-changes.ts';

describe.skipIf(process.platform === 'win32')('a port that is plugged in', () => {
  it('is told of, and again once its chip is known; other files are not', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'guiji dev-'));
    let told = 0;
    const enough = new Promise<void>((resolve) => {
      const changes = watchPortChanges(() => {
        told += 1;
        if (told === 2) {
          changes.close();
          resolve();
        }
      }, folder);
      expect(changes.areTold).toBe(true);
    });
    await writeFile(join(folder, 'random'), '');
    await writeFile(join(folder, 'ttyACM7'), '');
    await enough;
    expect(told).toBe(2);
    await rm(folder, { recursive: true });
  });

  it('on a system that does not tell has to be looked for', () => {
    expect(watchPortChanges(() => {}, '/no/such/folder').areTold).toBe(false);
  });
});
