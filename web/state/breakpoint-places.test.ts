import { describe, expect, it } from 'vitest';
import { lineTextStart, movedWith, statementsAt, toggled } from './breakpoint-places.ts';

const TEXT = 'let a = 1;\n  a = 2;\nlog(a);\n';

describe('breakpoints in a text', () => {
  it('stand at the first letter of a line', () => {
    expect(lineTextStart(TEXT, TEXT.indexOf('2'))).toBe(TEXT.indexOf('a = 2'));
    expect(lineTextStart(TEXT, 0)).toBe(0);
  });

  it('are one to a line: a second time takes it away', () => {
    const one = toggled([], TEXT, 13);
    expect(one).toEqual([13]);
    expect(toggled(one, TEXT, 15)).toEqual([]);
    expect(toggled(one, TEXT, 0)).toEqual([0, 13]);
  });

  it('move with the text, and go with what they stood at', () => {
    const places = [0, 13, TEXT.indexOf('log')];
    expect(movedWith(places, TEXT, TEXT.replace('a = 2', 'a = 200'))).toEqual([0, 13, TEXT.indexOf('log') + 2]);
    expect(movedWith(places, TEXT, `wait(1);\n${TEXT}`)).toEqual(places.map((place) => place + 9));
    expect(movedWith(places, TEXT, TEXT.replace('  a = 2;\n', ''))).toEqual([0, TEXT.indexOf('log') - 9]);
  });

  it('halt at the statement that begins there, else at the next', () => {
    expect(statementsAt([0, 5, 11, 99], [20, 0, 13])).toEqual([0, 13]);
  });
});
