import { describe, expect, it } from 'vitest';
import { typedCode, typedName } from './typed.ts';

describe('a typed code', () => {
  it.each([
    ['k7m-9qa', 'K7M-9QA'],
    ['Ｋ７Ｍ－９ＱＡ', 'K7M-9QA'],
    ['　ｋ７ｍ　９ｑａ ', 'K7M 9QA'],
  ])('%s is %s', (typed, meant) => {
    expect(typedCode(typed)).toBe(meant);
  });
});

describe('a typed name', () => {
  it('keeps its letters, without the blanks around it', () => {
    expect(typedName(' 小明　 Ｌｅｅ ')).toBe('小明 Lee');
  });

  it('of blanks is nothing', () => {
    expect(typedName('　 ')).toBe('');
  });
});
