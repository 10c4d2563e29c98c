/** The committed images are what the sources make, byte for byte. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const PROFILES = fileURLToPath(new URL('../../firmware-profiles/', import.meta.url));
const SCRIPT = fileURLToPath(new URL('../../scripts/build-firmware.mjs', import.meta.url));
/** The one in PROVENANCE.md; another version makes other bytes of the same source. */
const COMPILER = '5.4.0';

interface BuiltImage {
  /** Under firmware-profiles/. */
  readonly path: string;
  readonly sha256: string;
  readonly freeFlashBytes?: number;
  readonly freeRamBytes?: number;
}

describe('the firmware built from its sources', () => {
  let folder: string;
  let images: readonly BuiltImage[];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'guiji firmware 固件-'));
    const { stdout } = await run(process.execPath, [SCRIPT, '--out', folder]);
    const report = JSON.parse(stdout) as { readonly compiler: string; readonly images: readonly BuiltImage[] };
    expect(report.compiler).toBe(COMPILER);
    images = report.images;
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('has the committed bytes', async () => {
    expect(images.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['firmware/guiji-atmega328p.hex', 'firmware/guiji-atmega2560.hex']),
    );
    for (const { path } of images) {
      const [built, committed] = await Promise.all([readFile(join(folder, basename(path))), readFile(join(PROFILES, path))]);
      expect([path, Buffer.compare(built, committed)]).toEqual([path, 0]);
    }
  });

  it('has the hashes that each PROVENANCE.md names', async () => {
    for (const { path, sha256 } of images) {
      const committed = await readFile(join(PROFILES, path));
      expect([path, createHash('sha256').update(committed).digest('hex')]).toEqual([path, sha256]);
      expect(await readFile(join(PROFILES, dirname(path), 'PROVENANCE.md'), 'utf8')).toContain(sha256);
    }
  });

  it('leaves an ATmega328P 12 kB of flash and 700 bytes of RAM beside 200 of stack', () => {
    const ours = images.find(({ path }) => path === 'firmware/guiji-atmega328p.hex');
    expect(ours?.freeFlashBytes).toBeGreaterThanOrEqual(12 * 1024);
    expect(ours?.freeRamBytes).toBeGreaterThanOrEqual(700);
  });
});
