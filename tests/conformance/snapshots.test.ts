/** Any program of the corpus, halted at any instruction, goes on identically from a snapshot: in the VM it was taken of and in another. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCompiler } from '../../core/language/compile.ts';
import { DEFAULT_PROFILE_ID, shippedProfile } from '../../firmware-profiles/index.ts';
import { ProgramRun, verified } from '../builders/program-run.ts';
import { corpusPrograms, type CorpusProgram } from './corpus.ts';

const profile = shippedProfile(DEFAULT_PROFILE_ID)!;
const compiler = createCompiler();
const programs = corpusPrograms();
/** Instructions into a program; most of the corpus ends earlier. */
const STEPS_MAX = 1500;
const RUNS = 60;

interface Rest {
  readonly lines: readonly string[];
  readonly instructions: number;
  readonly kind: string;
}

function restOf(run: ProgramRun): Rest {
  const before = run.lines.length;
  const { kind } = run.finish();
  return { lines: run.lines.slice(before), instructions: run.vm.instructions, kind };
}

function goesOnIdentically({ files }: CorpusProgram, steps: number): void {
  const { program } = compiler.compile(files, profile);
  if (program === undefined) throw new Error(files[0]!.path);
  const whole = verified(program);
  const run = new ProgramRun(whole, { untilMs: 50 });
  for (let step = 0; step < steps; step++) if (run.vm.step(2000, 'instruction').kind !== 'break') return;
  const { atMs } = run.robot;
  const snapshot = run.vm.snapshot();
  const straight = restOf(run);
  for (const other of [run, new ProgramRun(whole, { untilMs: 50, seed: 5 })]) {
    other.robot.atMs = atMs;
    other.vm.restore(snapshot);
    expect(restOf(other), files[0]!.path).toEqual(straight);
  }
}

describe('a snapshot of any program of the corpus', { timeout: 120_000 }, () => {
  it('taken at any instruction goes on identically', () => {
    fc.assert(fc.property(fc.constantFrom(...programs), fc.nat(STEPS_MAX), goesOnIdentically), { verbose: true, numRuns: RUNS });
  });
});
