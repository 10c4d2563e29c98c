import { describe, expect, it, vi } from 'vitest';
import { ok } from '../../core/base/result.ts';
import type { DeviceView } from '../../core/protocol/bridge-views.ts';
import type { DeviceInfo } from '../devices/device-list.ts';
import { Devices } from './devices.ts';

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
});
