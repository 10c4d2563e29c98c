/**
 * The lesson of the open project: its steps, which one the student is at, what the checks say. Layer: web/state.
 * What is kept of it is progress-state; where lessons come from is lesson-library.
 */
import { SvelteSet } from 'svelte/reactivity';
import type { CheckOutcome } from '../../../core/pack/checks/check-outcome.ts';
import type { Check } from '../../../core/pack/checks/check-schema.ts';
import type * as Checks from '../../../core/pack/checks/evaluate.ts';
import type { RunFacts } from '../../../core/pack/checks/facts.ts';
import type { PackStep } from '../../../core/pack/pack-schema.ts';
import type { ProgressEntry } from '../../../core/protocol/progress-views.ts';
import type { ProgramFacts } from '../../../core/robot/program-facts.ts';
import type { ProgramSource } from '../../../core/language/source.ts';
import { isSameSource } from '../project-state.svelte.ts';
import type { FinishedRun } from '../run-state.svelte.ts';
import type { OpenLesson } from './load-lesson.ts';
import type { LessonLibrary } from './lesson-library.ts';
import type { LessonPlace } from './lesson-project.ts';
import type { ProgressState, StepAbout } from './progress-state.svelte.ts';

export interface LessonPorts {
  readonly library: LessonLibrary;
  readonly progress: ProgressState;
  /** The program as it stands. */
  source(): ProgramSource;
  programFacts(source: ProgramSource): Promise<ProgramFacts>;
  nowMs(): number;
}

/** Why a check has not been made: the page says it in its own words. */
export type NotChecked = 'run-first' | 'run-again' | 'unready';

