import { describe, expect, it } from 'vitest';
import type { ProgramSource, SourceOffset } from '../source.ts';
import { createEditing } from './editing.ts';

const editing = createEditing();
/** `|` is the cursor. */
const at = (text: string): readonly [ProgramSource, SourceOffset] => [
  [{ path: 'main.ts', text: text.replace('|', '') }],
  { file: 0, offset: text.indexOf('|') },
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
    const formatted = [...editing.format([{ path: 'main.ts', text }], 0)]
      .sort((a, b) => b.start - a.start)
      .reduce((now, { start, end, newText }) => now.slice(0, start) + newText + now.slice(end), text);
    expect(formatted).toBe('if (1 > 2) { log(1) }\nelse log(2)');
  });
});

describe('completion across files', () => {
  const PARTS =
    'export function turnLeft(): void {}\nexport const 速度 = 50;\nexport interface Spot { x: number }\nfunction hidden(): void {}\n';
  /** `|` is the cursor in main.ts. */
  const complete = (main: string, parts = PARTS): ReturnType<typeof editing.complete> => {
    const files = [
      { path: 'main.ts', text: main.replace('|', '') },
      { path: '零件.ts', text: parts },
    ];
    return editing.complete(files, { file: 0, offset: main.indexOf('|') });
  };
  const called = (found: ReturnType<typeof complete>, wanted: string) => found.find(({ name }) => name === wanted);

  it('offers what other files export, with the import it needs', () => {
    const found = complete('// mine\nlog(1);\n|');
    expect(called(found, 'turnLeft')).toEqual({
      name: 'turnLeft',
      snippet: 'turnLeft($0)',
      kind: 'function',
      importing: { from: './零件', edit: { start: 8, end: 8, newText: "import { turnLeft } from './零件';\n" } },
    });
    expect(called(found, '速度')?.snippet).toBe('速度');
    expect(called(found, 'hidden')).toBeUndefined();
  });

  it('adds to an import that is there', () => {
    const text = "import { turnLeft } from './零件';\n速|";
    expect(called(complete(text), '速度')?.importing?.edit).toEqual({ start: 17, end: 17, newText: ', 速度' });
    expect(called(complete(text), 'turnLeft')?.importing).toBeUndefined();
  });

  it('offers no imports after a dot or in a string', () => {
    expect(called(complete('car.|'), 'turnLeft')).toBeUndefined();
    expect(called(complete("log('|')"), 'turnLeft')).toBeUndefined();
  });

  it('offers the other files between the quotes of an import', () => {
    expect(complete("import { turnLeft } from './|';")).toEqual([
      { name: './零件', snippet: './零件', kind: 'constant', replaces: { start: 26, end: 28 } },
    ]);
  });

  it('answers in whichever file the cursor is', () => {
    const files = [
      { path: 'main.ts', text: 'let a = 1;' },
      { path: 'b.ts', text: 'car.forward(5);' },
    ];
    expect(editing.hover(files, { file: 1, offset: 6 })).toMatchObject({ start: 4, end: 11, apiName: 'car.forward' });
    expect(editing.complete(files, { file: 1, offset: 4 }).map(({ name }) => name)).toContain('driveFor');
  });
});
