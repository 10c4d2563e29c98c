/**
 * Joins a Vm and a robot in time. Layer: run. One loop for all robots; only `RobotTime` differs.
 *
 * In each millisecond of robot time the VM gets its quota of weighted instructions (or sleeps), then the millisecond passes:
 *
 *     const driver = createRunDriver({ vm, port, time });
 *     driver.start();
 *     driver.advance();           // headless: until the run ends
 *     paceRun({ driver, time, clock }) // else: comes back by the clock, see pace.ts
 *
 * A pause, a step or a breakpoint falls between two instructions and takes nothing from the quota, so results do not depend on them.
 * Whatever ends a run, `port.stopAll()` comes before the event that says so.
 */
import { Emitter, type Events } from '../base/emitter.ts';
import type { RobotPort } from '../robot/robot-port.ts';
import type { CodePosition, Instructions, ProgramFault, StepKind, Vm, VmPause, VmView } from '../vm/vm.ts';
import type { RobotTime } from './robot-time.ts';
import type { RunEnd } from './run-types.ts';

/** For live and simulated runs; an 8-bit board gets about 100. */
export const QUOTA_PER_MS = 2000;

export type RunState = 'ready' | 'running' | 'paused' | 'ended';

export type RunEvent =
  /** `position` is absent where no fiber has a place in the text, `fiber` where none has halted. */
  | {
      readonly kind: 'paused';
      readonly atMs: number;
      readonly position?: CodePosition;
      readonly fiber?: number;
      readonly view: VmView;
    }
  | { readonly kind: 'resumed'; readonly atMs: number }
  /** The last event. `fault` exactly where `end` is 'error'. */
  | { readonly kind: 'ended'; readonly atMs: number; readonly end: RunEnd; readonly fault?: ProgramFault };

export interface RunDriverOptions {
  readonly vm: Vm;
  /** The robot itself. The VM may have been made with a port around it (ObservedPort), so that only its own calls are recorded. */
  readonly port: RobotPort;
  readonly time: RobotTime;
  readonly quotaPerMs?: Instructions;
  /** The run ends as 'time-limit' at this robot time; absent: never. */
  readonly limitMs?: number;
  /** Turns that were cut short, counted from 0, when a recording is run again: the instructions before which each halts; see recorded-turns.ts. */
  readonly halts?: ReadonlyMap<number, Instructions>;
  /** Before each turn of the VM, for recorders. */
  readonly onTurn?: (budget: Instructions) => void;
  /** Once at the start and after each millisecond of robot time, with the present robot time. */
  readonly onMs?: (nowMs: number) => void;
  /** Before the event of the end. */
  readonly onEnd?: (end: RunEnd, fault: ProgramFault | undefined) => void;
}

/** Where in time a run stands. */
export interface Moment {
  readonly atMs: number;
  readonly instructions: Instructions;
  /** The VM has had its share of this millisecond; else it is halted before the statement that begins at `instructions`. */
  readonly isMsDone: boolean;
}

/** What a driver remembers from turn to turn. */
export interface DriverState {
  readonly budget: number;
  readonly isMsDone: boolean;
  readonly sleepsUntilMs: number;
  readonly turns: number;
}

export interface RunDriver {
  readonly state: RunState;
  readonly events: Events<RunEvent>;
  /** Robot time before which `advance` would do nothing. */
  readonly wakeAtMs: number;
  /** Turns that the VM has been given. */
  readonly turns: number;
  /** Once. `paused`: `advance` goes to its first statement and pauses there, as Step from standstill does. */
  start(options?: { readonly paused: boolean }): void;
  /** Goes on until time has to wait, or the run pauses or ends. Does nothing unless running. */
  advance(): void;
  pause(): void;
  resume(): void;
  /** One step of the present fiber, then paused again; robot time passes where the statement waits. */
  step(kind?: StepKind): void;
  /** Motors off at once. Does nothing after the end. */
  stop(): void;
  /** While paused. */
  readonly moment: Moment;
  /** Between two turns. */
  memory(): DriverState;
  /** Takes up another memory; the driver is then paused, without a word. */
  recall(memory: DriverState): void;
  /**
   * While paused: goes on, without a word, to a later moment that this run has had, and is paused there. The VM must have no breakpoints.
   * @param step lets a millisecond pass at once
   * @returns false where the program ended before it came there
   */
  catchUp(to: Moment, step: () => void): boolean;
  /** While paused: says again where, with what is there now. */
  showPaused(): void;
}

export function createRunDriver(options: RunDriverOptions): RunDriver {
  return new Driver(options);
}

/** Where the program stands: the present fiber's innermost place in the student's text. */
function positionIn(view: VmView): CodePosition | undefined {
  for (const fiber of view.fibers) {
    if (fiber.state === 'done') continue;
    const frame = fiber.frames.find(({ position }) => position.file >= 0);
    if (frame !== undefined) return frame.position;
  }
  return undefined;
}

interface HaltedAt {
  readonly position: CodePosition;
  readonly fiber: number;
}

class Driver implements RunDriver {
  state: RunState = 'ready';
  turns = 0;
  readonly #emitter = new Emitter<RunEvent>();
  readonly #options: RunDriverOptions;
  readonly #quota: Instructions;
  readonly #limitMs: number;
  /** What the VM may still do in this millisecond; below 0 after an instruction that cost more than was left. */
  #budget = 0;
  /** The VM has had its share of this millisecond. */
  #msDone = false;
  #sleepsUntilMs = -Infinity;
  #stepping: StepKind | undefined;
  #haltedAt: HaltedAt | undefined;
  /** See catchUp. */
  #catchingUpTo: Moment | undefined;

