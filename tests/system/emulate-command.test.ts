/** `guiji emulate` as other tools use it: ready when it says so, gone when it is told to. */
import { lstat, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmulation } from './emulation.ts';

describe('guiji emulate', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'guiji-emulate-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(['SIGINT', 'SIGTERM'] as const)('leaves nothing behind at %s', async (signal) => {
    const path = join(folder, 'tty0');
    const emulation = startEmulation('--profile', 'uno-line-car', '--track', 'figure-eight', '--pty', path, '--blank');
    expect(await emulation.said).toEqual({ profile: 'uno-line-car', track: 'figure-eight', ports: [path] });
    expect((await lstat(path)).isSymbolicLink()).toBe(true);
    emulation.process.kill(signal);
    expect(await emulation.exitCode).toBe(0);
    await expect(lstat(path)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('says that a TCP port is in use', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    const emulation = startEmulation('--tcp', String(port));
    expect(await emulation.said).toMatchObject({ error: { code: 'device.tcp-port-in-use', params: { port } } });
    expect(await emulation.exitCode).toBe(3);
    await new Promise((resolve) => taken.close(resolve));
  });

  it('never replaces a file that is no link', async () => {
    const path = join(folder, 'precious.txt');
    await writeFile(path, 'precious');
    const emulation = startEmulation('--pty', path);
    expect(await emulation.said).toMatchObject({ error: { code: 'device.pty-failed' } });
    expect(await emulation.exitCode).toBe(3);
  });

  it('refuses a kit and a track that do not exist', async () => {
    for (const args of [
      ['--profile', 'no-such-car'],
      ['--track', 'no-such-track'],
      ['--tcp', 'x'],
    ]) {
      const emulation = startEmulation(...args);
      expect(await emulation.said).toHaveProperty('error');
      expect(await emulation.exitCode).toBe(2);
    }
  });
});
