/** The committed images are what the sources make, byte for byte. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { profile } from './virtual-car.ts';

const run = promisify(execFile);
const KIT = fileURLToPath(new URL(`../../firmware-profiles/${profile.id}/`, import.meta.url));
const SCRIPT = fileURLToPath(new URL('../../scripts/build-firmware.mjs', import.meta.url));
/** The one in PROVENANCE.md; another version makes other bytes of the same source. */
const COMPILER = '5.4.0';

describe('the firmware built from its sources', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'guiji firmware 固件-'));
    const { stdout } = await run(process.execPath, [SCRIPT, '--out', folder]);
    expect(JSON.parse(stdout)).toMatchObject({ compiler: COMPILER });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(profile.images.map(({ file }) => file))('%s has the committed bytes', async (image) => {
    const [built, committed] = await Promise.all([readFile(join(folder, image)), readFile(join(KIT, image))]);
    expect(Buffer.compare(built, committed)).toBe(0);
  });

  it('has the hashes that the profile and PROVENANCE.md name', async () => {
    const sha256 = async (image: string): Promise<string> =>
      createHash('sha256')
        .update(await readFile(join(KIT, image)))
        .digest('hex');
    const provenance = await readFile(join(KIT, 'PROVENANCE.md'), 'utf8');
    for (const image of profile.images) {
      expect(await sha256(image.file)).toBe(image.sha256);
      expect(provenance).toContain(image.sha256);
    }
  });
});