  constructor(options: RunDriverOptions) {
    this.#options = options;
    this.#quota = options.quotaPerMs ?? QUOTA_PER_MS;
    this.#limitMs = options.limitMs ?? Infinity;
  }

  get events(): Events<RunEvent> {
    return this.#emitter;
  }

  get wakeAtMs(): number {
    const now = this.#options.port.nowMs();
    return this.#msDone ? Math.max(now + 1, Math.min(this.#sleepsUntilMs, this.#limitMs)) : now;
  }

  start(how?: { readonly paused: boolean }): void {
    if (this.state !== 'ready') return;
    this.#budget = this.#quota;
    this.state = 'running';
    // Why: before it starts a program stands nowhere; one step brings it to its first statement.
    this.#stepping = how?.paused === true ? 'into' : undefined;
    this.#options.onMs?.(this.#options.port.nowMs());
  }

  advance(): void {
    const { time } = this.#options;
    while (this.state === 'running') {
      if (this.#msDone) {
        if (!time.pass()) return;
        this.#beginMs();
      } else this.#turn();
    }
  }

  #beginMs(): void {
    const now = this.#options.port.nowMs();
    // Why: what one instruction took beyond its millisecond is paid back by the next ones.
    this.#budget = Math.min(0, this.#budget) + this.#quota;
    this.#msDone = this.#budget <= 0 || now < this.#sleepsUntilMs;
    this.#options.onMs?.(now);
    if (now >= this.#limitMs) this.#end('time-limit');
  }

  #turn(): void {
    const { vm, halts, onTurn } = this.#options;
    const before = vm.instructions;
    onTurn?.(this.#budget);
    const haltAt = this.#catchingUpTo === undefined ? halts?.get(this.turns) : this.#haltOf(this.#catchingUpTo);
    this.turns++;
    const pause = this.#stepping === undefined ? vm.run(this.#budget, haltAt) : vm.step(this.#budget, this.#stepping);
    this.#budget -= vm.instructions - before;
    if (this.state === 'running') this.#honour(pause);
  }

  /** The halt that leads to the moment: in its millisecond only. */
  #haltOf({ atMs, isMsDone, instructions }: Moment): Instructions | undefined {
    return isMsDone || this.#options.port.nowMs() < atMs ? undefined : instructions;
  }

  #honour(pause: VmPause): void {
    switch (pause.kind) {
      case 'sleep':
        this.#sleepsUntilMs = pause.untilMs;
        this.#msDone = true;
        return;
      case 'budget':
        this.#msDone = true;
        return;
      case 'break':
        return this.#halt(pause);
      case 'done':
        return this.#end(pause.stopped ? 'stopped' : 'finished');
      case 'error':
        return this.#end('error', pause.fault);
    }
  }

  #halt(at: HaltedAt | undefined): void {
    this.state = 'paused';
    this.#stepping = undefined;
    this.#haltedAt = at;
    if (this.#catchingUpTo !== undefined) return;
    this.#options.time.hold();
    this.showPaused();
  }

  showPaused(): void {
    const { port, vm } = this.#options;
    const view = vm.inspect();
    const position = this.#haltedAt?.position ?? positionIn(view);
    const fiber = this.#haltedAt?.fiber;
    this.#emitter.emit({
      ...{ kind: 'paused', atMs: port.nowMs(), view },
      ...(position === undefined ? {} : { position }),
      ...(fiber === undefined ? {} : { fiber }),
    });
  }

  get moment(): Moment {
    const { port, vm } = this.#options;
    return { atMs: port.nowMs(), instructions: vm.instructions, isMsDone: this.#msDone };
  }

  memory(): DriverState {
    return { budget: this.#budget, isMsDone: this.#msDone, sleepsUntilMs: this.#sleepsUntilMs, turns: this.turns };
  }

  recall({ budget, isMsDone, sleepsUntilMs, turns }: DriverState): void {
    this.#budget = budget;
    this.#msDone = isMsDone;
    this.#sleepsUntilMs = sleepsUntilMs;
    this.turns = turns;
    this.#haltedAt = undefined;
    this.#stepping = undefined;
    this.state = 'paused';
  }

  catchUp(to: Moment, step: () => void): boolean {
    const { port } = this.#options;
    this.#catchingUpTo = to;
    this.#haltedAt = undefined;
    this.state = 'running';
    const isThere = (): boolean => port.nowMs() > to.atMs || (port.nowMs() === to.atMs && this.#msDone);
    while (this.state === 'running' && !isThere()) {
      if (this.#msDone) {
        step();
        this.#beginMs();
      } else this.#turn();
    }
    this.#catchingUpTo = undefined;
    const { state } = this as RunDriver;
    this.state = 'paused';
    return state !== 'ended';
  }

  #end(end: RunEnd, fault?: ProgramFault): void {
    const { port, onEnd } = this.#options;
    this.state = 'ended';
    if (this.#catchingUpTo !== undefined) return;
    port.stopAll();
    onEnd?.(end, fault);
    this.#emitter.emit({ kind: 'ended', atMs: port.nowMs(), end, ...(fault === undefined ? {} : { fault }) });
  }

  pause(): void {
    if (this.state === 'running') this.#halt(undefined);
  }

  resume(): void {
    if (this.state !== 'paused') return;
    this.#options.time.release();
    this.state = 'running';
    this.#emitter.emit({ kind: 'resumed', atMs: this.#options.port.nowMs() });
  }

  step(kind: StepKind = 'into'): void {
    if (this.state !== 'paused') return;
    this.#stepping = kind;
    this.resume();
  }

  stop(): void {
    if (this.state === 'ended') return;
    this.#end('stopped');
  }
}
