import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VirtualEeprom } from './virtual-eeprom.ts';

describe('the virtual car’s EEPROM', () => {
  let folder: string;
  const file = () => join(folder, 'cars', 'virtual-car.eeprom');
  const bytesOf = (eeprom: VirtualEeprom): Uint8Array => new Uint8Array(eeprom.shared);
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'guiji eeprom 记忆-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is erased at first, and then as the car left it', () => {
    const first = new VirtualEeprom(folder);
    expect(bytesOf(first).every((byte) => byte === 0xff)).toBe(true);
    bytesOf(first).set([0x47, 0x4a, 1], 5);
    first.save();
    const next = new VirtualEeprom(folder);
    expect([...bytesOf(next).subarray(4, 9)]).toEqual([0xff, 0x47, 0x4a, 1, 0xff]);
  });

  it('is written only where it has changed', async () => {
    const eeprom = new VirtualEeprom(folder);
    eeprom.save();
    await expect(readFile(file())).rejects.toMatchObject({ code: 'ENOENT' });
    bytesOf(eeprom)[0] = 7;
    eeprom.save();
    await writeFile(file(), 'as another has left it');
    eeprom.save();
    expect(await readFile(file(), 'utf8')).toBe('as another has left it');
  });

  it('takes what there is of a file that is too short or too long', async () => {
    const eeprom = new VirtualEeprom(folder);
    bytesOf(eeprom)[0] = 1;
    eeprom.save();
    await writeFile(file(), Uint8Array.of(9, 8));
    expect([...bytesOf(new VirtualEeprom(folder)).subarray(0, 3)]).toEqual([9, 8, 0xff]);
    await writeFile(file(), new Uint8Array(9000).fill(3));
    expect(bytesOf(new VirtualEeprom(folder)).every((byte) => byte === 3)).toBe(true);
  });

  it('lives with the bridge alone where nothing is kept', () => {
    const eeprom = new VirtualEeprom(undefined);
    bytesOf(eeprom)[0] = 1;
    eeprom.save();
    expect(bytesOf(new VirtualEeprom(undefined))[0]).toBe(0xff);
  });
});
