/**
 * A simulated run that can be taken back. Layer: run.
 * While it runs it keeps a keyframe every 100 ms and everything that came from outside. To be at any moment of it again, the keyframe before is
 * restored and what followed is done again, unheard and unrecorded. Who goes on from a moment of the past begins another run with the same
 * beginning (a branch): the first run's recording ends where it had got to, and the branch has a recording of its own, whole from its start.
 */
import { assert } from '../base/assert.ts';
import { fail, ok, type Result } from '../base/result.ts';
import type { OutsideNews } from '../robot/outside-news.ts';
import type { StatementListener, StepKind, VmEdit } from '../vm/vm.ts';
import { Keyframes } from './keyframes.ts';
import type { Moment } from './run-driver.ts';
import type { Keyframe, RunSetup } from './run-setup.ts';
import type { RunFaultCode } from './run-types.ts';

/** One course of a run: what is set up anew where it branches. */
export interface Course {
  readonly setup: RunSetup;
  /** Lets a millisecond of its world pass. */
  readonly step: () => void;
}

export interface CourseOptions {
  /** Where it leaves the course before; absent for the first. */
  readonly branch?: { readonly atMs: number };
  /** Must be called once at the start and after each millisecond of robot time. */
  readonly onMs: (nowMs: number) => void;
}

export interface RewindableRunOptions {
  readonly begin: (options: CourseOptions) => Course;
  /** Another course has taken over, and stands paused where the one before was taken back to; that one has ended. */
  readonly onBranch: (course: Course, before: Course) => void;
}

/** What came from outside, and when. */
interface Happened {
  readonly moment: Moment;
  readonly what: { readonly news: OutsideNews } | { readonly edit: VmEdit };
}

/** What one run remembers of the outside: hours of a driver's keys. Later news only holds until the next, so a run beyond is not taken back. */
const HAPPENED_MAX = 200_000;

type RewindFaultCode = Extract<RunFaultCode, 'run.cannot-rewind'>;

function isSameMoment(a: Moment, b: Moment): boolean {
  return a.atMs === b.atMs && a.isMsDone === b.isMsDone && (a.isMsDone || a.instructions === b.instructions);
}

/** Does `a` come before `b`, or is it the same? Halts in a millisecond come before its end. */
function isUpTo(a: Moment, b: Moment): boolean {
  if (a.atMs !== b.atMs) return a.atMs < b.atMs;
  if (a.isMsDone || b.isMsDone) return b.isMsDone;
  return a.instructions <= b.instructions;
}

export class RewindableRun {
  readonly #options: RewindableRunOptions;
  #course: Course;
  #keyframes = new Keyframes();
  #happened: Happened[] = [];
  #breakpoints: Parameters<RunSetup['vm']['setBreakpoints']>[0] = [];
  #listener: StatementListener | undefined;
  /** The end of what has happened, while the run stands at a moment before it. */
  #latest: Moment | undefined;
  /** The course has ended and its recording is closed; it is only looked at, and who goes on begins a branch. */
  #isOver = false;

  constructor(options: RewindableRunOptions) {
    this.#options = options;
    this.#course = this.#begin(undefined);
  }