export class LessonState {
  #open = $state.raw<OpenLesson | undefined>(undefined);
  #phase = $state<'none' | 'loading' | 'open' | 'missing'>('none');
  #index = $state(0);
  #isChecking = $state(false);
  #notChecked = $state<NotChecked | undefined>(undefined);
  /** Steps whose last check was made since the lesson was opened: only these are shown as news. */
  readonly #fresh = new SvelteSet<string>();
  #run: FinishedRun | undefined;
  #attempt = 0;
  /** There before any lesson is open. */
  #checks: typeof Checks | undefined;
  readonly #ports: LessonPorts;
  readonly step = $derived(this.#open?.lesson.steps[this.#index]);

  constructor(ports: LessonPorts) {
    this.#ports = ports;
  }

  get open() {
    return this.#open;
  }

  get phase() {
    return this.#phase;
  }

  get index() {
    return this.#index;
  }

  get isChecking() {
    return this.#isChecking;
  }

  get notChecked() {
    return this.#notChecked;
  }

  /** Shows the lesson of a project; undefined: the project belongs to none. */
  async show(place: LessonPlace | undefined): Promise<void> {
    const attempt = ++this.#attempt;
    this.#open = undefined;
    this.#run = undefined;
    this.#fresh.clear();
    this.#notChecked = undefined;
    this.#phase = place === undefined ? 'none' : 'loading';
    if (place === undefined) return;
    const opened = await this.#load(place).catch(() => undefined);
    if (attempt !== this.#attempt) return;
    this.#open = opened;
    this.#phase = opened === undefined ? 'missing' : 'open';
    this.#index = opened === undefined ? 0 : this.#firstToDo(opened.lesson.steps);
  }

  async #load(place: LessonPlace): Promise<OpenLesson | undefined> {
    const [{ loadLesson }, checks] = await Promise.all([import('./load-lesson.ts'), import('../../../core/pack/checks/evaluate.ts')]);
    this.#checks = checks;
    return await loadLesson(this.#ports.library, place);
  }

  #firstToDo(steps: readonly PackStep[]): number {
    const at = (kind?: PackStep['kind']) => steps.findIndex((step) => (kind === undefined || step.kind === kind) && !this.isDone(step));
    const required = at('required');
    const any = required >= 0 ? required : at();
    return Math.max(0, any);
  }

  aboutOf(step: PackStep): StepAbout {
    const { packId, lessonId, lesson } = this.#open!;
    const required = lesson.steps.filter(({ kind }) => kind === 'required').length;
    return { packId, lessonId, stepId: step.id, kind: step.kind, of: { required, optional: lesson.steps.length - required } };
  }

  progressOf(step: PackStep): ProgressEntry | undefined {
    return this.#open === undefined ? undefined : this.#ports.progress.of(this.aboutOf(step));
  }

  isDone(step: PackStep): boolean {
    return this.progressOf(step)?.doneAtMs !== undefined;
  }

  /** Its last check was made while the lesson has been open. */
  isFresh(step: PackStep): boolean {
    return this.#fresh.has(step.id);
  }

  goTo(index: number): void {
    const count = this.#open?.lesson.steps.length ?? 0;
    this.#index = Math.min(Math.max(0, index), Math.max(0, count - 1));
    this.#notChecked = undefined;
  }

  answer(step: PackStep, question: string, answer: string): void {
    const answers = { ...this.progressOf(step)?.answers, [question]: answer };
    this.#ports.progress.change(this.aboutOf(step), { answers });
  }

  /** For a step without a check: the student says so. */
  sayDone(step: PackStep): void {
    this.#ports.progress.change(this.aboutOf(step), { doneAtMs: this.#ports.nowMs() });
  }

  /** The present step, by its program, its last run and its answers. */
  async check(): Promise<void> {
    const { step } = this;
    if (step?.check === undefined || this.#isChecking) return;
    this.#notChecked = this.#whyNot(step.check);
    if (this.#notChecked !== undefined) return;
    this.#isChecking = true;
    try {
      const program = this.#checks!.needsOf(step.check).program ? await this.#ports.programFacts(this.#ports.source()) : undefined;
      this.#judge(step, { program, run: this.#run?.facts, isAsked: true });
    } catch {
      this.#notChecked = 'unready';
    } finally {
      this.#isChecking = false;
    }
  }

  /** What ran is what is checked: a run of an older text says nothing about this one. */
  #whyNot(check: Check): NotChecked | undefined {
    if (!this.#checks!.needsOf(check).run) return undefined;
    if (this.#run === undefined) return 'run-first';
    return isSameSource(this.#run.source, this.#ports.source()) ? undefined : 'run-again';
  }

  /** After each run: the present step is judged, and any other that the run fulfils is done too. */
  async note(run: FinishedRun): Promise<void> {
    const opened = this.#open;
    if (opened === undefined) return;
    this.#run = run;
    this.#notChecked = undefined;
    const program = await this.#ports.programFacts(run.source).catch(() => undefined);
    if (program === undefined || this.#open !== opened) return;
    for (const step of opened.lesson.steps) {
      if (step.check === undefined || !this.#checks!.needsOf(step.check).run) continue;
      const isPresent = step === this.step;
      if ((step.track ?? opened.lesson.track) !== run.facts.trackId && !isPresent) continue;
      if (isPresent || !this.isDone(step)) this.#judge(step, { program, run: run.facts, isAsked: isPresent });
    }
  }

  #judge(
    step: PackStep,
    made: { readonly program: ProgramFacts | undefined; readonly run: RunFacts | undefined; readonly isAsked: boolean },
  ): void {
    const before = this.progressOf(step);
    const { program, run, isAsked } = made;
    const outcome = this.#checks!.evaluate(step.check!, {
      answers: before?.answers ?? {},
      ...(program === undefined ? {} : { program }),
      ...(run === undefined ? {} : { run }),
    });
    if (!isAsked && !outcome.passed) return;
    this.#fresh.add(step.id);
    const atMs = this.#ports.nowMs();
    this.#ports.progress.change(this.aboutOf(step), {
      attempts: (before?.attempts ?? 0) + 1,
      lastCheck: lastCheckOf(outcome, atMs),
      ...(outcome.passed ? { doneAtMs: before?.doneAtMs ?? atMs } : {}),
    });
  }
}

/** Values of a program can be long; a sentence needs their beginning. */
const PARAM_CHARACTERS_MAX = 120;

function lastCheckOf(outcome: CheckOutcome, atMs: number): NonNullable<ProgressEntry['lastCheck']> {
  if (outcome.passed) return { passed: true, atMs };
  const { code, reason } = outcome;
  const params = Object.fromEntries(
    Object.entries(outcome.params).map(([name, value]) => [name, typeof value === 'string' ? value.slice(0, PARAM_CHARACTERS_MAX) : value]),
  );
  return { passed: false, atMs, code, params, ...(reason === undefined ? {} : { reason }) };
}
