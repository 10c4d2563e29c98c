import { hostname } from 'node:os';
import { describe, expect, it } from 'vitest';
import { OriginGuard } from './origin-guard.ts';

const guard = (port: number, lan = false) => new OriginGuard({ lan, port: () => port });

describe('a bridge on this computer only', () => {
  it('is known by the loopback names with its port', () => {
    for (const host of ['localhost:4173', 'LOCALHOST:4173', '127.0.0.1:4173', '[::1]:4173'])
      expect(guard(4173).isKnownHost(host)).toBe(true);
  });

  it('is known by no other name', () => {
    const foreign = [
      '',
      'localhost',
      'localhost:80',
      '127.0.0.1.evil.example:4173',
      'evil.example:4173',
      `${hostname()}:4173`,
      '127.0.0.1:4173 ',
    ];
    for (const host of foreign) expect(guard(4173).isKnownHost(host)).toBe(false);
    expect(guard(4173).isKnownHost(undefined)).toBe(false);
  });

  it('on port 80 is known without it', () => {
    expect(guard(80).isKnownHost('localhost')).toBe(true);
  });
});

describe('a bridge open to the network', () => {
  it('is known by the computer’s name too', () => {
    expect(guard(4173, true).isKnownHost(`${hostname()}:4173`)).toBe(true);
    expect(guard(4173, true).isKnownHost(`${hostname()}.local:4173`)).toBe(true);
    expect(guard(4173, true).isKnownHost('evil.example:4173')).toBe(false);
  });

  it('trusts a page only by a loopback name over a loopback connection', () => {
    const open = guard(4173, true);
    expect(open.isLoopback('localhost:4173', '127.0.0.1')).toBe(true);
    expect(open.isLoopback('127.0.0.1:4173', '::ffff:127.0.0.1')).toBe(true);
    expect(open.isLoopback('127.0.0.1:4173', '192.168.1.20')).toBe(false);
    expect(open.isLoopback(`${hostname()}:4173`, '127.0.0.1')).toBe(false);
    expect(open.isLoopback('127.0.0.1:4173', undefined)).toBe(false);
  });
});
