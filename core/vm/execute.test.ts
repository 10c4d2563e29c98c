import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { OP, OPCODES, type OpcodeName } from '../bytecode/opcodes.ts';
import { FUSIONS } from './fuse.ts';

const SOURCE = readFileSync(new URL('./execute.ts', import.meta.url), 'utf8');
const CASE = /case (\d+):(?: \{)?\s*\/\/ (\w+(?: \w+)*)\n([\s\S]*?)(?=\n {8}(?:case|default))/g;
/** Not instructions of the format. */
const SIGNS = ['HALT', 'ENTER'];

const cases = [...SOURCE.matchAll(CASE)].map(([, number, names, body]) => ({
  number: Number(number),
  names: names!.split(' ') as OpcodeName[],
  body: body!,
}));
const ordinary = cases.filter(({ names }) => !SIGNS.includes(names[0]!));

describe('the cases of the hot loop', () => {
  it('are all read by this test', () => {
    expect(cases.length).toBe(SOURCE.match(/\n {8}case /g)!.length);
    expect(cases.length).toBeGreaterThan(60);
  });

  it.each(ordinary)('case $number is $names', ({ number, names }) => {
    const fusion = FUSIONS.find(({ opcode }) => opcode === number);
    expect(names).toEqual(fusion ? fusion.sequence : [names[0]]);
    if (!fusion) expect(number).toBe(OP[names[0]!]);
  });

  it.each(ordinary)('case $number takes the weight of $names on its common path', ({ names, body }) => {
    const weight = names.reduce((sum, name) => sum + OPCODES[name].weight, 0);
    const taken = [...body.matchAll(/left -= (\d+)/g)].map(([, amount]) => Number(amount));
    expect(Math.max(...taken)).toBe(weight);
    // A fusion that steps back to its first instruction takes that one's weight.
    for (const amount of taken) expect([weight, OPCODES[names[0]!].weight]).toContain(amount);
  });

  it('has a case for every fusion', () => {
    expect(FUSIONS.map(({ opcode }) => opcode).filter((opcode) => !cases.some(({ number }) => number === opcode))).toEqual([]);
  });
});
