import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RobotPort } from '../../robot/robot-port.ts';
import { createBoardVm } from '../../vm/board/board-vm.ts';
import { DEFAULT_PROFILE_ID, shippedProfile } from '../../../firmware-profiles/index.ts';
import { C, COMPACT_NAMES } from './opcodes.ts';
import { decodeCompact, encodeCompact, type CompactProgram } from './program.ts';
import { encodeText } from './texts.ts';
import { verifyCompact } from './verifier.ts';

const RUNS = process.env['GUIJI_TEST_FULL'] === '1' ? 100_000 : 3000;
const profile = shippedProfile(DEFAULT_PROFILE_ID)!;
const port: RobotPort = { profile, nowMs: () => 0, read: () => 1, write: () => {}, stopAll: () => {} };

function programOf(code: readonly number[], more: Partial<CompactProgram> = {}): CompactProgram {
  return {
    globals: 2,
    arrays: [
      { length: 3, element: 3 },
      { length: 2, element: 0 },
    ],
    functions: [{ entry: 0, params: 0, locals: 2, stackMax: 4, returns: false }],
    texts: [encodeText(['x ', { kind: 'float' }]), encodeText(['red'])],
    ...{ fibers: 1, mainStack: 12, fiberStack: 8, code: Uint8Array.from(code) },
    ...more,
  };
}

function ruleOf(program: CompactProgram): string {
  const verdict = verifyCompact(program);
  return verdict.ok ? 'ok' : String(verdict.fault.params['rule']);
}

describe('the verifier of the compact form', () => {
  it.each([
    ['a return', [C.RETURN_VOID], 'ok'],
    ['a loop', [C.JUMP, 0xfe], 'ok'],
    ['a branch with an operand left', [0xc8, 0xc8, C.JUMP_IF_TRUE, 0, C.POP, C.RETURN_VOID], 'jump'],
    ['a jump into an operand', [C.PUSH_I8, 0, C.POP, C.JUMP, 0xfc], 'jump'],
    ['a jump out of the function', [C.JUMP, 5], 'jump'],
    ['no end', [0xc8, C.POP], 'end'],
    ['an empty stack', [C.ADD_I, C.RETURN_VOID], 'stack'],
    ['a stack that is too deep', [0xc8, 0xc8, 0xc8, 0xc8, 0xc8, C.RETURN_VOID], 'stack'],
    ['an unknown opcode', [COMPACT_NAMES.length, C.RETURN_VOID], 'opcode'],
    ['an operand that is cut off', [C.PUSH_F32, 0], 'operand'],
    ['a local that is not there', [0x82, C.POP, C.RETURN_VOID], 'operand'],
    ['a global that is not there', [0xa2, C.POP, C.RETURN_VOID], 'operand'],
    ['an array that is not there', [0xc8, C.GET, 2, C.POP, C.RETURN_VOID], 'operand'],
    ['a content that is cut off', [C.DATA, 0, 1, 2, 3, C.RETURN_VOID], 'operand'],
    ['a value from a function that gives none', [0xc8, C.RETURN], 'operand'],
    ['a text with places as a name', [0xe0, C.PLOT, 0, C.RETURN_VOID], 'text'],
    ['a text without its value', [C.LOG, 0, C.RETURN_VOID], 'stack'],
    ['a colour without a text', [C.NATIVE, 15, C.RETURN_VOID], 'operand'],
  ])('answers to %s', (_, code, rule) => {
    expect(ruleOf(programOf(code))).toBe(rule);
  });

  it('refuses a first stack that is too small', () => {
    expect(ruleOf(programOf([C.RETURN_VOID], { mainStack: 5 }))).toBe('stack-size');
  });

  it('lets no bytes pass that then reach outside what is theirs', () => {
    const byte = fc.oneof(
      { weight: 3, arbitrary: fc.integer({ min: 0, max: COMPACT_NAMES.length - 1 }) },
      { weight: 2, arbitrary: fc.constantFrom(0x80, 0x81, 0x90, 0x91, 0xa0, 0xb1, 0xc8, 0xc9, 0xe1, 0xf0) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 255 }) },
    );
    let passed = 0;
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 14 }), (bytes) => {
        const verdict = verifyCompact(programOf([...bytes, C.JUMP, 0xfe]));
        if (!verdict.ok) return;
        passed++;
        const vm = createBoardVm({ program: verdict.value, port, seed: 1, onEffect: () => {} });
        for (let i = 0; i < 4; i++) vm.run(300);
      }),
      { verbose: true, numRuns: RUNS },
    );
    expect(passed).toBeGreaterThan(RUNS / 200);
  });
});

describe('the bytes of the compact form', () => {
  it('come back as they were', () => {
    const program = programOf([C.RETURN_VOID]);
    expect(decodeCompact(encodeCompact(program))).toEqual({ ok: true, value: program });
  });

  it('are refused with a code wherever they are cut or changed', () => {
    const bytes = encodeCompact(programOf([C.RETURN_VOID]));
    for (let length = 0; length < bytes.length; length++) expect(decodeCompact(bytes.slice(0, length)).ok).toBe(false);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (random) => {
        decodeCompact(random);
        decodeCompact(Uint8Array.from([...bytes.slice(0, 3), ...random]));
      }),
      { verbose: true, numRuns: 1000 },
    );
    const newer = Uint8Array.from(bytes);
    newer[2] = 2;
    expect(decodeCompact(newer)).toMatchObject({ ok: false, fault: { code: 'bytecode.newer-version' } });
  });
});
