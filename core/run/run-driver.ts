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
import type { CodePosition, Instructions, ProgramFault, Vm, VmPause, VmView } from '../vm/vm.ts';
import type { RobotTime } from './robot-time.ts';
import type { RunEnd } from './run-types.ts';

/** For live and simulated runs; an 8-bit board gets about 100. */
export const QUOTA_PER_MS = 2000;

export type RunState = 'ready' | 'running' | 'paused' | 'ended';

export type RunEvent =
  /** `position` is absent where no fiber has a place in the text. */
  | { readonly kind: 'paused'; readonly atMs: number; readonly position?: CodePosition; readonly view: VmView }
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
  /** One statement of the present fiber, then paused again; robot time passes where the statement waits. */
  step(): void;
  /** Motors off at once. Does nothing after the end. */
  stop(): void;
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
  #isStepping = false;

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
    this.#isStepping = how?.paused ?? false;
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
    const haltAt = halts?.get(this.turns++);
    const pause = this.#isStepping ? vm.step(this.#budget, 'into') : vm.run(this.#budget, haltAt);
    this.#budget -= vm.instructions - before;
    if (this.state === 'running') this.#honour(pause);
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
        return this.#halt(pause.position);
      case 'done':
        return this.#end(pause.stopped ? 'stopped' : 'finished');
      case 'error':
        return this.#end('error', pause.fault);
    }
  }

  #halt(position: CodePosition | undefined): void {
    const { port, time, vm } = this.#options;
    this.state = 'paused';
    this.#isStepping = false;
    time.hold();
    const view = vm.inspect();
    const place = position ?? positionIn(view);
    this.#emitter.emit({ kind: 'paused', atMs: port.nowMs(), view, ...(place === undefined ? {} : { position: place }) });
  }

  #end(end: RunEnd, fault?: ProgramFault): void {
    const { port, onEnd } = this.#options;
    port.stopAll();
    this.state = 'ended';
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

  step(): void {
    if (this.state !== 'paused') return;
    this.#isStepping = true;
    this.resume();
  }

  stop(): void {
    if (this.state === 'ended') return;
    this.#end('stopped');
  }
}
