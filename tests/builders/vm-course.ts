/** For tests: all that a program does in slices of a budget, with the whole state of its VM after each, as text. */
import type { VerifiedProgram } from '../../core/bytecode/verifier.ts';
import type { Form } from '../../core/vm/execute.ts';
import type { VmLimits } from '../../core/vm/limits.ts';
import { ProgramRun } from './program-run.ts';
import { WatchedForm } from './vm-portrait.ts';

const SLICES_MAX = 400;
const LAST_BUDGET = 1e7;
const MS_PER_SLICE = 1;

export interface CourseOptions {
  readonly form: Form;
  /** Taken in turn; what is left after many slices is done at once. */
  readonly budgets: readonly number[];
  readonly limits?: Partial<VmLimits>;
}

export function courseOf(program: VerifiedProgram, { form, budgets, limits = {} }: CourseOptions): readonly string[] {
  const watched = new WatchedForm(form);
  const run = new ProgramRun(program, { form: watched.form, limits });
  const course: string[] = [];
  for (let slice = 0; slice <= SLICES_MAX; slice++) {
    const pause = run.vm.run(slice === SLICES_MAX ? LAST_BUDGET : budgets[slice % budgets.length]!);
    course.push(`${JSON.stringify(pause)} ${run.vm.instructions} ${watched.portrait()}`);
    if (pause.kind === 'done' || pause.kind === 'error') break;
    run.robot.atMs += MS_PER_SLICE;
  }
  return [...course, ...run.lines, JSON.stringify([run.robot.reads, run.robot.writes])];
}
