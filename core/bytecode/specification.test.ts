import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { OP, OPCODES, type OpcodeName } from './opcodes.ts';

const ROW = /^\| *(\d+) *\| *`(\w+)` *\| *([^|]*?) *\| *[^|]*\| *(\d+) *\|/gm;
const SPECIFICATION = readFileSync(new URL('./bytecode.md', import.meta.url), 'utf8');

describe('bytecode.md', () => {
  it('lists every instruction with its number, operands and weight', () => {
    const rows = [...SPECIFICATION.matchAll(ROW)].map(([, number, name, operands, weight]) => ({
      number: Number(number),
      name,
      operands: operands === '' ? [] : operands!.split(', '),
      weight: Number(weight),
    }));
    const expected = (Object.keys(OPCODES) as OpcodeName[]).map((name) => ({
      number: OP[name],
      name,
      operands: [...OPCODES[name].operands],
      weight: OPCODES[name].weight,
    }));
    expect(rows).toEqual(expected);
  });
});
