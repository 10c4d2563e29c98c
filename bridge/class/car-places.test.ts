import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceView } from '../../core/protocol/bridge-views.ts';
import { TestBridge, type TestPage } from '../server/testing/test-bridge.ts';
import { CarPlaces } from './car-places.ts';

const carAt = (id: string, carId: string): DeviceView => ({ id, kind: 'serial', label: id, busy: false, car: { id: carId, name: '闪电' } });

let bridge: TestBridge;
let page: TestPage;
beforeEach(async () => {
  bridge = await TestBridge.start();
  page = await bridge.page();
});
afterEach(() => bridge.close());

const give = (carId: string, place?: string) => page.ask('devices.place', { carId, ...(place === undefined ? {} : { place }) });

async function shown(): Promise<Record<string, string | undefined>> {
  const devices = (await page.ask('devices.list'))['value'] as DeviceView[];
  return Object.fromEntries(devices.map(({ id, car }) => [id, car?.place]));
}

describe('a car’s place in class', () => {
  it('stays with the car, whatever port it is at, and is told to every page at once', async () => {
    bridge.robots.devices = [carAt('COM5', 'aa'), carAt('COM6', 'bb')];
    const other = await bridge.page();
    await other.next('devices');
    expect(await give('aa', '12')).toMatchObject({ ok: true });
    expect(await other.next('devices')).toMatchObject({ devices: [{ id: 'COM5', car: { place: '12' } }, { id: 'COM6' }] });
    bridge.robots.devices = [carAt('COM6', 'aa'), carAt('COM9', 'cc')];
    expect(await shown()).toEqual({ COM6: '12', COM9: undefined });
  });

  it('belongs to one car, can be taken back, and is there after a restart', async () => {
    bridge.robots.devices = [carAt('COM5', 'aa'), carAt('COM6', 'bb')];
    await give('aa', '3');
    await give('bb', '3');
    expect(await shown()).toEqual({ COM5: undefined, COM6: '3' });
    const again = await CarPlaces.load(bridge.store.classes);
    expect(again.ok && again.value.shownOn(bridge.robots.devices)[1]?.car?.place).toBe('3');
    await give('bb');
    expect(await shown()).toEqual({ COM5: undefined, COM6: undefined });
  });
});
