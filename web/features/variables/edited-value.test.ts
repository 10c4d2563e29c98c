import { describe, expect, it } from 'vitest';
import { editedNumber, textOf } from './edited-value.ts';

describe('a value that is typed', () => {
  it.each([
    ['12', 12],
    [' -3.5 ', -3.5],
    ['１２。５', 12.5],
    ['－７', -7],
    ['1e3', 1000],
    ['.5', 0.5],
    ['Infinity', Infinity],
    ['', undefined],
    ['abc', undefined],
    ['1,5', undefined],
    ['0x1F', undefined],
  ])('%s is %s', (typed, value) => expect(editedNumber(typed)).toBe(value));

  it('keeps −0', () => expect(Object.is(editedNumber('-0'), -0)).toBe(true));

  it('shows a text as it is', () => {
    expect(textOf({ type: 'string', text: `'it\\'s a \\\\ 车\\n'` })).toBe("it's a \\ 车\n");
    expect(textOf({ type: 'number', text: '-0' })).toBe('-0');
  });
});
