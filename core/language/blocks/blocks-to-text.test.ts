import { describe, expect, it } from 'vitest';
import type { BlockJson, WorkspaceJson } from './blocks-document.ts';
import { blocksToText } from './blocks-to-text.ts';
import { freshBlock } from './toolbox.ts';

function workspace(...blocks: BlockJson[]): WorkspaceJson {
  return { blocks: { languageVersion: 0, blocks } };
}

function start(...statements: BlockJson[]): BlockJson {
  const stack = statements.reduceRight<BlockJson | undefined>(
    (next, block) => ({ ...block, ...(next ? { next: { block: next } } : {}) }),
    undefined,
  );
  return { type: 'program_start', id: 'start', x: 0, y: 0, ...(stack ? { next: { block: stack } } : {}) };
}

const number = (NUM: string): BlockJson => ({ type: 'number', fields: { NUM } });
const variable = (NAME: string): BlockJson => ({ type: 'variable_get', fields: { NAME } });
const binary = (type: string, OP: string, A: BlockJson, B: BlockJson): BlockJson => ({
  type,
  fields: { OP },
  inputs: { A: { block: A }, B: { block: B } },
});
const run = (VALUE: BlockJson): BlockJson => ({ type: 'run_expression', inputs: { VALUE: { block: VALUE } } });

