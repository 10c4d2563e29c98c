import { describe, expect, it, vi } from 'vitest';
import { fail, ok } from '../../core/base/result.ts';
import { encodeRecord } from '../../core/device/firmata/guiji/car-record.ts';
import type { DeviceView } from '../../core/protocol/bridge-views.ts';
import type { DeviceInfo } from '../devices/device-list.ts';
import { nodeClock } from '../devices/node-clock.ts';
import { Newcomers } from '../devices/newcomers.ts';
import { InProcessCar } from '../emulator/testing/in-process-car.ts';
import { Devices } from './devices.ts';

/** docs/protocols/firmware.md: the end of the EEPROM. */
const RECORD_BYTES = 128;

const board = (id: string, serial?: string): DeviceInfo => ({
  ...{ id, kind: 'serial', profiles: ['uno-line-car'] },
  usb: { vendorId: '2341', productId: '0043', ...(serial === undefined ? {} : { serial }) },
});

describe('a board that is plugged in', () => {
  it('is shown when the system tells of it, and looked for no more once nobody watches', async () => {
    let found: readonly DeviceInfo[] = [];
    let tell = (): void => {};
    let isWatching = false;
    const shown: (readonly DeviceView[])[] = [];
    const devices = new Devices({
      onBug: (cause) => expect(cause).toBeUndefined(),
      list: () => Promise.resolve(ok(found)),
      reach: () => ({ opener: { open: () => Promise.resolve(fail('device.not-found', { device: 'gone' })) }, clock: nodeClock }),
      watchPorts: (listener) => {
        isWatching = true;
        tell = listener;
        return { areTold: true, close: () => (isWatching = false) };
      },
    });
    const leave = devices.changes.subscribe((views) => shown.push(views));
    expect(isWatching).toBe(true);
    found = [board('/dev/ttyACM0', 'A1B2C3D4')];
    tell();
    await vi.waitFor(() => expect(shown.at(-1)?.map(({ id }) => id)).toEqual(['virtual-car', '/dev/ttyACM0']));
    found = [];
    tell();
    await vi.waitFor(() => expect(shown.at(-1)).toHaveLength(1));
    leave();
    expect(isWatching).toBe(false);
    await devices.close();
  });

  it('is asked who it is, once; one that was there before is left alone', async () => {
    const bench = new InProcessCar();
    const { chip } = bench.car;
    const record = encodeRecord({ carId: '0102030405060708', profileId: 'uno-line-car', name: '小闪电' });
    if (!record.ok) throw new Error(record.fault.code);
    chip.eeprom.set(record.value, chip.eeprom.length - RECORD_BYTES);
    const opened: string[] = [];
    let found: readonly DeviceInfo[] = [board('/dev/ttyACM7')];
    let tell = (): void => {};
    const devices = new Devices({
      onBug: (cause) => expect(cause).toBeUndefined(),
      list: () => Promise.resolve(ok(found)),
      watchPorts: (listener) => {
        tell = listener;
        return { areTold: true, close: () => {} };
      },
      reach: (deviceId) => ({
        opener: { open: (options) => (opened.push(deviceId), bench.opener.open(options)) },
        clock: bench.clock,
      }),
    });
    const leave = devices.changes.subscribe(() => {});
    await vi.waitFor(() => expect(devices.devices).toHaveLength(2));
    found = [...found, board('/dev/ttyACM8')];
    tell();
    const named = () => devices.devices.find(({ id }) => id === '/dev/ttyACM8')?.car;
    for (let ms = 0; named() === undefined && ms < 15_000; ms += 20) await bench.runMs(20);
    expect(named()).toMatchObject({ id: '0102030405060708', name: '小闪电' });
    expect(opened).toEqual(['/dev/ttyACM8']);
    expect(bench.stream).toBeUndefined();
    leave();
    await devices.close();
  });

  it('is given up at once to whoever wants it', async () => {
    const abandoned: string[] = [];
    const newcomers = new Newcomers(
      ({ id }, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve(void abandoned.push(id)))),
    );
    newcomers.look([], () => true);
    newcomers.look([board('COM3'), board('COM4'), { ...board('COM5'), profiles: [] }], (id) => id !== 'COM4');
    await newcomers.leave('COM4');
    await newcomers.leave('COM5');
    expect(abandoned).toEqual([]);
    await newcomers.leave('COM3');
    expect(abandoned).toEqual(['COM3']);
    newcomers.forget();
    newcomers.look([board('COM6')], () => true);
    await newcomers.leaveAll();
    expect(abandoned).toEqual(['COM3']);
  });
});
