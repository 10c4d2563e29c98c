import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { classAddresses } from './class-addresses.ts';

const at = (address: string, internal = false): NetworkInterfaceInfo[] => [
  { address, internal, family: 'IPv4', netmask: '255.255.255.0', mac: '00:00:00:00:00:00', cidr: null },
];

describe('the addresses of a class', () => {
  it('come with their adapters, those of virtual machines and of no router last', () => {
    const adapters = {
      lo: at('127.0.0.1', true),
      docker0: at('172.17.0.1'),
      '以太网 2': at('169.254.3.4'),
      WLAN: at('192.168.1.5'),
    };
    expect(classAddresses({ port: 4173, isSecure: false }, adapters)).toEqual([
      { adapter: 'WLAN', address: '192.168.1.5', url: 'http://192.168.1.5:4173/', isLikely: true },
      { adapter: 'docker0', address: '172.17.0.1', url: 'http://172.17.0.1:4173/', isLikely: false },
      { adapter: '以太网 2', address: '169.254.3.4', url: 'http://169.254.3.4:4173/', isLikely: false },
    ]);
  });
});
