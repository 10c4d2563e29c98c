import { describe, expect, it } from 'vitest';
import { originOf } from './join-remote.ts';

describe('the address of a class', () => {
  it.each([
    ['192.168.1.5', 'http://192.168.1.5:4173'],
    ['192.168.1.5:4175', 'http://192.168.1.5:4175'],
    [' ｈｔｔｐ：／／192.168.1.5：4173/#/join ', 'http://192.168.1.5:4173'],
    ['https://lab.school.cn/', 'https://lab.school.cn'],
    ['teacher-pc', 'http://teacher-pc:4173'],
  ])('%s is %s', (typed, origin) => {
    expect(originOf(typed)).toEqual({ ok: true, value: origin });
  });

  it.each(['', '://', 'file:///etc/passwd', 'ftp://x', 'http://user@host', 'a b', 'http://'])('%s is none', (typed) => {
    expect(originOf(typed)).toMatchObject({ ok: false, fault: { code: 'class.bad-address' } });
  });
});
