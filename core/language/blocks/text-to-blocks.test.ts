import { describe, expect, it } from 'vitest';
import type { BlockJson } from './blocks-document.ts';
import { blocksToText, statementsOf } from './blocks-to-text.ts';
import { textToBlocks } from './text-to-blocks.ts';

function statements(text: string): BlockJson[] {
  return textToBlocks(text).workspace.blocks!.blocks.flatMap(statementsOf);
}

const types = (text: string) => statements(text).map((block) => block.type);
const around = (text: string) => blocksToText(textToBlocks(text).workspace).text;

describe('text to blocks', () => {
  it.each([
    ['let x = 1;', 'variable_declare'],
    ['let x: number;', 'variable_declare_empty'],
    ['x = 1;', 'variable_set'],
    ['x += 1;', 'variable_set'],
    ['x++;', 'variable_step'],
    ['a[0] = 1;', 'element_set'],
    ['a.b = 1;', 'property_set'],
    ['if (a) {} else if (b) {} else {}', 'if'],
    ['while (a) {}', 'while'],
    ['do {} while (a);', 'do_while'],
    ['for (let i = 0; i < 4; i++) {}', 'repeat'],
    ['for (let i = 0; i < 4; i++) { log(i); }', 'for_count'],
    ['for (let i = 1; i <= 4; i++) {}', 'for_count'],
    ['for (let i = 0; i < 4; i += 2) {}', 'for_step'],
    ['for (const v of list) {}', 'for_of'],
    ['function f(a: number) { return a; }', 'function_declare'],
    ['f(1);', 'call_statement'],
    ['a.f(1);', 'method_statement'],
    ['list.push(1);', 'method_push'],
    ['car.forward();', 'api_car_forward'],
    ['forever(() => {});', 'api_forever'],
    ['forever(go);', 'call_statement'],
    ['on("line.lost", () => {});', 'event_line_lost'],
    ["on('sonar.nearer', 150, () => { car.stop(); });", 'event_sonar_nearer'],
    ['on("line.lost", go);', 'call_statement'],
    ['on("nothing", () => {});', 'call_statement'],
    ['line.position();', 'run_expression'],
    ['// words', 'comment'],
    ['switch (a) {}', 'switch'],
    ['let a = 1, b;', 'variables_declare'],
    ['const { a, b: [c] } = d;', 'destructure'],
    ['var a = 1;', 'variable_declare'],
    ['[a, b] = [b, a];', 'target_set'],
    ['a.n++;', 'target_step'],
    ['try {} catch (e) {} finally {}', 'try'],
    ['throw new Error("x");', 'throw'],
    ['for (const key in a) {}', 'for_in'],
    ['for (;;) {}', 'for_general'],
    ['outer: for (;;) {}', 'label'],
    ['break outer;', 'break_label'],
    ['{ x(); }', 'group'],
    ['class A extends B {}', 'class_declare'],
    ['enum A { B, C = 2 }', 'enum_declare'],
    ['interface A { x: number }', 'interface_declare'],
    ['type A = B | C;', 'type_alias'],
    ['import { a } from "./b";', 'import_from'],
    ['export const a = 1;', 'variable_declare'],
    ['a?.b();', 'method_statement'],
    ['debugger;', 'code_statement'],
  ])('%s is a %s', (text, type) => expect(types(text)).toEqual([type]));

  it('gives equal documents for equal texts, with ids in order', () => {
    const document = textToBlocks('wait(1 + 2);');
    expect(document).toEqual(textToBlocks('wait(1 + 2);'));
    expect(Object.keys(document.spans)).toEqual(['b2', 'b3', 'b4', 'b5']);
  });

  it('says which text each block stands for, also where lines end in two characters', () => {
    const text = '// 说明\r\nif (a) {\r\n  car.stop();\r\n}\r\n';
    const { spans, workspace } = textToBlocks(text);
    const stop = statementsOf(workspace.blocks!.blocks[0]!)[1]!.inputs!.DO0!.block!;
    expect(text.slice(spans[stop.id!]!.start, spans[stop.id!]!.end)).toBe('car.stop();');
  });

  it('puts functions into stacks of their own and keeps the order of the rest', () => {
    const tops = textToBlocks('let a = 1;\nfunction f() {}\nf();').workspace.blocks!.blocks;
    expect(tops.map((top) => top.type)).toEqual(['program_start', 'function_declare', 'program_start']);
  });

  it('has a start block even where there is no statement', () => {
    expect(textToBlocks('').workspace.blocks!.blocks.map((top) => top.type)).toEqual(['program_start']);
  });

  it('puts stacks where the layout has them, and splits them as it does', () => {
    const layout = {
      version: 1 as const,
      stacks: [
        { x: 5, y: 10, items: 1 },
        { x: 300, y: 400, items: 1 },
      ],
      collapsed: [2],
      detached: [],
    };
    const { workspace } = textToBlocks('wait(1);\nwait(2);', layout);
    expect(workspace.blocks!.blocks.map(({ x, y }) => [x, y])).toEqual([
      [5, 10],
      [300, 400],
    ]);
    expect(blocksToText(workspace).layout).toEqual({ ...layout, collapsed: [2] });
  });

  it('does without a layout that no longer fits', () => {
    const layout = { version: 1 as const, stacks: [{ x: 5, y: 10, items: 7 }], collapsed: [], detached: [] };
    expect(around('wait(1);')).toBe(blocksToText(textToBlocks('wait(1);', layout).workspace).text);
  });

  it.each([
    ['x = { a: 1, b };', 'object_create'],
    ['x = new Map<string, number>();', 'new_object'],
    ['x = this;', 'this_value'],
    ['x = typeof y;', 'unary'],
    ['x = y in z;', 'relation'],
    ['x = y++;', 'step_value'],
    ['x = (y = 1);', 'assign_value'],
    ['x = y as number;', 'as_type'],
    ['x = y!;', 'not_nothing'],
    ['x = [...y];', 'list_create'],
    ['x = y?.z;', 'property_get'],
    ['x = y?.[0];', 'element_get'],
    ['x = y()();', 'call_any'],
    ['x = function () {};', 'function_expression'],
    ['x = `a\\n${b}`;', 'template'],
  ])('%s has a %s inside', (text, type) => {
    const { block, shadow } = statements(text)[0]!.inputs!.VALUE!;
    expect((block ?? shadow)!.type).toBe(type);
    expect(around(text).trim()).toBe(text);
  });

  it.each([
    'log(\'a\', "b", 0x10, 1_000, .5);',
    'x = (a) + ((b));',
    'if (a) b(); // c',
    'log(/* first */ 1, 2);',
    'const f = x => x * 2;',
    'let y = a ? (b) : c',
    'list = [1, 2,];',
    'log(`a${b}c`);',
  ])('keeps the spelling of %s', (text) => expect(around(text).trim()).toBe(text));

  it('leaves a socket empty where the text says so', () => {
    expect(statements('wait(___);')[0]).not.toHaveProperty('inputs');
  });

  it('makes code of the one statement that has no block, not of its neighbours', () => {
    expect(types('wait(1);\nexport { a };\nwait(2);')).toEqual(['api_wait', 'code_statement', 'api_wait']);
  });

  it('makes code of the one argument that has no block', () => {
    const [block] = statements('car.drive(/x/, 5);');
    expect(block!.type).toBe('api_car_drive');
    expect(block!.inputs!.A0!.block!.type).toBe('code_expression');
  });

  it('keeps what does not parse beside what does', () => {
    expect(types('wait(1);\nlet = = 3;\n\nfunction f() {}')).toContain('api_wait');
    expect(around('wait(1);\nlet = = 3;\n')).toBe('wait(1);\nlet = = 3;\n');
  });

  it.each([
    `x = ${'('.repeat(20_000)}1${')'.repeat(20_000)};`,
    `x = 1${' + 1'.repeat(20_000)};`,
    `${'if (a) {'.repeat(5_000)}${'}'.repeat(5_000)}`,
    `if (a) {\n${'x();\n'.repeat(2_000)}}`,
    'x();\n'.repeat(30_000),
  ])('makes one block of code of what is nested too deep or too long: %#', (text) => expect(types(text)).toEqual(['code_statement']));

  it('makes blocks of a long program that can be copied and kept', () => {
    const text = 'wait(1);\n'.repeat(3_000);
    const { workspace } = textToBlocks(text);
    expect(workspace.blocks!.blocks.length).toBeGreaterThan(5);
    expect(JSON.stringify(structuredClone(workspace))).toBe(JSON.stringify(workspace));
    expect(blocksToText(workspace).text).toBe(text);
  });

  it('gives a function the comment above it', () => {
    expect(statements('// 转弯\nfunction turn() {}')[0]!.icons).toEqual({ comment: { text: '转弯' } });
  });
});
