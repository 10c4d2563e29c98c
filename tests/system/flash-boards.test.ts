/** `guiji flash` and avrdude, as everybody has it, on the emulated Uno, Nano and Mega: each reads back what the other wrote, byte for byte. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmulation, type Emulation } from './emulation.ts';

const run = promisify(execFile);
const GUIJI = fileURLToPath(new URL('../../scripts/guiji.mjs', import.meta.url));
const IMAGE_BYTES = 3000;

const BOARDS = [
  { name: 'Uno', profile: 'uno-line-car', bootloader: 'optiboot', avrdude: ['-c', 'arduino', '-p', 'm328p', '-b', '115200'] },
  {
    name: 'Nano with its old bootloader',
    profile: 'nano-line-car',
    bootloader: 'atmegaboot',
    avrdude: ['-c', 'arduino', '-p', 'm328p', '-b', '57600'],
  },
  { name: 'Mega', profile: 'mega-explorer', bootloader: 'stk500v2', avrdude: ['-c', 'wiring', '-p', 'm2560', '-b', '115200'] },
] as const;

/** As any program: every byte value, not a whole number of pages. */
const imageOf = (seed: number): Buffer =>
  Buffer.from(Array.from({ length: IMAGE_BYTES }, (_, index) => (index * 31 + (index >> 8) * 7 + seed) & 255));

/** Records of 16 bytes, as in core/device/intel-hex.ts. */
function intelHex(bytes: Buffer): string {
  const record = (address: number, type: number, data: readonly number[]): string => {
    const body = [data.length, address >> 8, address & 255, type, ...data];
    const sum = -body.reduce((total, byte) => total + byte, 0) & 255;
    return `:${[...body, sum].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('')}`;
  };
  const lines = Array.from({ length: Math.ceil(bytes.length / 16) }, (_, row) =>
    record(row * 16, 0, [...bytes.subarray(row * 16, row * 16 + 16)]),
  );
  return [...lines, record(0, 1, []), ''].join('\n');
}

describe.each(BOARDS)('$name', ({ profile, bootloader, avrdude }) => {
  let folder: string;
  let emulation: Emulation;
  let port: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'guiji flash 测试-'));
    port = join(folder, 'ttyBoard');
    emulation = startEmulation('--profile', profile, '--bootloader', bootloader, '--blank', '--pty', port);
    expect(await emulation.said).toMatchObject({ ports: [port] });
  });
  afterAll(async () => {
    emulation?.process.kill('SIGTERM');
    await emulation?.exitCode;
    await rm(folder, { recursive: true, force: true });
  });

  const withAvrdude = (...args: string[]) => run('avrdude', ['-q', '-q', ...avrdude, '-P', port, '-D', ...args]);
  const withGuiji = async (hex: string): Promise<unknown> => {
    const { stdout } = await run(process.execPath, [GUIJI, 'flash', port, '--profile', profile, '--image', hex, '--json']);
    return JSON.parse(stdout);
  };

  it('holds for avrdude what guiji flash wrote', async () => {
    const image = imageOf(1);
    const hex = join(folder, 'ours.hex');
    await writeFile(hex, intelHex(image));
    expect(await withGuiji(hex)).toMatchObject({ device: port, profile, firmware: null });
    await withAvrdude('-U', `flash:v:${hex}:i`);
    const another = join(folder, 'another.bin');
    await writeFile(another, imageOf(2));
    await expect(withAvrdude('-U', `flash:v:${another}:r`)).rejects.toThrow('mismatch');
  });

  it('gives guiji what avrdude wrote, and guiji notices one image for another', async () => {
    const image = imageOf(77);
    const bin = join(folder, 'theirs.bin');
    await writeFile(bin, image);
    await withAvrdude('-U', `flash:w:${bin}:r`);
    const hex = join(folder, 'theirs.hex');
    await writeFile(hex, intelHex(image));
    const { stdout } = await run(process.execPath, [
      GUIJI,
      'flash',
      port,
      '--profile',
      profile,
      '--image',
      hex,
      '--only-compare',
      '--json',
    ]);
    expect(JSON.parse(stdout)).toMatchObject({ equal: true });
    await writeFile(hex, intelHex(imageOf(78)));
    const differs = run(process.execPath, [GUIJI, 'flash', port, '--profile', profile, '--image', hex, '--only-compare', '--json']);
    await expect(differs).rejects.toMatchObject({ code: 1, stdout: expect.stringContaining('"equal":false,"address":0') as string });
  });
});
