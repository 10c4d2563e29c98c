import { describe, expect, it } from 'vitest';
import type { Program } from './program.ts';
import { assemble, assembleTop, type Line } from './testing/assemble.ts';
import { LOCALS_MAX, verifyProgram } from './verifier.ts';

function ruleBroken(program: Program): unknown {
  const result = verifyProgram(program);
  return result.ok ? undefined : result.fault.params['rule'];
}

const END: readonly Line[] = [['UNDEFINED'], ['RETURN']];
const capturing = (index: number, from: 'local' | 'upvalue' = 'local') => ({ upvalues: [{ from, index }], code: END });

describe('the verifier', () => {
  it('accepts a loop over an array and computes the stack itself', () => {
    const program = assembleTop(
      [['NEW_ARRAY', 0], ['INT', 1], ['APPEND'], ['ITERATE'], 'next:', ['NEXT', '@end'], ['POP'], ['JUMP', '@next'], 'end:', ...END],
      { stackMax: 50 },
    );
    const result = verifyProgram(program);
    expect(result.ok && result.value.functions[0]!.stackMax).toBe(2);
  });

  const cases: readonly (readonly [string, string, Program])[] = [
    ['no function at all', 'top-level', assemble({ functions: [] })],
    ['a top level with parameters', 'top-level', assembleTop(END, { paramCount: 1, localCount: 1 })],
    ['a file that does not exist', 'file', assembleTop(END, { file: 1 })],
    ['more parameters than locals', 'locals', assemble({ functions: [{ code: END }, { code: END, paramCount: 2, localCount: 1 }] })],
    ['too many locals', 'locals', assembleTop(END, { localCount: LOCALS_MAX + 1 })],
    ['a constant outside the table', 'operand', assembleTop([['CONST', 0], ['RETURN']])],
    ['a number where a string must be', 'operand', assembleTop([['UNDEFINED'], ['CHECK_INIT', 0], ['RETURN']], { constants: [1] })],
    ['a local outside the frame', 'operand', assembleTop([['LOAD_LOCAL', 0], ['RETURN']])],
    ['a negative local', 'operand', assembleTop([['LOAD_LOCAL', -1], ['RETURN']], { localCount: 1 })],
    ['a global outside the table', 'operand', assembleTop([['LOAD_GLOBAL', 3], ['RETURN']])],
    ['an upvalue that the function lacks', 'operand', assembleTop([['LOAD_UPVALUE', 0], ['RETURN']])],
    ['a function outside the table', 'operand', assembleTop([['CLOSURE', 9], ['RETURN']])],
    ['a jump into the middle of an instruction', 'jump', assembleTop([['INT', 1], ['POP'], ['JUMP', 1]])],
    ['a jump past the end', 'jump', assembleTop([['JUMP', 99]])],
    ['an unknown builtin', 'builtin', assembleTop([['CALL_BUILTIN', 0, 0], ['RETURN']], { constants: ['constructor'] })],
    ['a native that no table has', 'native', assembleTop([['CALL_NATIVE', 0, 0], ['RETURN']], { natives: ['eval'] })],
    ['a native of the prelude', 'native', assembleTop([['CALL_NATIVE', 0, 0], ['RETURN']], { natives: ['car.stop'] })],
    ['a native with too few arguments', 'native', assembleTop([['CALL_NATIVE', 0, 0], ['RETURN']], { natives: ['wait'] })],
    ['a native with too many', 'native', assembleTop([['INT', 1], ['INT', 1], ['CALL_NATIVE', 0, 2], ['RETURN']], { natives: ['wait'] })],
    ['code that runs off its end', 'end', assembleTop([['UNDEFINED'], ['POP']])],
    ['empty code', 'end', assembleTop([])],
    ['an empty stack popped', 'stack', assembleTop([['POP'], ...END])],
    ['more arguments than there are', 'stack', assembleTop([['UNDEFINED'], ['CALL', 3], ['RETURN']])],
    ['two depths at a join', 'stack', assembleTop([['TRUE'], ['JUMP_IF_TRUE', '@a'], ['INT', 1], 'a:', ...END])],
    ['a loop that piles up', 'stack', assembleTop(['top:', ['INT', 1], ['JUMP', '@top']])],
    ['a cell read as a value', 'cell', assembleTop([['UNDEFINED'], ['NEW_CELL', 0], ['LOAD_LOCAL', 0], ['RETURN']], { localCount: 1 })],
    ['a value read as a cell', 'cell', assembleTop([['LOAD_CELL', 0], ['RETURN']], { localCount: 1 })],
    [
      'a cell on one path only',
      'cell',
      assembleTop([['TRUE'], ['JUMP_IF_TRUE', '@a'], ['UNDEFINED'], ['NEW_CELL', 0], 'a:', ['LOAD_CELL', 0], ['RETURN']], {
        localCount: 1,
      }),
    ],
    ['a closure over a value', 'cell', assemble({ functions: [{ code: [['CLOSURE', 1], ['RETURN']], localCount: 1 }, capturing(0)] })],
    [
      'a closure over a missing upvalue',
      'operand',
      assemble({ functions: [{ code: [['CLOSURE', 1], ['RETURN']] }, capturing(0, 'upvalue')] }),
    ],
    ['arithmetic on an iterator', 'iterator', assembleTop([['NEW_ARRAY', 0], ['ITERATE'], ['NEG'], ['RETURN']])],
    [
      'an iterator kept in a local',
      'iterator',
      assembleTop([['NEW_ARRAY', 0], ['ITERATE'], ['STORE_LOCAL', 0], ...END], { localCount: 1 }),
    ],
    ['NEXT on a value', 'iterator', assembleTop([['UNDEFINED'], 'n:', ['NEXT', '@end'], ['POP'], ['JUMP', '@n'], 'end:', ...END])],
    ['APPEND to a number', 'array', assembleTop([['INT', 1], ['INT', 2], ['APPEND'], ['RETURN']])],
    ['CALL_SPREAD of no array', 'array', assembleTop([['UNDEFINED'], ['UNDEFINED'], ['CALL_SPREAD'], ['RETURN']])],
    ['a stackMax that is too small', 'stack-max', assembleTop(END, { stackMax: 0 })],
    [
      'a place inside an instruction',
      'places',
      assembleTop([['INT', 1], ['RETURN']], { places: [{ pc: 1, start: 0, end: 0, statement: true }] }),
    ],
    ['a name for a local that does not exist', 'places', assembleTop(END, { locals: [{ name: 'x', slot: 0, fromPc: 0, toPc: 1 }] })],
  ];

  it.each(cases)('refuses %s', (_title, rule, program) => expect(ruleBroken(program)).toBe(rule));

  it('refuses an opcode that does not exist, and operands past the end', () => {
    const program = assembleTop(END);
    const withCode = (...words: number[]): Program => ({
      ...program,
      functions: [{ ...program.functions[0]!, code: Int32Array.from(words) }],
    });
    expect(ruleBroken(withCode(120))).toBe('opcode');
    expect(ruleBroken(withCode(-1))).toBe('opcode');
    expect(ruleBroken(withCode(0))).toBe('opcode');
  });

  it('says which function and where', () => {
    const result = verifyProgram(assemble({ functions: [{ code: END }, { code: [['UNDEFINED'], ['POP'], ['POP'], ...END] }] }));
    expect(result).toEqual({ ok: false, fault: { code: 'bytecode.unsafe', params: { functionIndex: 1, pc: 2, rule: 'stack' } } });
  });
});
