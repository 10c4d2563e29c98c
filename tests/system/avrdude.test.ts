/** avrdude, as everybody has it, flashes the emulated Uno through a pseudo-terminal. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serialOpener } from '../../bridge/devices/serial-stream.ts';
import { nodeClock } from '../../bridge/devices/node-clock.ts';
import { connectFirmataRobot } from '../../core/device/firmata/connect-firmata-robot.ts';
import { parseIntelHex, placeSegments } from '../../core/device/intel-hex.ts';
import { baudsOf, firmwareImageOf } from '../../core/robot/profile.ts';
import { profile, SystemCar } from './virtual-car.ts';

const run = promisify(execFile);
/** Optiboot's. */
const BOOTLOADER_BAUD = '115200';
const IMAGE = new URL(`../../firmware-profiles/${firmwareImageOf(profile)!.file}`, import.meta.url);

function memoryOf(hex: string): { memory: Uint8Array; length: number } {
  const segments = parseIntelHex(hex);
  const memory = new Uint8Array(32_768).fill(0xff);
  if (!segments.ok || !placeSegments(segments.value, memory).ok) throw new Error('no image');
  return { memory, length: Math.max(...segments.value.map(({ address, bytes }) => address + bytes.length)) };
}

describe('avrdude on a blank board', () => {
  let car: SystemCar;
  let port: string;
  const avrdude = (...args: string[]): Promise<{ stderr: string }> =>
    run('avrdude', ['-q', '-c', 'arduino', '-p', 'm328p', '-P', port, '-b', BOOTLOADER_BAUD, '-D', ...args]);

  beforeAll(async () => {
    car = await SystemCar.start({ blank: true });
    port = await car.pty();
  });
  afterAll(() => car?.close());

  it('knows the chip by its signature', async () => {
    expect((await avrdude()).stderr).toContain('0x1e950f');
  });

  it('writes the firmware, and the flash holds its bytes', async () => {
    await avrdude('-U', `flash:w:${fileURLToPath(IMAGE)}:i`);
    const { memory, length } = memoryOf(await readFile(IMAGE, 'latin1'));
    const flash = await car.device.readFlash();
    expect(Buffer.compare(flash.subarray(0, length), memory.subarray(0, length))).toBe(0);
  });

  it('reads the same bytes back', async () => {
    const back = `${port}.back.hex`;
    await avrdude('-U', `flash:r:${back}:i`);
    const { memory, length } = memoryOf(await readFile(IMAGE, 'latin1'));
    const read = memoryOf(await readFile(back, 'latin1'));
    expect(Buffer.compare(read.memory.subarray(0, length), memory.subarray(0, length))).toBe(0);
  });

  it('leaves a board that is a robot', async () => {
    const opened = await serialOpener(port).open({ baud: baudsOf(profile)[0] });
    if (!opened.ok) throw new Error(opened.fault.code);
    const robot = await connectFirmataRobot({ stream: opened.value, profile, clock: nodeClock });
    expect(robot.ok && robot.value.firmware.name).toBe('Guiji');
    if (robot.ok) await robot.value.close();
  });
});
