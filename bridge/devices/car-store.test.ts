import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CarCalibration } from '../../core/robot/calibration.ts';
import { CarStore } from './car-store.ts';

const measured: CarCalibration = {
  ...{ format: 'guiji-calibration', version: 1, profileId: 'uno-line-car', measuredAt: '2026-11-22T08:00:00.000Z' },
  motors: { trimPercent: -3, leftStartPercent: 12, rightStartPercent: 14 },
};

describe('the cars that were measured', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'guiji cars 小车-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('are known again at another port, by who they say they are', async () => {
    const store = new CarStore(folder);
    expect(await store.find({ carId: '00ff', deviceId: 'COM3' })).toBeUndefined();
    expect(await store.keep({ carId: '00ff', deviceId: 'COM3' }, measured)).toMatchObject({ ok: true });
    expect(await new CarStore(folder).find({ carId: '00ff', deviceId: '/dev/ttyUSB1' })).toEqual(measured);
    expect(await store.find({ carId: '00aa', deviceId: 'COM3' })).toBeUndefined();
  });

  it('are known by their port where their board does not say who it is', async () => {
    const store = new CarStore(folder);
    await store.keep({ deviceId: '/dev/ttyUSB0' }, measured);
    expect(await store.find({ deviceId: '/dev/ttyUSB0' })).toEqual(measured);
    expect(await store.find({ deviceId: '/dev/ttyUSB1' })).toBeUndefined();
    expect(await readdir(join(folder, 'cars'))).toEqual(['port-_2Fdev_2FttyUSB0.json']);
  });

  it('are as never measured where their file is broken', async () => {
    const store = new CarStore(folder);
    await store.keep({ carId: '01', deviceId: '' }, measured);
    await writeFile(join(folder, 'cars', 'car-01.json'), '{"format":');
    expect(await store.find({ carId: '01', deviceId: '' })).toBeUndefined();
  });

  it('say so where the disk does not take them', async () => {
    await writeFile(join(folder, 'cars'), '');
    expect(await new CarStore(folder).keep({ deviceId: 'COM3' }, measured)).toMatchObject({ fault: { code: 'calibration.not-saved' } });
  });
});
