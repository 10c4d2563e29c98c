import { describe, expect, it } from 'vitest';
import { disassemble } from './disassembler.ts';
import { OPCODE_NAMES, OPCODES } from './opcodes.ts';
import { assemble, assembleTop, type Line } from './testing/assemble.ts';

describe('a disassembled program', () => {
  it('names what operands stand for, and the statement above its code', () => {
    const program = assembleTop(
      [
        ['CONST', 0],
        ['STORE_GLOBAL', 0],
        'again:',
        ['LOAD_GLOBAL', 0],
        ['CALL_NATIVE', 0, 1],
        ['JUMP_IF_FALSE', '@again'],
        ['UNDEFINED'],
        ['RETURN'],
      ],
      {
        ...{ constants: ['中'], globals: ['x'], natives: ['log'], stackMax: 1 },
        places: [
          { pc: 0, start: 0, end: 12, statement: true },
          { pc: 4, start: 13, end: 19, statement: true },
        ],
      },
    );
    expect(disassemble(program, { texts: ['let x = "中";\nlog(x);'] })).toEqual([
      'function 0 top level · main.ts · parameters 0 · locals 0 · stack 1',
      '; 1: let x = "中";',
      '    0  CONST 0               ; "中"',
      '    2  STORE_GLOBAL 0        ; x',
      '; 2: log(x)',
      '    4  LOAD_GLOBAL 0         ; x',
      '    6  CALL_NATIVE 0 1       ; log',
      '    9  JUMP_IF_FALSE 4       ; → 4',
      '   11  UNDEFINED',
      '   12  RETURN',
    ]);
  });

  it('shows handlers, locals by name where they live, and the prelude where it is wanted', () => {
    const program = assemble({
      globals: ['\0array_map'],
      constants: [-0],
      functions: [
        {
          code: [['CONST', 0], ['STORE_LOCAL', 0], ['LOAD_LOCAL', 0], ['THROW'], ['RETURN']],
          localCount: 1,
          locals: [{ name: 'v', slot: 0, fromPc: 4, toPc: 9 }],
          handlers: [{ from: 0, to: 6, target: 7, depth: 0 }],
        },
        { name: 'array_map', file: -1, code: [['LOAD_GLOBAL', 0], ['RETURN']] },
      ],
    });
    const lines = disassemble(program);
    expect(lines).toContain('    0  CONST 0               ; -0');
    expect(lines).toContain('    2  STORE_LOCAL 0');
    expect(lines).toContain('    4  LOAD_LOCAL 0          ; v');
    expect(lines.at(-1)).toBe('catch 0 … 6 → 7, keeps 0');
    expect(disassemble(program, { prelude: true }).slice(-2)).toEqual(['    0  LOAD_GLOBAL 0         ; ~array_map', '    2  RETURN']);
  });

  it.each(OPCODE_NAMES)('has a line for %s, whatever its operands point at', (name) => {
    const line: Line = [name, ...OPCODES[name].operands.map(() => 99)];
    expect(disassemble(assembleTop([line]))[1]).toMatch(new RegExp(`^ {4}0 {2}${name}\\b`));
  });
});
