/** Bytecode from anywhere: whatever passes decoder and verifier runs to a pause of the VM's own, and no host error gets out. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeProgram, encodeProgram } from '../../core/bytecode/encoding.ts';
import { OPCODES, OPCODE_NAMES } from '../../core/bytecode/opcodes.ts';
import { BYTECODE_VERSION, FUNCTION_PLAIN, type Program } from '../../core/bytecode/program.ts';
import { compiledForm } from '../../core/vm/compiled/compiled-form.ts';
import { interpretedForm } from '../../core/vm/execute.ts';
import { verifyProgram } from '../../core/bytecode/verifier.ts';
import { ProgramRun, programOf } from '../builders/program-run.ts';
import { WatchedForm } from '../builders/vm-portrait.ts';
import { corpusPrograms } from './corpus.ts';

const BUDGET = 5000;
const SLICES = 4;
/** Generous: a loaded machine is slow, and this is no test of speed. */
const TIMEOUT_MS = 120_000;
const LIMITS = { memoryBytes: 200_000, callDepth: 50, fibers: 8, logLines: 50 };

const SEEDS: readonly Uint8Array[] = corpusPrograms()
  .filter(({ feature }) => feature === 'arrays' || feature === 'control')
  .slice(0, 40)
  .map(({ files }) => encodeProgram(programOf(files[0]!.text)));

/** Each must do the same. */
const WAYS = [{ form: interpretedForm }, { form: interpretedForm, fuse: false }, { form: compiledForm }];

/** Runs what passes in all ways. @returns whether it passed. */
function tryOut(program: Program): boolean {
  const verified = verifyProgram(program);
  if (!verified.ok) return false;
  const [first, ...others] = WAYS.map((way) => {
    const watched = new WatchedForm(way.form);
    const run = new ProgramRun(verified.value, { limits: LIMITS, ...way, form: watched.form });
    const pauses: string[] = [];
    for (let i = 0; i < SLICES; i++) {
      const pause = run.vm.run(BUDGET);
      pauses.push(pause.kind === 'error' ? pause.fault.code : pause.kind);
      run.vm.inspect();
      run.robot.atMs += 1;
    }
    return { pauses, lines: run.lines, instructions: run.vm.instructions, state: watched.portrait() };
  });
  for (const other of others) expect(other).toEqual(first);
  return true;
}

const mutation = fc.record({
  seed: fc.nat(SEEDS.length - 1),
  changes: fc.array(fc.tuple(fc.nat(5000), fc.nat(255)), { minLength: 1, maxLength: 4 }),
});

/** Small operands, so that many of them point at something. */
const instruction = fc.nat(OPCODE_NAMES.length - 1).chain((opcode) => {
  const { operands } = OPCODES[OPCODE_NAMES[opcode]!];
  return fc.tuple(fc.constant(opcode), ...operands.map(() => fc.nat(6)));
});

/** Random instructions over a stack that starts well filled, jumps made to land on an instruction. */
const randomProgram = fc.array(instruction, { minLength: 1, maxLength: 25 }).map((list): Program => {
  const fill = [0, 1, 2, 3, 0, 1].flatMap((constant) => [OPCODE_NAMES.indexOf('CONST'), constant]);
  const starts: number[] = [];
  let length = fill.length;
  for (const words of list) {
    starts.push(length);
    length += words.length;
  }
  const words = list.flatMap((given) => {
    const [opcode, ...operands] = given;
    const kinds = OPCODES[OPCODE_NAMES[opcode!]!].operands as readonly string[];
    return [opcode!, ...operands.map((operand, i) => (kinds[i] === 'jump' ? starts[operand % starts.length]! : operand))];
  });
  const end = [OPCODE_NAMES.indexOf('UNDEFINED'), OPCODE_NAMES.indexOf('RETURN')];
  const fn = {
    name: 'f',
    file: 0,
    paramCount: 0,
    expectedCount: 0,
    hasRest: false,
    kind: FUNCTION_PLAIN,
    thisLocal: -1,
    localCount: 4,
    stackMax: 4096,
    upvalues: [],
    handlers: [],
    upvalueNames: [],
    places: [],
    locals: [],
    code: Int32Array.from([...fill, ...words, ...end]),
  };
  return {
    version: BYTECODE_VERSION,
    files: ['main.ts'],
    constants: [1, 'push', 'Math.floor', -0.5, 'length', 'join'],
    globals: ['a', 'b'],
    natives: ['log', 'wait', 'forever', 'parallel', 'random', 'line.read', 'car.drive'],
    functions: [fn, { ...fn, upvalues: [{ from: 'local' as const, index: 0 }] }],
  };
});

describe('bytecode from anywhere', { timeout: TIMEOUT_MS }, () => {
  it('with bytes changed: refused, or runs within its limits', () => {
    fc.assert(
      fc.property(mutation, ({ seed, changes }) => {
        const bytes = SEEDS[seed]!.slice();
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        const decoded = decodeProgram(bytes);
        if (decoded.ok) tryOut(decoded.value);
      }),
      { numRuns: 1500 },
    );
  });

  it('of random instructions: refused, or runs within its limits', () => {
    let passed = 0;
    fc.assert(
      fc.property(randomProgram, (program) => {
        if (tryOut(program)) passed++;
      }),
      { numRuns: 2000 },
    );
    expect(passed).toBeGreaterThan(50);
  });

  it('of random bytes after a right head: refused', () => {
    const head = SEEDS[0]!.subarray(0, 6);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (tail) => {
        const decoded = decodeProgram(Uint8Array.of(...head, ...tail));
        if (decoded.ok) tryOut(decoded.value);
      }),
    );
  });
});
