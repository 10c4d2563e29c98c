/** Random programs of the whole language, objects, classes and exceptions included, do in both forms what they do in Node. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compiledForm } from '../../core/vm/compiled/compiled-form.ts';
import { interpretedForm, type Form } from '../../core/vm/execute.ts';
import { programOf, ProgramRun } from '../builders/program-run.ts';
import { randomProgramArbitrary } from '../builders/random-program.ts';
import { ENDED_BY_ERROR, linesInNode } from './node-oracle.ts';

const RUNS = process.env['GUIJI_TEST_FULL'] === '1' ? 4000 : 20;
const TIMEOUT_MS = 3_600_000;
const BUDGET = 1e8;

interface Course {
  readonly lines: readonly string[];
  readonly instructions: number;
}

function courseOf(program: ReturnType<typeof programOf>, form: Form): Course {
  const run = new ProgramRun(program, { form, budget: BUDGET });
  const pause = run.finishAtOnce();
  return { lines: pause.kind === 'error' ? [...run.lines, ENDED_BY_ERROR] : run.lines, instructions: run.vm.instructions };
}

describe('random programs of the whole language', { timeout: TIMEOUT_MS }, () => {
  it('print in the interpreter and in the compiled form what they print in Node', () => {
    fc.assert(
      fc.property(randomProgramArbitrary, (text) => {
        const program = programOf(text);
        const interpreted = courseOf(program, interpretedForm);
        expect(interpreted.lines, text).toEqual(linesInNode(text));
        expect(courseOf(program, compiledForm), text).toEqual(interpreted);
      }),
      { numRuns: RUNS },
    );
  });
});
