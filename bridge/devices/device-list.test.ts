import { describe, expect, it } from 'vitest';
import { shippedProfiles } from '../../firmware-profiles/index.ts';
import { listDevices, profilesByUsbIds } from './device-list.ts';
import { serialOpener } from './serial-stream.ts';
import { tcpOpener } from './tcp-stream.ts';

describe('the device list', () => {
  it('always answers, and always has the virtual car', async () => {
    const found = await listDevices();
    expect(found.ok && found.value).toContainEqual({ id: 'virtual-car', kind: 'virtual-car', profiles: ['uno-line-car'], busy: false });
  });

  it('guesses the kit by its USB ids, in either case', () => {
    expect(profilesByUsbIds({ vendorId: '2341', productId: '0043' }, shippedProfiles())[0]).toBe('uno-line-car');
    expect(profilesByUsbIds({ vendorId: '1A86', productId: '7523' }, shippedProfiles())[0]).toBe('uno-line-car');
    expect(profilesByUsbIds({ vendorId: '2341', productId: '0042' }, shippedProfiles())).toEqual(['mega-explorer']);
    expect(profilesByUsbIds({ vendorId: '046d', productId: 'c52b' }, shippedProfiles())).toEqual([]);
    expect(profilesByUsbIds({}, shippedProfiles())).toEqual([]);
  });
});

describe('opening what is not there', () => {
  it('is a fault with the port’s name', async () => {
    const path = process.platform === 'win32' ? 'COM250' : '/dev/ttyGuijiNone';
    expect(await serialOpener(path).open({ baud: 57_600 })).toMatchObject({
      ok: false,
      fault: { code: 'device.not-found', params: { device: path } },
    });
  });

  it('is a fault over TCP too', async () => {
    expect(await tcpOpener('127.0.0.1', 1).open({ baud: 57_600 })).toMatchObject({ ok: false, fault: { code: 'device.not-found' } });
  });
});