describe('blocks to text', () => {
  it('is empty for a workspace without statements', () => {
    expect(blocksToText(workspace(start())).text).toBe('');
    expect(blocksToText({}).text).toBe('');
  });

  it('writes statements one below the other with two spaces inside', () => {
    const loop: BlockJson = {
      ...freshBlock('repeat'),
      inputs: { TIMES: { shadow: number('4') }, DO: { block: freshBlock('api_car_stop') } },
    };
    expect(blocksToText(workspace(start(freshBlock('api_wait'), loop))).text).toBe(
      'wait(100);\nfor (let i = 0; i < 4; i++) {\n  car.stop();\n}\n',
    );
  });

  it('says ___ where a socket is empty', () => {
    expect(blocksToText(workspace(start({ type: 'if' }))).text).toBe('if (___) {}\n');
  });

  it.each([
    [binary('arithmetic', '*', binary('arithmetic', '+', number('1'), number('2')), number('3')), '(1 + 2) * 3;'],
    [binary('arithmetic', '-', number('1'), binary('arithmetic', '-', number('2'), number('3'))), '1 - (2 - 3);'],
    [binary('arithmetic', '**', number('-2'), number('2')), '(-2) ** 2;'],
    [binary('arithmetic', '-', number('1'), number('-2')), '1 - -2;'],
    [binary('logic', '||', binary('logic', '&&', variable('a'), variable('b')), variable('c')), 'a && b || c;'],
    [binary('logic', '&&', binary('logic', '||', variable('a'), variable('b')), variable('c')), '(a || b) && c;'],
    [binary('logic', '??', binary('logic', '||', variable('a'), variable('b')), variable('c')), '(a || b) ?? c;'],
    [{ type: 'negate', inputs: { A: { block: number('-5') } } }, '- -5;'],
    [{ type: 'not', inputs: { A: { block: binary('comparison', '<', variable('a'), number('1')) } } }, '!(a < 1);'],
    [{ type: 'property_get', fields: { NAME: 'x' }, inputs: { OBJECT: { block: number('5') } } }, '(5).x;'],
    [{ type: 'code_expression', fields: { CODE: '{ a: 1 }' } }, '({ a: 1 });'],
  ] as const)('sets the brackets that are needed and no more: %#', (block, text) => {
    expect(blocksToText(workspace(start(run(block as BlockJson)))).text.trim()).toBe(text);
  });

  it('gives nested repeats counters of their own, and none that is used inside', () => {
    const uses: BlockJson = { type: 'api_log', inputs: { A0: { block: variable('i') } } };
    const inner: BlockJson = { type: 'repeat', inputs: { TIMES: { shadow: number('2') }, DO: { block: uses } } };
    const outer: BlockJson = { type: 'repeat', inputs: { TIMES: { shadow: number('3') }, DO: { block: inner } } };
    expect(blocksToText(workspace(start(outer))).text).toBe(
      'for (let j = 0; j < 3; j++) {\n  for (let k = 0; k < 2; k++) {\n    log(i);\n  }\n}\n',
    );
  });

  it('leaves detached and disabled blocks out of the text and keeps them in the layout', () => {
    const loose: BlockJson = { ...freshBlock('api_car_stop'), x: 300, y: 10 };
    const off: BlockJson = { ...freshBlock('api_stop'), disabledReasons: ['MANUALLY_DISABLED'] };
    const { text, layout } = blocksToText(workspace(start(freshBlock('api_wait'), off, freshBlock('api_car_stop')), loose));
    expect(text).toBe('wait(100);\ncar.stop();\n');
    expect(layout.detached.map((block) => block.type)).toEqual(['api_car_stop']);
    expect(layout.disabled).toEqual([{ block: off, on: 1, onType: 'api_wait' }]);
  });

  it('takes a block out of a socket where it is disabled', () => {
    const off = { ...number('5'), enabled: false };
    const { text, layout } = blocksToText(workspace(start({ type: 'api_wait', inputs: { A0: { block: off } } })));
    expect(text).toBe('wait(___);\n');
    expect(layout.disabled).toEqual([{ block: off, on: 1, onType: 'api_wait', input: 'A0' }]);
  });

  it('does not write what has no meaning where it stands', () => {
    const wait = freshBlock('api_wait');
    const choice: BlockJson = { type: 'switch', inputs: { DO: { block: { type: 'case_default', next: { block: wait } } } } };
    const { text, layout } = blocksToText(workspace(start(choice, { type: 'class_field' })));
    expect(text).toBe('switch (___) {\n  default:\n}\n');
    expect(layout.disabled!.map(({ block }) => block.type)).toEqual(['api_wait', 'class_field']);
  });

  it('orders stacks from top to bottom', () => {
    const below = { ...start(freshBlock('api_wait')), y: 400 };
    const above = { ...start(freshBlock('api_car_stop')), y: 10 };
    expect(blocksToText(workspace(below, above)).text).toBe('car.stop();\nwait(100);\n');
  });

  it('marks the text of each block that has an id', () => {
    const wait: BlockJson = {
      type: 'api_wait',
      id: 'w',
      inputs: { A0: { block: { ...binary('arithmetic', '+', number('1'), number('2')), id: 's' } } },
    };
    const { text, spans } = blocksToText(workspace(start(freshBlock('api_car_stop'), wait)));
    expect(text.slice(spans.w!.start, spans.w!.end)).toBe('wait(1 + 2);');
    expect(text.slice(spans.s!.start, spans.s!.end)).toBe('1 + 2');
  });

  it('does not let a statement without semicolon run into the next', () => {
    const open: BlockJson = { ...freshBlock('api_car_stop'), data: '{"semi":false}' };
    const next = run({ type: 'list_create', extraState: { count: 0 } });
    expect(blocksToText(workspace(start(open, next))).text).toBe('car.stop()\n;[];\n');
  });

  it('writes a comment added by hand behind the statement, behind the brace, or above the function', () => {
    const icons = { comment: { text: '说明' } };
    const fn: BlockJson = { ...freshBlock('function_declare', { fields: { NAME: 'go' } }), icons, y: 500 };
    const { text } = blocksToText(workspace(start({ ...freshBlock('api_car_stop'), icons }, { type: 'while', icons }), fn));
    expect(text).toBe('car.stop(); // 说明\nwhile (___) { // 说明\n}\n\n// 说明\nfunction go() {}\n');
  });

  it('keeps an unknown block of a newer version from breaking the text', () => {
    expect(blocksToText(workspace(start({ type: 'from_the_future' }))).text).toBe('___;\n');
  });
});
