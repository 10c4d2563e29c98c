import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeProgram, encodeProgram } from './encoding.ts';
import { OPCODES, OPCODE_NAMES } from './opcodes.ts';
import { BYTECODE_VERSION, FUNCTION_CLASS, FUNCTION_DERIVED_CLASS, FUNCTION_PLAIN, type FunctionCode, type Program } from './program.ts';
import { assembleTop } from './testing/assemble.ts';

const index = fc.integer({ min: 0, max: 0x7fffffff });
/** Lone surrogates too. */
const text = fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)), maxLength: 8 });

const instruction = fc.nat(OPCODE_NAMES.length - 1).chain((opcode) => {
  const kinds = OPCODES[OPCODE_NAMES[opcode]!].operands as readonly string[];
  return fc.tuple(fc.constant(opcode), ...kinds.map((kind) => (kind === 'int' ? fc.integer() : index)));
});

const functionCode: fc.Arbitrary<FunctionCode> = fc.record({
  name: text,
  file: fc.integer({ min: -1, max: 100 }),
  paramCount: index,
  expectedCount: fc.nat(3),
  hasRest: fc.boolean(),
  kind: fc.constantFrom(FUNCTION_PLAIN, FUNCTION_CLASS, FUNCTION_DERIVED_CLASS),
  thisLocal: fc.integer({ min: -1, max: 100 }),
  localCount: index,
  stackMax: index,
  upvalues: fc.array(fc.record({ from: fc.constantFrom('local' as const, 'upvalue' as const), index }), { maxLength: 3 }),
  upvalueNames: fc.array(text, { maxLength: 3 }),
  code: fc.array(instruction, { maxLength: 20 }).map((list) => Int32Array.from(list.flat())),
  handlers: fc.array(fc.record({ from: index, to: index, target: index, depth: index }), { maxLength: 3 }),
  places: fc.array(fc.record({ pc: index, start: index, end: index, statement: fc.boolean() }), { maxLength: 3 }),
  locals: fc.array(fc.record({ name: text, slot: index, fromPc: index, toPc: index }), { maxLength: 3 }),
});

const program: fc.Arbitrary<Program> = fc.record({
  version: fc.constant(BYTECODE_VERSION),
  files: fc.array(text, { maxLength: 2 }),
  constants: fc.array(fc.oneof(fc.double(), text), { maxLength: 5 }),
  globals: fc.array(text, { maxLength: 3 }),
  natives: fc.array(text, { maxLength: 3 }),
  functions: fc.array(functionCode, { maxLength: 3 }),
});

const SMALL = assembleTop([['CONST', 0], ['POP'], ['UNDEFINED'], ['RETURN']], { constants: [-0] });
const VERSION_AT = 4;

describe('bytecode as bytes', () => {
  it('decoding gives back what was encoded', () => {
    fc.assert(
      fc.property(program, (given) => {
        expect(decodeProgram(encodeProgram(given))).toEqual({ ok: true, value: given });
      }),
    );
  });

  it('keeps minus zero and NaN', () => {
    const decoded = decodeProgram(encodeProgram({ ...SMALL, constants: [-0, NaN] }));
    expect(decoded.ok && decoded.value.constants).toEqual([-0, NaN]);
  });

  it('without debug tables it keeps all but places and names', () => {
    const decoded = decodeProgram(
      encodeProgram(assembleTop([['UNDEFINED'], ['RETURN']], { places: [{ pc: 0, start: 0, end: 1, statement: true }] }), {
        debugTables: false,
      }),
    );
    expect(decoded.ok && decoded.value.functions[0]!.places).toEqual([]);
  });

  it('refuses every truncation', () => {
    const bytes = encodeProgram(SMALL);
    for (let length = 0; length < bytes.length; length++) {
      expect(decodeProgram(bytes.subarray(0, length))).toMatchObject({ ok: false, fault: { code: 'bytecode.malformed' } });
    }
  });

  it('refuses bytes after the end', () => {
    const bytes = encodeProgram(SMALL);
    expect(decodeProgram(Uint8Array.of(...bytes, 0))).toMatchObject({
      fault: { code: 'bytecode.malformed', params: { at: bytes.length } },
    });
  });

  it('names a newer version instead of guessing', () => {
    const bytes = encodeProgram(SMALL);
    bytes[VERSION_AT] = BYTECODE_VERSION + 1;
    expect(decodeProgram(bytes)).toMatchObject({ fault: { code: 'bytecode.newer-version', params: { version: BYTECODE_VERSION + 1 } } });
  });

  it('never throws, whatever the bytes', () => {
    const head = encodeProgram(SMALL).subarray(0, VERSION_AT + 2);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (tail) => {
        decodeProgram(tail);
        decodeProgram(Uint8Array.of(...head, ...tail));
      }),
    );
  });

  it('does not believe a count that the bytes cannot hold', () => {
    const head = encodeProgram(SMALL).subarray(0, VERSION_AT + 2);
    expect(decodeProgram(Uint8Array.of(...head, 0xff, 0xff, 0xff, 0xff, 0x07)).ok).toBe(false);
  });
});
