/** The compiled form against the interpreter: the same states, pauses, faults, outputs and counts, however the budget is sliced. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { VerifiedProgram } from '../../core/bytecode/verifier.ts';
import { createCompiler } from '../../core/language/compile.ts';
import { compiledForm } from '../../core/vm/compiled/compiled-form.ts';
import { interpretedForm, type Form } from '../../core/vm/execute.ts';
import type { VmLimits } from '../../core/vm/limits.ts';
import type { VmPause } from '../../core/vm/vm.ts';
import { ProgramRun, testProfile, verified } from '../builders/program-run.ts';
import { courseOf } from '../builders/vm-course.ts';
import { WatchedForm } from '../builders/vm-portrait.ts';
import { corpusPrograms, type CorpusProgram } from './corpus.ts';

const LAST_BUDGET = 1e7;

const FULL = process.env['GUIJI_TEST_FULL'] === '1';
const SEED = Number(process.env['GUIJI_TEST_SEED'] ?? 1);
const RUNS = FULL ? 5000 : 60;
/** `npm test` takes every third program, by seed which. */
const SAMPLES = 3;
const TIMEOUT_MS = 600_000;

const compiler = createCompiler();
const programs = corpusPrograms();

function programOf({ files, title }: Pick<CorpusProgram, 'files' | 'title'>): VerifiedProgram {
  const { program } = compiler.compile(files, testProfile);
  if (program === undefined) throw new Error(title);
  return verified(program);
}

function expectEqualCourses(program: VerifiedProgram, budgets: readonly number[], limits: Partial<VmLimits> = {}): void {
  const interpreted = courseOf(program, { form: interpretedForm, budgets, limits });
  expect(courseOf(program, { form: compiledForm, budgets, limits })).toEqual(interpreted);
}

/** So small that programs meet them. */
const limits = fc.record({ memoryBytes: fc.integer({ min: 500, max: 30_000 }), callDepth: fc.integer({ min: 2, max: 60 }) });
const budgets = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 8 });

describe('the compiled form goes the interpreter’s course', () => {
  it.each(FULL ? programs : programs.filter((_, index) => index % SAMPLES === SEED % SAMPLES))('$feature: $title', (program) => {
    const compiled = programOf(program);
    expectEqualCourses(compiled, [LAST_BUDGET]);
    expectEqualCourses(compiled, [1, 37, 2000]);
  });
});

describe('in random slices, within random limits', { timeout: TIMEOUT_MS }, () => {
  it('the course is the same', () => {
    fc.assert(
      fc.property(fc.constantFrom(...programs), budgets, fc.option(limits), (program, slices, within) => {
        expectEqualCourses(programOf(program), slices, within ?? {});
      }),
      { verbose: true, numRuns: RUNS },
    );
  });
});

/** Found by the random slices: the interpreter had taken the constructor off the stack before there was no memory for its class. */
it('a class for which there is no memory leaves the same state', () => {
  const program = verified(
    compiler.compile([{ path: 'main.ts', text: 'class A { mine = 1; }\nclass B extends A {}\n' }], testProfile).program!,
  );
  for (let memoryBytes = 100; memoryBytes < 700; memoryBytes += 20) expectEqualCourses(program, [1], { memoryBytes });
});

describe('functions of the robot and of Math', () => {
  const given = ['0.5', '-3', 'NaN', '99', '1 / 0', '"2"', 'true', 'null', 'undefined', '{ valueOf: () => 3 }', '[4]'];
  const calls = [
    'line.read(a)',
    'car.drive(a, b)',
    'buzzer.tone(a, b)',
    'random(a, b)',
    'Math.max(a, b)',
    'Math.floor(a)',
    'Math.atan2(a, b)',
    'a ** b',
  ];

  it.each(calls)('%s takes whatever it is given, as in the interpreter', (call) => {
    const text = `const all: any[] = [${given.join(', ')}];\nfor (const a of all) {\n  for (const b of all) log(${call}, time());\n}\n`;
    expectEqualCourses(programOf({ title: call, files: [{ path: 'main.ts', text }] }), [LAST_BUDGET]);
  });
});

describe('a program that is halted', () => {
  const text = 'let n = 0;\nfunction more(by: number): number {\n  return n + by;\n}\nwhile (n < 3000) {\n  n = more(1);\n}\nlog(n);\n';

  /** Breaks at the return three times, steps once each, then runs on without breakpoints. */
  function halted(form: Form): readonly string[] {
    const watched = new WatchedForm(form);
    const { vm, lines } = new ProgramRun(text, { form: watched.form });
    const seen: string[] = [];
    const note = (pause: VmPause): void => void seen.push(`${JSON.stringify(pause)} ${vm.instructions} ${watched.portrait()}`);
    note(vm.run(5000));
    vm.setBreakpoints([{ file: 0, start: text.indexOf('return') }]);
    for (let i = 0; i < 3; i++) {
      note(vm.run(5000));
      note(vm.step(5000, 'into'));
    }
    vm.setBreakpoints([]);
    for (let i = 0; i < 50; i++) note(vm.run(5000));
    return [...seen, ...lines];
  }

  it('halts, steps and goes on alike in both forms', () => {
    expect(halted(compiledForm)).toEqual(halted(interpretedForm));
  });
});
