/** One run after another on the chosen robot: what the buttons do and what the page shows of it. Layer: web/state. */
import type { KitChoice } from '../../firmware-profiles/index.ts';
import type { ProgramSource } from '../../core/language/source.ts';
import {
  type CarBench,
  type DebugCommand,
  type LinkView,
  type RobotSession,
  type RunTimeline,
  type SessionEvent,
} from '../../core/protocol/robot-session.ts';
import type { AiModel } from '../../core/robot/ai-model.ts';
import type { RobotMessage } from '../../core/robot/message.ts';
import type { OutsideNews } from '../../core/robot/outside-news.ts';
import { ok, type Fault } from '../../core/base/result.ts';
import { Emitter, type Events } from '../../core/base/emitter.ts';
import type { RunFacts } from '../../core/pack/checks/facts.ts';
import type { ProblemAtPlace, RunSummary, SourcePlace } from '../../core/run/run-types.ts';
import type { RefereeEvent } from '../../core/sim/referee-events.ts';
import type { Track } from '../../core/sim/track.ts';
import type { CarAbout } from '../../core/robot/car-about.ts';
import type { Tuner } from '../../core/robot/tuner.ts';
import type { VmView } from '../../core/vm/vm.ts';
import type { PlaceInFile } from './editor-commands.svelte.ts';
import type { ConsoleState } from './console-state.svelte.ts';
import type { LanguageTools } from './language-tools.svelte.ts';
import type { RaceState } from './race-state.svelte.ts';
import { RunStory } from './run-story.ts';
import { RunningSource, type OpenFiles } from './running-source.svelte.ts';
import type { TelemetryBuffer } from './telemetry-buffer.ts';

export type RunPhase = 'connecting' | 'ready' | 'preparing' | 'running' | 'paused' | 'lost';

export interface PausedAt {
  readonly atMs: number;
  readonly place?: SourcePlace;
  readonly view: VmView;
  /** Of the fiber that halted. */
  readonly fiber?: number;
  /** How far it can be taken back; absent where it cannot. */
  readonly timeline?: RunTimeline;
}

export interface Program extends OpenFiles {
  readonly kit: KitChoice;
  readonly trackId: string;
  /** Its document, where the track does not ship. */
  readonly track?: Track | undefined;
  readonly models?: readonly AiModel[] | undefined;
  /** Kept beside the recording. */
  readonly project?: { readonly id: string; readonly name: string };
}

/** What lessons judge. */
export interface FinishedRun {
  /** Of the program that ran. */
  readonly source: ProgramSource;
  readonly facts: RunFacts;
}

/** How a person wants programs to run. */
export interface RunWishes {
  readonly seed: number;
  readonly speed: number;
}

export interface RunPorts {
  readonly wishes: RunWishes;
  readonly tools: LanguageTools;
  readonly console: ConsoleState;
  readonly telemetry: TelemetryBuffer;
  program(): Program;
  robotName(): string;
  /** What the program tells others. */
  send(messages: readonly RobotMessage[]): void;
  readonly race: Pick<RaceState, 'requests' | 'clear' | 'hear'>;
}

