import { describe, expect, it } from 'vitest';
import type { BlockJson, WorkspaceJson } from './blocks-document.ts';
import { blocksToText } from './blocks-to-text.ts';
import { disabledIn } from './disabled-blocks.ts';
import { textToBlocks } from './text-to-blocks.ts';

const off = { disabledReasons: ['MANUALLY_DISABLED'] };
const wait = (ms: string): BlockJson => ({ type: 'api_wait', inputs: { A0: { shadow: { type: 'number', fields: { NUM: ms } } } } });
const above = (first: BlockJson, ...rest: BlockJson[]): BlockJson =>
  rest.length === 0 ? first : { ...first, next: { block: above(rest[0]!, ...rest.slice(1)) } };
const workspace = (...blocks: BlockJson[]): WorkspaceJson => ({ blocks: { languageVersion: 0, blocks } });

/** Types in order, those switched off in brackets. */
function order(first: BlockJson | undefined): string[] {
  if (!first) return [];
  const name = `${first.type}${first.disabledReasons ? ' off' : ''}`;
  const inside = Object.values(first.inputs ?? {}).flatMap((socket) => (socket.block ? [order(socket.block)] : []));
  return [name, ...inside.flatMap((each) => each.map((type) => `  ${type}`)), ...order(first.next?.block)];
}

function around(given: WorkspaceJson): string[] {
  const { text, layout } = blocksToText(given);
  return order(textToBlocks(text, layout).workspace.blocks!.blocks[0]);
}

describe('blocks that are switched off', () => {
  it.each([
    ['first in a stack', workspace(above({ type: 'program_start', x: 0, y: 0 }, { ...wait('1'), ...off }, wait('2')))],
    ['in the middle', workspace(above({ type: 'program_start', x: 0, y: 0 }, wait('1'), { ...wait('2'), ...off }, wait('3')))],
    [
      'several below one another',
      workspace(above({ type: 'program_start', x: 0, y: 0 }, wait('1'), { ...wait('2'), ...off }, { type: 'api_car_stop', ...off })),
    ],
    [
      'first and last in a loop',
      workspace(
        above(
          { type: 'program_start', x: 0, y: 0 },
          { type: 'while', inputs: { DO: { block: above({ ...wait('2'), ...off }, wait('3'), { type: 'api_car_stop', ...off }) } } },
          wait('4'),
        ),
      ),
    ],
    [
      'alone in a loop',
      workspace(above({ type: 'program_start', x: 0, y: 0 }, { type: 'while', inputs: { DO: { block: { ...wait('2'), ...off } } } })),
    ],
    [
      'in a socket',
      workspace(
        above({ type: 'program_start', x: 0, y: 0 }, { type: 'while', inputs: { IF: { block: { type: 'api_line_lost', ...off } } } }),
      ),
    ],
    [
      'with more inside',
      workspace(above({ type: 'program_start', x: 0, y: 0 }, { type: 'while', ...off, inputs: { DO: { block: wait('1') } } }, wait('2'))),
    ],
  ])('come back to their place: %s', (_, given) => {
    expect(around(given)).toEqual(order(given.blocks!.blocks[0]));
  });

  it('lie loose where the text has changed and the place is gone', () => {
    const given = workspace(above({ type: 'program_start', x: 0, y: 0 }, wait('1'), { ...wait('2'), ...off }));
    const { layout } = blocksToText(given);
    const { blocks } = textToBlocks('car.stop();', layout).workspace.blocks!;
    expect(blocks.map(({ type }) => type)).toEqual(['program_start', 'api_wait']);
    expect(blocksToText({ blocks: { languageVersion: 0, blocks } }).text).toBe('car.stop();\n');
  });

  it('are counted without the literals in sockets, whatever the order of the sockets', () => {
    const given = (inputs: BlockJson['inputs']): BlockJson => ({ type: 'arithmetic', fields: { OP: '+' }, ...(inputs && { inputs }) });
    const A = { block: { type: 'api_line_position' } };
    const B = { block: { type: 'not', inputs: { A: { block: { type: 'api_line_lost', ...off } } } } };
    const places = [given({ A, B }), given({ B, A })].map((VALUE) =>
      disabledIn([{ type: 'program_start', next: { block: { type: 'run_expression', inputs: { VALUE: { block: VALUE } } } } }]),
    );
    expect(places[0]).toEqual(places[1]);
  });
});
