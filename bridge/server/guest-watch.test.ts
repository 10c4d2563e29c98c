import { describe, expect, it } from 'vitest';
import { GuestWatch } from './guest-watch.ts';

const seen = (...addresses: readonly (string | undefined)[]): boolean => {
  const guests = new GuestWatch(() => ['192.168.1.5']);
  for (const address of addresses) guests.saw(address);
  return guests.hasHadGuests;
};

describe('a guest', () => {
  it.each(['192.168.1.77', '::ffff:192.168.1.77', 'fe80::1'])('is another device: %s', (address) => {
    expect(seen(address)).toBe(true);
    expect(seen(address, '127.0.0.1')).toBe(true);
  });

  it.each([undefined, '127.0.0.1', '::1', '::ffff:127.0.0.1', '192.168.1.5', '::ffff:192.168.1.5'])(
    'is not this computer by another of its names: %s',
    (address) => {
      expect(seen(address)).toBe(false);
    },
  );
});