export class RunState {
  #phase = $state<RunPhase>('connecting');
  #problem = $state.raw<ProblemAtPlace | undefined>(undefined);
  #pausedAt = $state.raw<PausedAt | undefined>(undefined);
  #summary = $state.raw<RunSummary | undefined>(undefined);
  #session: RobotSession | undefined;
  #unsubscribe = () => {};
  #attempt = 0;
  /** It is to halt before its first statement, whatever its breakpoints. */
  #haltsAtFirst = false;
  #tuners = $state.raw<readonly Tuner[]>([]);
  #refused = $state.raw<Fault | undefined>(undefined);
  /** How far back the last run can be looked at. */
  #ended = $state.raw<RunTimeline | undefined>(undefined);
  #isLookingBack = $state(false);
  #link = $state.raw<LinkView | undefined>(undefined);
  #car = $state.raw<CarAbout | undefined>(undefined);
  readonly #finished = new Emitter<FinishedRun>();
  /** After the end of each run, whatever ended it. */
  readonly finished: Events<FinishedRun> = this.#finished;
  /** The latest of each kind. */
  readonly #news: Partial<Record<OutsideNews['kind'], OutsideNews>> = {};
  readonly #ports: RunPorts;
  readonly #running: RunningSource;
  readonly #story: RunStory;
  readonly busy = $derived(this.#phase === 'running' || this.#phase === 'paused' || this.#phase === 'preparing');

  constructor(ports: RunPorts) {
    this.#ports = ports;
    this.#running = new RunningSource(() => ports.program());
    this.#story = new RunStory(ports.console, ports.telemetry);
  }

  get phase() {
    return this.#phase;
  }

  /** What ended the last run, or took the robot away. */
  get problem() {
    return this.#problem;
  }

  get pausedAt() {
    return this.#pausedAt;
  }

  /** The files of the program that runs, or ran last. */
  get source(): ProgramSource {
    return this.#running.files;
  }

  /** In the project, while its file is still the one that ran. */
  get pausedPlace(): PlaceInFile | undefined {
    return this.inProject(this.#pausedAt?.place);
  }

  get placeOfProblem(): PlaceInFile | undefined {
    return this.#problem === undefined ? undefined : this.placeOf(this.#problem);
  }

  /** Of a problem of the program that runs, or ran last. */
  placeOf({ file = 0, start, end = start }: ProblemAtPlace): PlaceInFile | undefined {
    return start === undefined || end === undefined ? undefined : this.inProject({ file, start, end });
  }

  get summary() {
    return this.#summary;
  }

  /** The program's sliders, as they now stand. */
  get tuners() {
    return this.#tuners;
  }

  /** Which real or virtual car it is; absent for the simulated one. */
  get car() {
    return this.#phase === 'lost' || this.#phase === 'connecting' ? undefined : this.#car;
  }

  /** How long a live robot takes to answer; absent for the simulated one. */
  get link() {
    return this.#phase === 'lost' || this.#phase === 'connecting' ? undefined : this.#link;
  }

  /** Of the real car that is connected; absent for the simulated one. */
  get bench(): CarBench | undefined {
    return this.#phase === 'lost' || this.#phase === 'connecting' ? undefined : this.#session?.bench;
  }

  /** Why the last command of the debugger was not done. */
  get refused() {
    return this.#refused;
  }

  /** It has ended, and can be looked at again. */
  get mayLookBack(): boolean {
    return this.#phase === 'ready' && this.#ended !== undefined;
  }

  /** What it shows is a run that has ended. */
  get isLookingBack(): boolean {
    return this.#isLookingBack;
  }

  /** The last run, paused where it had got to. */
  async lookBack(): Promise<void> {
    const { toMs } = this.#ended ?? {};
    if (!this.mayLookBack || toMs === undefined) return;
    this.#isLookingBack = true;
    const done = await this.#session?.debug({ kind: 'rewind', toMs });
    if (done?.ok === true) return;
    this.#isLookingBack = false;
    this.#ended = undefined;
  }

  /** It stands at a moment of the past. */
  get isPast(): boolean {
    const { timeline, atMs } = this.#pausedAt ?? {};
    return timeline !== undefined && atMs !== undefined && atMs < timeline.toMs;
  }

  /** Of the debugger; nothing where no run is on. */
  async debug(command: DebugCommand): Promise<void> {
    if (!this.busy) return;
    const done = await this.#session?.debug(command);
    this.#refused = done === undefined || done.ok ? undefined : done.fault;
  }

  /** The breakpoints or the speed have changed. */
  wish(what: 'breakpoints' | 'speed'): void {
    if (!this.busy) return;
    void this.debug(
      what === 'speed' ? { kind: 'speed', speed: this.#ports.wishes.speed } : { kind: 'breakpoints', points: this.#running.halts() },
    );
  }

  /** Where a place of the program that runs, or ran last, is in the project; undefined where that file is another by now. */
  inProject(place: SourcePlace | undefined): PlaceInFile | undefined {
    return this.#running.inProject(place);
  }

  tune(index: number, value: number): void {
    if (this.busy) this.#session?.tell({ kind: 'tune', index, value });
  }

  /** Leaves the present robot, stopped, for this one. */
  async use(session: RobotSession): Promise<void> {
    const before = this.#session;
    this.#unsubscribe();
    this.#session = session;
    this.#link = undefined;
    this.#car = undefined;
    this.#unsubscribe = session.events.subscribe((event) => this.#onEvent(event));
    this.#forget();
    this.#follow(session);
    await before?.close();
  }

  /** No robot for now; it is on its way. */
  async release(): Promise<void> {
    const before = this.#session;
    this.#unsubscribe();
    this.#session = undefined;
    this.#phase = 'connecting';
    this.#forget();
    await before?.stop();
    await before?.close();
  }

  /** What the program reads of the world outside: from now on, and in the runs to come until it is told otherwise. */
  tell(news: OutsideNews): void {
    // A message is for whoever runs when it comes.
    if (news.kind === 'message') {
      if (this.busy) this.#session?.tell(news);
      return;
    }
    this.#news[news.kind] = news;
    if (this.#phase === 'running') this.#session?.tell(news);
  }

  /** From the top, with the text as it stands; a run that is on ends first. @param wishes in place of a person's */
  async run(wishes: Partial<RunWishes> = {}): Promise<void> {
    if (this.#phase !== 'preparing') await this.#start(false, wishes);
  }

  async pauseOrResume(): Promise<void> {
    if (this.#phase === 'running') await this.#session?.pause();
    else if (this.#phase === 'paused') await this.#session?.resume();
  }

  /** One statement; a program that is not running starts and halts at its first. */
  async step(): Promise<void> {
    if (this.#phase === 'paused') await this.#session?.step();
    else if (this.#phase === 'running') await this.#session?.pause();
    else if (this.#phase === 'ready') await this.#start(true);
  }

  /** Always stops, whatever the page was about to do. */
  async stop(): Promise<void> {
    this.#attempt += 1;
    const session = this.#session;
    const preparing = this.#phase === 'preparing';
    if (session === undefined) return;
    await session.stop();
    if (preparing) this.#follow(session);
  }

  async #start(haltAtFirst: boolean, wishes: Partial<RunWishes> = {}): Promise<void> {
    const session = this.#session;
    if (session === undefined || this.#phase === 'lost' || this.#phase === 'connecting') return;
    const attempt = ++this.#attempt;
    this.#problem = undefined;
    this.#phase = 'preparing';
    const program = this.#ports.program();
    const { seed = this.#ports.wishes.seed, speed = this.#ports.wishes.speed } = wishes;
    const bytecode = await this.#compile(program);
    const others = bytecode === undefined ? ok([]) : await this.#ports.race.requests(program, seed);
    if (attempt !== this.#attempt || session !== this.#session) return;
    if (!others.ok) this.#failed(others.fault);
    if (bytecode === undefined || !others.ok) return this.#follow(session);
    if (session.status.state !== 'ready') await session.stop();
    this.#forget();
    this.#running.is(program.source, bytecode);
    this.#haltsAtFirst = haltAtFirst;
    this.#tuners = [];
    this.#story.begin(program.trackId, this.#ports.robotName());
    const started = await session.run({
      source: program.source,
      bytecode,
      ...program.kit,
      trackId: program.trackId,
      ...(program.track === undefined ? {} : { track: program.track }),
      ...(program.models === undefined ? {} : { models: program.models }),
      ...(others.value.length === 0 ? {} : { others: others.value }),
      seed,
      ...(program.project === undefined ? {} : { project: program.project }),
      speed,
      breakpoints: haltAtFirst ? this.#running.everywhere() : this.#running.halts(),
    });
    if (!started.ok) this.#failed(started.fault);
    this.#follow(session);
  }

  async #compile(program: Program): Promise<Uint8Array | undefined> {
    try {
      const service = await this.#ports.tools.service();
      const answer = await service.compile(program.source, program.kit);
      this.#ports.tools.found(program.source, answer.diagnostics);
      const error = answer.diagnostics.find((diagnostic) => diagnostic.severity === 'error');
      if (answer.bytecode === undefined && error !== undefined) this.#problem = { ...error, code: 'page.program-has-errors', params: {} };
      return answer.bytecode;
    } catch (cause) {
      this.#failed({ code: 'page.compiler-missing', params: {}, cause });
      return undefined;
    }
  }

  #failed(fault: Fault): void {
    this.#problem = { code: fault.code, params: fault.params };
    this.#story.problem(this.#problem, undefined, undefined);
  }

  #forget(): void {
    this.#ports.race.clear();
    this.#pausedAt = undefined;
    this.#ended = undefined;
    this.#summary = undefined;
    this.#story.clear();
  }

  /** What the session says now; 'preparing' is ours alone. */
  #follow(session: RobotSession): void {
    this.#phase = session.status.state;
  }

  #onEvent(event: SessionEvent): void {
    const { console, telemetry } = this.#ports;
    switch (event.kind) {
      case 'status':
        if (this.#phase !== 'preparing' || event.status.state === 'lost') this.#phase = event.status.state;
        if (event.status.state !== 'paused') this.#leavePause();
        if (event.status.state === 'running') for (const news of Object.values(this.#news)) this.#session?.tell(news);
        if (event.status.state === 'lost' && event.status.problem !== undefined) this.#lost(event.status.problem);
        return;
      case 'telemetry':
        return this.#story.frames(event.frames);
      case 'log':
        return console.add(...event.entries.map((entry) => ({ kind: 'log' as const, ...entry })));
      case 'plot':
        return telemetry.plot(event.points);
      case 'among':
        return this.#ports.race.hear(event);
      case 'paused':
        return this.#paused(event);
      case 'branched':
        return this.#branched(event.atMs);
      case 'tuners':
        this.#tuners = event.tuners;
        return;
      case 'car':
        this.#car = event.car;
        return;
      case 'link':
        this.#link = event.link;
        return;
      case 'sent':
        return this.#ports.send(event.messages);
      case 'ended':
        this.#ended = event.timeline;
        return this.#finish(event.summary, event.referee ?? []);
    }
  }

  #leavePause(): void {
    if (this.#isLookingBack) this.#ports.telemetry.showPast(undefined);
    this.#pausedAt = undefined;
    this.#isLookingBack = false;
  }

  #paused(event: Extract<SessionEvent, { kind: 'paused' }>): void {
    this.#pausedAt = event;
    this.#refused = undefined;
    if (this.#haltsAtFirst) this.#wishAtFirst();
    this.#ports.telemetry.showPast(this.isPast ? event.frame : undefined);
  }

  #wishAtFirst(): void {
    this.#haltsAtFirst = false;
    this.wish('breakpoints');
  }

  /** What came after that moment is no longer so. */
  #branched(atMs: number): void {
    this.#isLookingBack = false;
    this.#summary = undefined;
    this.#problem = undefined;
    this.#story.forgetAfter(atMs);
  }

  #lost(problem: ProblemAtPlace): void {
    this.#problem = problem;
    this.#sayProblem(this.#ports.telemetry.latest?.atMs, problem);
  }

  #sayProblem(atMs: number | undefined, problem: ProblemAtPlace): void {
    this.#story.problem(problem, atMs, this.source[problem.file ?? 0]?.path);
  }

  #finish(summary: RunSummary, referee: readonly RefereeEvent[]): void {
    this.#summary = summary;
    this.#pausedAt = undefined;
    if (summary.ended === 'error' && summary.error !== undefined) {
      this.#problem = summary.error;
      this.#sayProblem(summary.simTimeS * 1000, summary.error);
    }
    this.#finished.emit({ source: this.source, facts: this.#story.finish(summary, referee) });
  }
}
