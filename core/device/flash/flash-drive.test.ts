import { describe, expect, it } from 'vitest';
import { hurriedClock } from '../../../bridge/emulator/testing/hurried-clock.ts';
import { fail, ok } from '../../base/result.ts';
import { flashDrive, type BoardDrive, type BoardDrives, type DriveFlashJob } from './flash-drive.ts';
import { parseUf2 } from './uf2.ts';

const RP2040 = 0xe48bff56;
const PAYLOAD = 256;

/** As a build makes it: 256 bytes a block, the last one filled up. */
function uf2(bytes: Uint8Array, { family = RP2040, start = 0x1000_0000 } = {}): Uint8Array {
  const count = Math.ceil(bytes.length / PAYLOAD);
  const file = new Uint8Array(count * 512);
  for (let number = 0; number < count; number++) {
    const view = new DataView(file.buffer, number * 512, 512);
    const words = [0x0a324655, 0x9e5d5157, 0x2000, start + number * PAYLOAD, PAYLOAD, number, count, family];
    for (const [index, word] of words.entries()) view.setUint32(index * 4, word, true);
    file.set(bytes.subarray(number * PAYLOAD, (number + 1) * PAYLOAD), number * 512 + 32);
    view.setUint32(508, 0x0ab16f30, true);
  }
  return file;
}

const program = Uint8Array.from({ length: 1000 }, (_, index) => (index * 31) & 255);

/** A board's drive as a script: no chip with UF2 is emulated. */
class FakeDrives implements BoardDrives {
  drives: BoardDrive[] = [{ path: '/media/RPI-RP2', volume: 'RPI-RP2' }];
  written: Uint8Array | undefined;
  files: Record<string, Uint8Array> = {};
  onWritten: () => void = () => (this.drives = []);
  isFull = false;

  list(): Promise<readonly BoardDrive[]> {
    return Promise.resolve(this.drives);
  }

  write(_drive: BoardDrive, _name: string, bytes: Uint8Array): ReturnType<BoardDrives['write']> {
    if (this.isFull) return Promise.resolve(fail('flash.drive-refused', { what: 'ENOSPC' }));
    this.written = bytes;
    this.onWritten();
    return Promise.resolve(ok(undefined));
  }

  read(_drive: BoardDrive, name: string): Promise<Uint8Array | undefined> {
    return Promise.resolve(this.files[name]);
  }
}

const jobFor = (drives: BoardDrives, file = uf2(program)): DriveFlashJob => ({
  ...{ volume: 'RPI-RP2', family: RP2040, file, drives, clock: hurriedClock },
});
const codeOf = async (job: DriveFlashJob) => {
  const done = await flashDrive(job);
  return done.ok ? 'ok' : done.fault.code;
};

describe('a board that is a drive, as a script', () => {
  it('gets the file, and is done when it restarts', async () => {
    const drives = new FakeDrives();
    expect(await flashDrive(jobFor(drives))).toMatchObject({ ok: true, value: { bytes: 1024, attempts: 1 } });
    expect(drives.written).toEqual(uf2(program));
  });

  it('is read back where it offers what it holds', async () => {
    const drives = new FakeDrives();
    drives.onWritten = () => (drives.files = { 'CURRENT.UF2': uf2(program) });
    expect(await codeOf(jobFor(drives))).toBe('ok');
    drives.onWritten = () => (drives.files = { 'CURRENT.UF2': uf2(program.toReversed()) });
    expect(await codeOf(jobFor(drives))).toBe('flash.verify-failed');
  });

  it('is refused where it is not there, is one of two, is full, says so itself, or stays as it was', async () => {
    const none = new FakeDrives();
    none.drives = [];
    expect(await codeOf(jobFor(none))).toBe('flash.no-drive');
    const two = new FakeDrives();
    two.drives.push({ path: '/media/RPI-RP21', volume: 'RPI-RP2' });
    expect(await codeOf(jobFor(two))).toBe('flash.several-drives');
    const full = new FakeDrives();
    full.isFull = true;
    expect(await codeOf(jobFor(full))).toBe('flash.drive-refused');
    const failing = new FakeDrives();
    failing.onWritten = () => (failing.files = { 'FAIL.TXT': new TextEncoder().encode('error: 504') });
    expect(await codeOf(jobFor(failing))).toBe('flash.drive-refused');
    const still = new FakeDrives();
    still.onWritten = () => {};
    expect(await codeOf(jobFor(still))).toBe('flash.drive-refused');
  });

  it('takes no file for another chip, and none that is cut off or has a block twice', async () => {
    const drives = new FakeDrives();
    expect(await codeOf(jobFor(drives, uf2(program, { family: 0xada52840 })))).toBe('flash.wrong-chip');
    const whole = uf2(program);
    for (const broken of [whole.subarray(0, 700), whole.subarray(512), new Uint8Array(0), new Uint8Array(512)]) {
      expect(await codeOf(jobFor(drives, broken))).toBe('firmware.bad-image');
    }
    const twice = whole.slice();
    twice.copyWithin(512, 0, 512);
    expect(parseUf2(twice)).toMatchObject({ ok: false, fault: { params: { line: 2 } } });
    expect(drives.written).toBeUndefined();
  });
});
