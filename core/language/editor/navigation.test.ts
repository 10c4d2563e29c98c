import { describe, expect, it } from 'vitest';
import type { ProgramSource, SourceOffset } from '../source.ts';
import { createEditing, type Editing } from './editing.ts';

const editing = createEditing();

/** `|` is the cursor in the first file. */
function at(text: string, other?: string): readonly [ProgramSource, SourceOffset] {
  const files = [{ path: 'main.ts', text: text.replace('|', '') }];
  if (other !== undefined) files.push({ path: '工具.ts', text: other });
  return [files, { file: 0, offset: text.indexOf('|') }];
}

function renamed(text: string, newName: string, other?: string): readonly string[] | string {
  const [source, offset] = at(text, other);
  const found: ReturnType<Editing['rename']> = editing.rename(source, offset, newName);
  if (!found.ok) return found.fault.code;
  return source.map((file, index) =>
    [...found.value]
      .filter((edit) => edit.file === index)
      .reverse()
      .reduce((now, { start, end, newText }) => now.slice(0, start) + newText + now.slice(end), file.text),
  );
}

describe('going to a definition', () => {
  it('finds where a name was made', () => {
    expect(editing.definition(...at('let speed = 5;\ncar.forward(spe|ed);'))).toEqual({ file: 0, start: 4, end: 9 });
    expect(editing.definition(...at('跟|线();\nfunction 跟线() {}'))).toEqual({ file: 0, start: 15, end: 17 });
  });

  it('finds it in another file', () => {
    const [source, offset] = at("import { turn } from './工具';\ntu|rn();", 'export function turn() {}');
    expect(editing.definition(source, offset)).toEqual({ file: 1, start: 16, end: 20 });
  });

  it('has none for the robot’s own names and for what is no name', () => {
    expect(editing.definition(...at('car.for|ward(5);'))).toBeUndefined();
    expect(editing.definition(...at('log(1); |'))).toBeUndefined();
    expect(editing.definition(...at('unknown|;'))).toBeUndefined();
  });
});

describe('renaming', () => {
  it('changes a name wherever it is meant, and nothing else', () => {
    expect(renamed('let a = 1; { let a = 2; log(a); }\nlog(|a, "a"); // a', '速度')).toEqual([
      'let 速度 = 1; { let a = 2; log(a); }\nlog(速度, "a"); // a',
    ]);
    expect(renamed('function fol|low() {}\nforever(follow);', 'drive')).toEqual(['function drive() {}\nforever(drive);']);
  });

  it('changes it in every file', () => {
    expect(renamed("import { tu|rn } from './工具';\nturn();", 'spin', 'export function turn() {}\nturn();')).toEqual([
      "import { spin } from './工具';\nspin();",
      'export function spin() {}\nspin();',
    ]);
  });

  it('refuses the robot’s names and what is no name', () => {
    for (const text of ['car.for|ward(5);', 'wa|it(5);', 'log(1) |', 'Ma|th.abs(1);', 'l|et a = 1;'])
      expect(renamed(text, 'x')).toBe('rename.not-yours');
    for (const name of ['', '2a', 'a b', 'for', 'let', '___', 'a-b', 'a;', '“a”'])
      expect(renamed('let |a = 1; log(a);', name)).toBe('rename.bad-name');
    expect(editing.renamable(...at('car.for|ward(5);'))).toBeUndefined();
    expect(editing.renamable(...at('let speed| = 5;'))).toEqual({ file: 0, start: 4, end: 9 });
  });

  it('refuses a name that would make the program mean another thing', () => {
    expect(renamed('let |a = 1; let b = 2; log(a, b);', 'b')).toBe('rename.taken');
    expect(renamed('let |a = 1; { let b = 2; log(a, b); }', 'b')).toBe('rename.taken');
    expect(renamed('let b = 1; { let |a = 2; log(a, b); }', 'b')).toBe('rename.taken');
    expect(renamed('let |a = 1; log(a);', 'log')).toBe('rename.taken');
    expect(renamed('let |a = 1; log(a);', 'car')).toBe('rename.taken');
  });

  it('works in a program with other mistakes in it', () => {
    expect(renamed('let |a = 1; log(a, missing);', 'b')).toEqual(['let b = 1; log(b, missing);']);
  });
});

describe('another name for a file', () => {
  const moved = (main: string, newPath: string): string => {
    const source = at(main.replace('|', '') + '|', 'export function turn() {}')[0];
    const edits = editing.moveFile(source, 1, newPath).filter(({ file }) => file === 0);
    return [...edits].reverse().reduce((now, { start, end, newText }) => now.slice(0, start) + newText + now.slice(end), source[0]!.text);
  };

  it('is written into whoever imports it', () => {
    expect(moved("import { turn } from './工具';\nturn();", '转弯.ts')).toBe("import { turn } from './转弯';\nturn();");
    expect(moved('import { turn } from "./工具.ts";', 'b.ts')).toBe('import { turn } from "./b.ts";');
    expect(moved("export * from './工具';", 'b.ts')).toBe("export * from './b';");
  });

  it('changes nothing else', () => {
    expect(moved("log('./工具');", 'b.ts')).toBe("log('./工具');");
  });
});

it('a name can be changed from whichever file', () => {
  const source = [
    { path: 'main.ts', text: "import { turn } from './工具';\nturn();" },
    { path: '工具.ts', text: 'export function turn() {}' },
  ];
  expect(editing.rename(source, { file: 1, offset: 17 }, 'spin')).toMatchObject({
    ok: true,
    value: [
      { file: 0, start: 9, end: 13, newText: 'spin' },
      { file: 0, start: 29, end: 33, newText: 'spin' },
      { file: 1, start: 16, end: 20, newText: 'spin' },
    ],
  });
});
