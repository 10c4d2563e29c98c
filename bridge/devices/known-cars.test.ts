import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KnownCars } from './known-cars.ts';

const usb = { vendorId: '2341', productId: '0043' };
const car = { id: '00ff', name: '小闪电', canKeep: true };

describe('a car that was here before', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'guiji 认识-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is known at any port by the number of its USB chip, after a restart too', async () => {
    await new KnownCars(folder).learn({ id: 'COM3', usb: { ...usb, serial: '9573' } }, car);
    const known = new KnownCars(folder);
    expect(known.find({ id: 'COM9', usb: { ...usb, serial: '9573' } })).toEqual({ id: '00ff', name: '小闪电' });
    expect(known.find({ id: 'COM3', usb: { ...usb, serial: '1' } })).toBeUndefined();
  });

  it('is known by its port and chip where that has no number, until it is seen elsewhere', async () => {
    const known = new KnownCars(folder);
    await known.learn({ id: 'COM3', usb }, car);
    expect(known.find({ id: 'COM3', usb })?.name).toBe('小闪电');
    expect(known.find({ id: 'COM3', usb: { ...usb, productId: '7523' } })).toBeUndefined();
    await known.learn({ id: 'COM4', usb }, car);
    expect(known.find({ id: 'COM3', usb })).toBeUndefined();
    expect(known.find({ id: 'COM4', usb })?.name).toBe('小闪电');
  });

  it('is forgotten when another board without an identity hangs there', async () => {
    const known = new KnownCars(folder);
    await known.learn({ id: 'COM3', usb }, car);
    await known.learn({ id: 'COM3', usb }, { canKeep: true });
    expect(known.find({ id: 'COM3', usb })).toBeUndefined();
  });

  it('is a stranger where the file is broken', async () => {
    await new KnownCars(folder).learn({ id: 'COM3', usb }, car);
    await writeFile(join(folder, 'cars', 'known-cars.json'), '{');
    expect(new KnownCars(folder).find({ id: 'COM3', usb })).toBeUndefined();
  });
});
