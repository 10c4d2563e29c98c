/** Writing and reading back 20 kB on the emulated Uno through a pseudo-terminal: our flasher against avrdude, taking turns within one run. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { nodeClock } from '../../bridge/devices/node-clock.ts';
import { serialOpener } from '../../bridge/devices/serial-stream.ts';
import { servePty } from '../../bridge/emulator/serve-pty.ts';
import { startVirtualCar } from '../../bridge/emulator/virtual-car-device.ts';
import { flashAvr } from '../../core/device/flash/flash-avr.ts';
import { DEFAULT_TRACK_ID, shippedTrack } from '../../core/sim/tracks/index.ts';
import { DEFAULT_PROFILE_ID, shippedProfile } from '../../firmware-profiles/index.ts';
import type { Bench, BenchRow } from './bench.ts';

const run = promisify(execFile);
const ROUNDS = 3;
const IMAGE_BYTES = 20_480;
const START_BYTE = 0x7e00;
const BAUD = 115_200;
const AIM = 1.3;
const PAGE_BYTES = 128;
/** Optiboot hears nothing while it answers or writes, so each page goes there and comes back by itself: bytes of a page's write and read, both ways. */
const WIRE_BYTES_PER_PAGE = PAGE_BYTES + 11 + (PAGE_BYTES + 12);
/** ATmega328P data sheet, t_WD_FLASH: 3.7 … 4.5, emulated as 4; the erasing before it is over when the page has come. */
const WRITE_MS_PER_PAGE = 4;
const FLOOR_S = ((IMAGE_BYTES / PAGE_BYTES) * ((WIRE_BYTES_PER_PAGE * 10_000) / BAUD + WRITE_MS_PER_PAGE)) / 1000;
const TRIES_MAX = 5;

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** Another image each time, so that nobody finds the work done. */
const imageOf = (seed: number): Uint8Array =>
  Uint8Array.from({ length: IMAGE_BYTES }, (_, index) => (index * 31 + (index >> 8) * 7 + seed * 101) & 255);

async function ours(path: string, bytes: Uint8Array): Promise<number> {
  const start = performance.now();
  const report = await flashAvr({
    ...{ chip: 'atmega328p', bootloaders: [{ protocol: 'stk500v1', baud: BAUD, startByte: START_BYTE }] },
    ...{ image: [{ address: 0, bytes }], opener: serialOpener(path), clock: nodeClock },
  });
  if (!report.ok) throw new Error(report.fault.code);
  return performance.now() - start;
}

/** Its waits are short: where this computer is too busy to emulate in real time it loses step at the start. Only a try that works counts. */
async function avrdudes(path: string, file: string): Promise<number> {
  for (let tries = 1; ; tries++) {
    const start = performance.now();
    try {
      await run('avrdude', ['-q', '-q', '-c', 'arduino', '-p', 'm328p', '-P', path, '-b', String(BAUD), '-D', '-U', `flash:w:${file}:r`]);
      return performance.now() - start;
    } catch (cause) {
      if (tries >= TRIES_MAX) throw cause;
    }
  }
}

async function takeTurns(path: string, folder: string): Promise<BenchRow> {
  const times = { ours: [] as number[], avrdude: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    const file = join(folder, 'image.bin');
    await writeFile(file, imageOf(2 * round));
    times.avrdude.push(await avrdudes(path, file));
    times.ours.push(await ours(path, imageOf(2 * round + 1)));
  }
  const [value, reference] = [median(times.ours) / 1000, median(times.avrdude) / 1000];
  return {
    ...{ what: 'flash and read back 20 kB, emulated Uno', value, unit: 's', reference: { what: 'avrdude', value: reference } },
    ...{ ratio: reference / value, target: `no slower; aim ${AIM} ×`, reached: reference / value >= 1 },
    note: `wire and chip alone: ${FLOOR_S.toFixed(2)} s`,
  };
}

export const flashBench: Bench = {
  name: 'flash',
  async run() {
    const profile = shippedProfile(DEFAULT_PROFILE_ID);
    const track = shippedTrack(DEFAULT_TRACK_ID);
    if (profile === undefined || track === undefined) throw new Error('the default car and track ship');
    const folder = await mkdtemp(join(tmpdir(), 'guiji-bench-flash-'));
    const car = startVirtualCar({ profile, track, seed: 1, blank: true, restsWhenIdle: false });
    await car.ready;
    const port = await servePty(car, join(folder, 'ttyUno'));
    try {
      if (!port.ok) throw new Error(port.fault.code);
      return [await takeTurns(port.value.address, folder)];
    } catch (cause) {
      const why = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
      return [
        {
          what: 'flash and read back 20 kB, emulated Uno',
          value: NaN,
          unit: 's',
          missing: `needs avrdude, socat and a computer that emulates in real time (${why})`,
        },
      ];
    } finally {
      if (port.ok) await port.value.close();
      await car.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};
