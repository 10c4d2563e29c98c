import { describe, expect, it } from 'vitest';
import { readMemberText, readNameText, readNumberText } from './name-text.ts';

describe('numbers as they are typed', () => {
  it.each([
    ['１２３', '123'],
    ['12。5', '12.5'],
    ['－３．５', '-3.5'],
    [' 45 ', '45'],
    ['007', '7'],
    ['0x10', '0x10'],
    ['1_000', '1_000'],
    ['1e3', '1e3'],
    ['.5', '.5'],
    ['-0', '-0'],
  ])('%s is %s', (typed, read) => expect(readNumberText(typed)).toBe(read));

  it.each(['', 'abc', '1-2', '1..2', '一', '--1', '1e999', '1/2'])('%s is no number', (typed) =>
    expect(readNumberText(typed)).toBeUndefined(),
  );
});

describe('names as they are typed', () => {
  it.each([
    ['速度', '速度'],
    ['left speed', 'left_speed'],
    ['２号车', '_2号车'],
    ['ａｂｃ', 'abc'],
    ['for', 'for_'],
    ['a-b', 'a_b'],
    ['x。', 'x'],
  ])('%s becomes %s', (typed, read) => expect(readNameText(typed)).toBe(read));

  it('keeps nothing of signs alone', () => expect(readNameText('！？')).toBeUndefined());
});

describe('names of properties as they are typed', () => {
  it.each([
    ['default', 'default'],
    ['＃次数', '#次数'],
    ['turn speed', 'turn_speed'],
  ])('%s becomes %s', (typed, read) => expect(readMemberText(typed)).toBe(read));

  it('keeps nothing of signs alone', () => expect(readMemberText('#')).toBeUndefined());
});
