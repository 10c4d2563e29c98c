import { describe, expect, it, vi } from 'vitest';

vi.mock('../../state/route-state.svelte.ts', () => ({ hashTo: (...parts: string[]) => `#/${parts.join('/')}` }));
const { addressOf, joinLink, spacedCode } = await import('./join-address.ts');

describe('a join code', () => {
  it('is written in groups of three', () => {
    expect(spacedCode('7K3M9Q')).toBe('7K3 M9Q');
    expect(spacedCode('')).toBe('');
  });

  it('rides in the link of the square code', () => {
    expect(joinLink('http://192.168.1.5:4460', '7K3M9Q')).toBe('http://192.168.1.5:4460/#/join/7K3M9Q');
  });
});

describe('an address', () => {
  it('is shown as it is typed', () => {
    expect(addressOf('http://192.168.1.5:4460')).toBe('192.168.1.5:4460');
    expect(addressOf('https://lab.school.cn')).toBe('https://lab.school.cn');
  });
});
