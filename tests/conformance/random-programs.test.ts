/** Random well-formed programs do in the interpreter and in the compiled form what they do in Node; and both forms go one course, however sliced. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compiledForm } from '../../core/vm/compiled/compiled-form.ts';
import { interpretedForm } from '../../core/vm/execute.ts';
import { courseOf } from '../builders/vm-course.ts';
import { programOf, ProgramRun } from '../builders/program-run.ts';
import { runnableProgram } from '../builders/runnable-program.ts';
import { linesInNode } from './node-oracle.ts';

const RUNS = process.env['GUIJI_TEST_FULL'] === '1' ? 5000 : 30;
const TIMEOUT_MS = 3_600_000;
const ONE_BUDGET = 1e8;
/** Of the console. */
const LINE_LENGTH_MAX = 500;

const budgets = fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 6 });

function expectSame(seed: number, slices: readonly number[]): void {
  const text = runnableProgram(seed);
  const program = programOf(text);
  const expected = linesInNode(text).map((line) => (line.length > LINE_LENGTH_MAX ? `${line.slice(0, LINE_LENGTH_MAX - 1)}…` : line));
  for (const form of [interpretedForm, compiledForm]) {
    const run = new ProgramRun(program, { form, budget: ONE_BUDGET });
    const pause = run.finishAtOnce();
    expect(pause.kind === 'error' ? [...run.lines, pause.fault.code] : run.lines, text).toEqual(expected);
  }
  const course = courseOf(program, { form: interpretedForm, budgets: slices });
  expect(courseOf(program, { form: compiledForm, budgets: slices }), text).toEqual(course);
}

describe('random programs', { timeout: TIMEOUT_MS }, () => {
  it('mean the same in Node, interpreted and compiled', () => {
    fc.assert(fc.property(fc.integer(), budgets, expectSame), { verbose: true, numRuns: RUNS });
  });
});
