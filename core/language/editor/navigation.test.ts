import { describe, expect, it } from 'vitest';
import { createEditing, type Editing } from './editing.ts';

const editing = createEditing();

/** `|` is the cursor in the first file. */
function at(text: string, other?: string): readonly [{ path: string; text: string }[], number] {
  const files = [{ path: 'main.ts', text: text.replace('|', '') }];
  if (other !== undefined) files.push({ path: '工具.ts', text: other });
  return [files, text.indexOf('|')];
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
