import { describe, expect, it } from 'vitest';
import { createEditing } from './editing.ts';

const editing = createEditing();
/** `|` is the cursor. */
const at = (text: string): readonly [{ path: string; text: string }[], number] => [
  [{ path: 'main.ts', text: text.replace('|', '') }],
  text.indexOf('|'),
];

describe('completion', () => {
  const complete = (text: string): ReturnType<typeof editing.complete> => editing.complete(...at(text));

  it('offers the members of a robot part, each with its API name', () => {
    const found = complete('car.|');
    expect(found.map(({ name }) => name)).toContain('forward');
    expect(found.find(({ name }) => name === 'driveFor')).toMatchObject({
      snippet: 'driveFor($0)',
      kind: 'function',
      apiName: 'car.driveFor',
    });
    expect(found.find(({ name }) => name === 'stop')?.snippet).toBe('stop()');
  });

  it('offers the program’s own names and the subset’s keywords, not what lies beneath', () => {
    const names = complete('const speed = 5;\nfunction follow() {}\n|').map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['speed', 'follow', 'forever', 'car', 'let', 'Math']));
    for (const hidden of ['Symbol', 'yield', 'robot', 'globalThis', 'IArguments', 'Iterator']) expect(names).not.toContain(hidden);
  });

  it('writes the body of what takes one, and no second parentheses', () => {
    expect(complete('fore|').find(({ name }) => name === 'forever')?.snippet).toBe('forever(() => {\n\t$0\n})');
    expect(complete('car.forw|(5)').find(({ name }) => name === 'forward')?.snippet).toBe('forward');
  });

  it('offers array methods, and the names of colours', () => {
    expect(complete('[1].|').map(({ name }) => name)).toEqual(expect.arrayContaining(['map', 'push', 'length']));
    expect(complete("led.set('|')").map(({ name }) => name)).toContain('red');
  });

  it('is empty, not a failure, where the text is not fit', () => {
    expect(complete('('.repeat(10_000) + '|')).toEqual([]);
  });
});

describe('hover and signature', () => {
  it('name the API entry', () => {
    expect(editing.hover(...at('car.for|ward(5);'))).toMatchObject({ start: 4, end: 11, apiName: 'car.forward' });
    expect(editing.hover(...at('const n = 1; log(n|);'))).toMatchObject({ declaration: 'const n: 1' });
    expect(editing.hover(...at('unkno|wn;'))).toBeUndefined();
  });

  it('say which parameter the cursor is at', () => {
    const found = editing.signature(...at('car.drive(1, |'));
    expect(found).toMatchObject({ label: 'drive(left: number, right: number): void', activeParameter: 1, apiName: 'car.drive' });
    expect(found?.parameters[1]?.api).toMatchObject({ name: 'right', unit: 'percent' });
    expect(editing.signature(...at('function f(a: string) {}\nf(|'))?.parameters).toHaveLength(1);
  });
});

describe('formatting', () => {
  it('changes blanks only', () => {
    const text = 'if(1>2){log( 1 )}\nelse   log(2)';
    const formatted = [...editing.format([{ path: 'main.ts', text }])]
      .sort((a, b) => b.start - a.start)
      .reduce((now, { start, end, newText }) => now.slice(0, start) + newText + now.slice(end), text);
    expect(formatted).toBe('if (1 > 2) { log(1) }\nelse log(2)');
  });
});
