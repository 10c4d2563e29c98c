import { describe, expect, it } from 'vitest';
import { addressOf, joinLink } from './join-address.ts';

describe('the address of a class', () => {
  it('is shown as it is typed', () => {
    expect(addressOf('http://192.168.1.5:4460/')).toBe('192.168.1.5:4460');
    expect(addressOf('https://lab.school.cn/')).toBe('https://lab.school.cn');
  });

  it('takes the code along in the square code', () => {
    expect(joinLink('http://192.168.1.5:4460/', 'K7M-9QA')).toBe('http://192.168.1.5:4460/#/join/K7M-9QA');
  });
});
