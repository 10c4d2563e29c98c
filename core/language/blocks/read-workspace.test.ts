import { describe, expect, it } from 'vitest';
import { readLayout, readWorkspace } from './read-workspace.ts';

const layout = { version: 1, stacks: [{ x: 1, y: 2, items: 1 }], collapsed: [0], detached: [{ type: 'api_car_stop', x: 3, y: 4 }] };

describe('blocks from a file', () => {
  it('are taken where everything can read them', () => {
    const blocks = [
      {
        type: 'program_start',
        next: { block: { type: 'api_wait', inputs: { A0: { shadow: { type: 'number', fields: { NUM: '5' } } } } } },
      },
    ];
    expect(readWorkspace({ blocks: { languageVersion: 0, blocks } })).toEqual({
      ok: true,
      value: { blocks: { languageVersion: 0, blocks } },
    });
    expect(readWorkspace({})).toEqual({ ok: true, value: {} });
  });

  it.each([
    null,
    5,
    [],
    { blocks: [] },
    { blocks: { blocks: [{}] } },
    { blocks: { blocks: [{ type: 'a', x: '1' }] } },
    { blocks: { blocks: [{ type: 'a', inputs: { A: { block: 5 } } }] } },
  ])('%j is refused', (value) => expect(readWorkspace(value)).toMatchObject({ ok: false, fault: { code: 'blocks.not-readable' } }));
});

describe('a layout from a project', () => {
  it('is taken whole', () => {
    const disabled = [{ block: { type: 'api_wait' }, on: 1, onType: 'program_start' }];
    expect(readLayout(layout)).toBe(layout);
    expect(readLayout({ ...layout, disabled })).toEqual({ ...layout, disabled });
  });

  it.each([
    undefined,
    5,
    {},
    { ...layout, version: 2 },
    { ...layout, stacks: [{ x: 'a', y: 1 }] },
    { ...layout, detached: 'x' },
    { ...layout, disabled: [{}] },
  ])('%j is lost without harm', (value) => expect(readLayout(value)).toBeUndefined());
});
