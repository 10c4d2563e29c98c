/** A kit that is reached by address: a program drives a Firmata peer of another process over TCP, as `guiji run` and the bridge do. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmulation } from './emulation.ts';

const GUIJI = fileURLToPath(new URL('../../scripts/guiji.mjs', import.meta.url));
const PROGRAM = `
led.set('red');
let seen = 0;
for (let i = 0; i < line.count; i++) seen = Math.max(seen, line.read(i));
car.drive(40, 40);
wait(300);
car.stop();
log(line.count, seen > 50, battery.volts() > 5);
`;

describe('an ESP32 kit over TCP', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'guiji-tcp-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('runs a program on the peer at that address', async () => {
    const emulation = startEmulation('--profile', 'esp32-wifi-car', '--tcp', '0');
    const { ports } = (await emulation.said) as { readonly ports: readonly [string] };
    const file = join(folder, 'drive.ts');
    await writeFile(file, PROGRAM);
    const args = [GUIJI, 'run', file, '--robot', ports[0], '--car', 'esp32-wifi-car', '--json', '--data', folder];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    expect(JSON.parse(stdout)).toMatchObject({ ended: 'finished', log: [{ text: '5 true true' }] });
    emulation.process.kill('SIGTERM');
    expect(await emulation.exitCode).toBe(0);
  });
});
