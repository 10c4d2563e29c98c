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

  it('stay with their line when it is written anew, moved, indented or split', () => {
    const text = 'let a = 1;\nif (a > 0) {\nlog(a);\nlog(a);\n}\n';
    const second = text.lastIndexOf('log');
    const at = (now: string, place: number) => now.slice(movedWith([place], text, now)[0] ?? now.length).split('\n')[0];
    expect(at(text.replace('let a = 1', 'let b = 2'), 0)).toBe('let b = 2;');
    expect(at(text.replace('let a = 1', 'const a = 1'), 0)).toBe('const a = 1;');
    const formatted = 'let a = 1;\nif (a > 0) {\n  log(a);\n  log(a);\n}\n';
    expect(movedWith([second], text, formatted)).toEqual([formatted.lastIndexOf('log')]);
    expect(at('if (a > 0) {\nlog(a);\nlog(a);\n}\nlet a = 1;\n', 0)).toBe('let a = 1;');
    expect(at('xlet a =\n  1;\nif (a > 0) {\nlog(a);\nlog(a);\n}\n', 0)).toBe('xlet a =');
    expect(movedWith([0, second], text, '')).toEqual([]);
  });

  it('halt at the statement that begins there, else at the next', () => {
    expect(statementsAt([0, 5, 11, 99], [0, 13, 20])).toEqual([0, 13]);
  });
});
