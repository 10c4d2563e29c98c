import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { API_NAMES, apiEntry } from '../../robot/api-table.ts';
import { COMPACT_NATIVES } from './natives.ts';
import { BINARY_WEIGHTS, C, COMPACT_BINARY, COMPACT_NAMES, COMPACT_OPCODES, COMPACT_UNARY, SHORT_LOAD, UNARY_WEIGHTS } from './opcodes.ts';

const ROW = /^\| *(\d+) *\| *`(\w+)` *\| *([^|]*?) *\| *[^|]*\| *(\d+) *\|/gm;
const SPECIFICATION = readFileSync(new URL('../compact.md', import.meta.url), 'utf8');
/** Instructions of their own. */
const NOT_NATIVE = ['forever', 'parallel', 'log', 'plot'];

describe('compact.md', () => {
  it('lists every instruction with its number, operands and weight', () => {
    const rows = [...SPECIFICATION.matchAll(ROW)].map(([, number, name, operands, weight]) => ({
      number: Number(number),
      name,
      operands: operands === '' ? [] : operands!.split(', '),
      weight: Number(weight),
    }));
    const expected = COMPACT_NAMES.map((name) => ({
      number: C[name],
      name,
      operands: [...COMPACT_OPCODES[name].operands],
      weight: COMPACT_OPCODES[name].weight,
    }));
    expect(rows).toEqual(expected);
    expect(COMPACT_NAMES.length).toBeLessThanOrEqual(SHORT_LOAD);
  });

  it('numbers the functions of one and two numbers and says what they weigh', () => {
    const flat = SPECIFICATION.replaceAll(/\s+/g, ' ');
    const missing = (names: readonly string[]): readonly string[] => names.filter((text) => !flat.includes(text));
    expect(missing(COMPACT_UNARY.map((name, i) => `${i} ${name} ${UNARY_WEIGHTS[name]}`))).toEqual([]);
    expect(missing(COMPACT_BINARY.map((name, i) => `${i} ${name} ${BINARY_WEIGHTS[name]}`))).toEqual([]);
  });
});

describe('the natives of a board', () => {
  it('are the functions of the API table that a board can run and that are not made of others', () => {
    const wanted = API_NAMES.filter((name) => {
      const { board, action } = apiEntry(name);
      return board && action.by !== 'prelude' && !NOT_NATIVE.includes(name);
    });
    expect([...COMPACT_NATIVES].sort()).toEqual(wanted.sort());
  });
});
