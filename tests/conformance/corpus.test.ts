/** JavaScript's meaning is the reference: small programs run in our VM and in Node, and must print the same. */
import { describe, expect, it } from 'vitest';
import { decodeProgram, encodeProgram } from '../../core/bytecode/encoding.ts';
import { verifyProgram, type VerifiedProgram } from '../../core/bytecode/verifier.ts';
import { createCompiler } from '../../core/language/compile.ts';
import type { ProgramSource } from '../../core/language/source.ts';
import type { RobotPort } from '../../core/robot/robot-port.ts';
import { createInterpreter } from '../../core/vm/interpreter.ts';
import { DEFAULT_PROFILE_ID, shippedProfile } from '../../firmware-profiles/index.ts';
import { corpusPrograms, refusedPrograms, type CorpusProgram } from './corpus.ts';
import { ENDED_BY_ERROR, linesInNode, moduleLinesInNode } from './node-oracle.ts';

const SEED = 1;
const SMALL_BUDGET = 37;
const WHOLE_BUDGET = 1e9;

const compiler = createCompiler();
const profile = shippedProfile(DEFAULT_PROFILE_ID)!;

function compiled(source: ProgramSource): VerifiedProgram {
  const { program, diagnostics } = compiler.compile(source, profile);
  if (!program) throw new Error(JSON.stringify(diagnostics));
  const decoded = decodeProgram(encodeProgram(program));
  expect(decoded.ok && decoded.value).toEqual(program);
  const verified = verifyProgram(program);
  if (!verified.ok) throw new Error(JSON.stringify(verified.fault));
  return verified.value;
}

function inVm(program: VerifiedProgram, budget: number): { readonly lines: readonly string[]; readonly instructions: number } {
  const lines: string[] = [];
  const port: RobotPort = { profile, nowMs: () => 0, read: () => 0, write: () => {}, stopAll: () => {} };
  const onEffect = (effect: { readonly kind: string; readonly text?: string }): void => void lines.push(effect.text ?? '');
  const vm = createInterpreter({ program, port, seed: SEED, onEffect });
  let pause = vm.run(budget);
  while (pause.kind === 'budget') pause = vm.run(budget);
  if (pause.kind === 'error') lines.push(ENDED_BY_ERROR);
  return { lines, instructions: vm.instructions };
}

function expectAsInNode({ files }: CorpusProgram, expected: readonly string[]): void {
  const program = compiled(files);
  const whole = inVm(program, WHOLE_BUDGET);
  expect(whole.lines).toEqual(expected);
  expect(inVm(program, SMALL_BUDGET)).toEqual(whole);
}

const programs = corpusPrograms();
const single = programs.filter(({ files }) => files.length === 1);
const several = programs.filter(({ files }) => files.length > 1);
const features = [...new Set(single.map(({ feature }) => feature))];

describe.each(features)('%s: in the VM as in Node', (feature) => {
  it.each(single.filter((program) => program.feature === feature))('$title', (program) => {
    expectAsInNode(program, linesInNode(program.files[0]!.text));
  });
});

describe('several files: in the VM as in Node', () => {
  const expected = moduleLinesInNode(several);

  it('each has its lines', () => expect(expected).toHaveLength(several.length));

  it.each(several.map((program, i) => ({ ...program, i })))('$feature: $title', (program) => {
    expectAsInNode(program, expected[program.i]!);
  });
});

describe('programs that must be refused', () => {
  it.each(refusedPrograms())('$feature: $title', ({ files, problems }) => {
    const found = compiler.check(files, profile).filter(({ severity }) => severity === 'error');
    expect(found.map(({ code, file, line, column }) => `${code} ${files[file]!.path}:${line}:${column}`)).toEqual(problems);
  });
});

describe('the corpus', () => {
  it('has no two programs of one title in a feature', () => {
    const names = [...programs, ...refusedPrograms()].map(({ feature, title }) => `${feature}: ${title}`);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });
});