  #begin(branch: { readonly atMs: number } | undefined): Course {
    return this.#options.begin({ ...(branch === undefined ? {} : { branch }), onMs: (nowMs) => this.#onMs(nowMs) });
  }

  #onMs(nowMs: number): void {
    const { setup } = this.#course;
    if (!setup.isMuted && this.#keyframes.isDue(nowMs)) this.#keyframes.add(setup.keyframe());
  }

  /** One course ends and another comes to the same moment: all this has been heard before. */
  isBranching = false;

  get setup(): RunSetup {
    return this.#course.setup;
  }

  /** Robot time to which the run can be taken back, and up to which it has happened. */
  get timeline(): { readonly fromMs: number; readonly toMs: number } {
    const toMs = (this.#latest ?? this.setup.driver.moment).atMs;
    return { fromMs: this.#keyframes.oldestMs ?? toMs, toMs };
  }

  /** It has ended, and stands paused at some moment before its end. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** How far back an ended run can be looked at; undefined where it cannot. */
  get timelineOfEnd(): { readonly fromMs: number; readonly toMs: number } | undefined {
    const { oldestMs } = this.#keyframes;
    const mayReopen = this.setup.driver.state === 'ended' && oldestMs !== undefined && this.#happened.length < HAPPENED_MAX;
    return mayReopen ? { fromMs: oldestMs, toMs: this.setup.driver.moment.atMs } : undefined;
  }

  /** After the end: paused before the last statement that began, or where the last millisecond was done. Errors: `run.cannot-rewind`. */
  reopen(): Result<void, RewindFaultCode> {
    if (this.timelineOfEnd === undefined) return fail('run.cannot-rewind');
    const { atMs } = this.setup.driver.moment;
    const end: Moment = { atMs, instructions: 0, isMsDone: true };
    const msBefore: Moment = { atMs: Math.max(0, atMs - 1), instructions: 0, isMsDone: true };
    const statement = this.#statementBefore(end, undefined);
    this.#isOver = true;
    this.#latest = statement !== undefined && (atMs === 0 || isUpTo(msBefore, statement)) ? statement : msBefore;
    this.#goTo(this.#latest);
    return ok(undefined);
  }

  /** It stands at a moment of the past. */
  get isPast(): boolean {
    return this.#latest !== undefined;
  }

  setBreakpoints(points: Parameters<RunSetup['vm']['setBreakpoints']>[0]): void {
    this.#breakpoints = points;
    this.setup.vm.setBreakpoints(points);
  }

  /** Told before each statement of the run's course; not of what is only done again. After a branch it hears all from the start. */
  watchStatements(listener: StatementListener | undefined): void {
    this.#listener = listener;
    this.setup.vm.watchStatements(listener);
  }

  tell(news: OutsideNews): void {
    if (this.isPast) return;
    this.#note({ news });
    this.setup.tell(news);
  }

  /** While paused. In the past it begins a branch. Errors: see Vm.edit. */
  edit(edit: VmEdit): Result<void> {
    const branched = this.#leavePast();
    if (!branched.ok) return branched;
    const edited = this.setup.edit(edit);
    if (!edited.ok) return edited;
    this.#note({ edit });
    this.setup.driver.showPaused();
    return edited;
  }

  /** While paused; in the past it begins a branch. */
  resume(): Result<void> {
    const branched = this.#leavePast();
    if (branched.ok) this.setup.driver.resume();
    return branched;
  }

  /** While paused; in the past it begins a branch. */
  step(kind: StepKind): Result<void> {
    const branched = this.#leavePast();
    if (branched.ok) this.setup.driver.step(kind);
    return branched;
  }

  /** The run ends where it had got to, not where it was taken back to. */
  stop(): void {
    if (this.#isOver) return;
    if (this.#latest !== undefined) this.#goTo(this.#latest);
    this.#latest = undefined;
    this.setup.driver.stop();
  }

  /** While paused: to this robot time, or to where the run had got to. Errors: `run.cannot-rewind`. */
  rewind(toMs: number): Result<void, RewindFaultCode> {
    const latest = this.#latest ?? this.setup.driver.moment;
    const atMs = Math.max(Math.floor(toMs), this.timeline.fromMs);
    return this.#show(atMs >= latest.atMs ? latest : { atMs, instructions: 0, isMsDone: true });
  }

  /** While paused: to the statement before this one, of the fiber that halted here, or of any where none did. Errors: `run.cannot-rewind`. */
  stepBack(fiber: number | undefined): Result<void, RewindFaultCode> {
    const here = this.setup.driver.moment;
    if (!this.#mayRewind) return fail('run.cannot-rewind');
    this.#latest ??= here;
    const before = this.#statementBefore(here, fiber);
    return this.#show(before ?? here);
  }

  get #mayRewind(): boolean {
    return this.setup.driver.state === 'paused' && this.#keyframes.count > 0 && this.#happened.length < HAPPENED_MAX;
  }

  #show(moment: Moment): Result<void, RewindFaultCode> {
    if (!this.#mayRewind) return fail('run.cannot-rewind');
    const latest = this.#latest ?? this.setup.driver.moment;
    this.#goTo(moment);
    this.#latest = isSameMoment(moment, latest) && !this.#isOver ? undefined : latest;
    this.setup.driver.showPaused();
    return ok(undefined);
  }

  #note(what: Happened['what']): void {
    if (this.#happened.length < HAPPENED_MAX) this.#happened.push({ moment: this.setup.driver.moment, what });
  }

  /** Restores what comes before and does the rest again. */
  #goTo(moment: Moment): void {
    this.#again(this.#keyframes.before(moment.atMs)!, moment);
  }

  #again(from: Keyframe, to: Moment, listener?: StatementListener): void {
    const { setup } = this.#course;
    setup.isMuted = true;
    setup.vm.watchStatements(listener);
    setup.vm.setBreakpoints([]);
    setup.goBack(from);
    this.#repeat(
      to,
      this.#happened.filter(({ moment }) => !isUpTo(moment, startOf(from)) && isUpTo(moment, to)),
      listener !== undefined,
    );
    setup.vm.setBreakpoints(this.#breakpoints);
    setup.vm.watchStatements(this.#listener);
    setup.isMuted = false;
  }

  /** Goes on from where the course stands, through what happened on the way. @param mayEnd who looks for a statement may come to the end */
  #repeat(to: Moment, happened: readonly Happened[], mayEnd: boolean): void {
    const { setup, step } = this.#course;
    let here: Moment | undefined;
    const goOn = (moment: Moment): void => {
      const isThere = here !== undefined && isSameMoment(here, moment);
      assert(isThere || setup.driver.catchUp(moment, step) || mayEnd, 'a moment of this run comes before its end');
      here = moment;
    };
    for (const { moment, what } of happened) {
      goOn(moment);
      if ('news' in what) setup.tell(what.news);
      else setup.edit(what.edit);
    }
    goOn(to);
  }

  /** The last statement that a fiber began before `here`; looked for from keyframe to keyframe. */
  #statementBefore(here: Moment, fiber: number | undefined): Moment | undefined {
    const { setup } = this.#course;
    let until = here;
    for (;;) {
      const from = this.#keyframes.before(until.atMs)!;
      let found: Moment | undefined;
      this.#again(from, until, (statement) => {
        if (fiber !== undefined && statement.fiber !== fiber) return;
        const moment = { atMs: setup.driver.moment.atMs, instructions: statement.instructions, isMsDone: false };
        if (!isSameMoment(moment, here)) found = moment;
      });
      if (found !== undefined || from.atMs <= (this.#keyframes.oldestMs ?? 0)) return found;
      until = { atMs: from.atMs - 1, instructions: 0, isMsDone: true };
    }
  }

  /** The present course ends as it was; another begins, and has come to the same moment when this returns. */
  #leavePast(): Result<void, RewindFaultCode> {
    const latest = this.#latest;
    if (latest === undefined) return ok(undefined);
    const before = this.#course;
    const { moment } = before.setup.driver;
    const happened = this.#happened.filter((each) => isUpTo(each.moment, moment));
    this.isBranching = true;
    if (!this.#isOver) {
      this.#goTo(latest);
      before.setup.driver.stop();
    }
    this.#latest = undefined;
    this.#isOver = false;
    this.#happened = happened;
    this.#keyframes = new Keyframes();
    this.#course = this.#begin({ atMs: moment.atMs });
    this.setup.vm.watchStatements(this.#listener);
    this.setup.driver.start();
    this.setup.driver.recall(this.setup.driver.memory());
    this.#repeat(moment, happened, false);
    this.setup.vm.setBreakpoints(this.#breakpoints);
    this.isBranching = false;
    this.#options.onBranch(this.#course, before);
    return ok(undefined);
  }
}

/** The moment at which a keyframe was taken: after the millisecond before it. */
function startOf({ atMs }: Keyframe): Moment {
  return { atMs: atMs - 1, instructions: 0, isMsDone: true };
}
