/**
 * Fibers and their turns: who runs, for how long, when it wakes. Layer: vm. The exact rules: bytecode.md §6.
 * Nothing here depends on how `run` slices its budget, so a program's course depends only on its inputs and on when time passes.
 */
import type { RobotPort } from '../robot/robot-port.ts';
import { EXIT_ENDED, EXIT_HALT, type Executor, type Exit } from './execute.ts';
import { DONE, Fiber, READY, SLEEPING, WAITING } from './fiber.ts';
import { HALT } from './fuse.ts';
import type { Machine } from './machine.ts';
import { ProgramError } from './program-error.ts';
import { Closure } from './values.ts';
import type { Instructions } from './vm.ts';

/** Weighted instructions after which a fiber gives way to another that is ready. */
export const TURN_INSTRUCTIONS = 100;
/** The shortest rest: no fiber runs twice in one millisecond because of `wait(0)` or `forever`. */
const REST_MS_MIN = 1;

/** Between two calls of `run`. */
export interface SchedulerState {
  readonly turn: number;
  readonly nextId: number;
  readonly presentMs: number;
  readonly account: number;
  readonly instructions: Instructions;
  readonly stopped: boolean;
}

export class Scheduler {
  readonly #machine: Machine;
  readonly #port: RobotPort;
  readonly #execute: Executor;
  /** Index into machine.fibers of the fiber whose turn it is. */
  #turn = 0;
  #nextId = 0;
  /** The latest robot time that the program can know of. */
  #presentMs = 0;
  /** What `run` has given and nothing has used; below 0 while the program owes. */
  #account = 0;
  /** Of the calls of `run` before the present one. */
  #carried = 0;
  #granted = 0;
  #settled = 0;
  /** No other fiber is ready, so the running one needs no turns. */
  #alone = true;
  /** The place of the halt that the running fiber passes; −1 for none. */
  #passingPc = -1;
  stopped = false;

  constructor(machine: Machine, port: RobotPort, execute: Executor) {
    this.#machine = machine;
    this.#port = port;
    this.#execute = execute;
    this.#add(new Fiber(this.#nextId++, new Closure(machine.flat.functions[0]!, [])));
  }

  get fibers(): readonly Fiber[] {
    return this.#machine.fibers;
  }

  /** The fiber that ran last, where it has not ended. */
  get latest(): Fiber | undefined {
    return this.#machine.fibers[this.#turn];
  }

  get instructions(): Instructions {
    return this.#settled + this.#granted - this.#machine.left;
  }

  state(): SchedulerState {
    const { stopped, instructions } = this;
    return { turn: this.#turn, nextId: this.#nextId, presentMs: this.#presentMs, account: this.#account, instructions, stopped };
  }

  /** The machine's fibers are set apart from this. */
  setState({ turn, nextId, presentMs, account, instructions, stopped }: SchedulerState): void {
    this.#turn = turn;
    this.#nextId = nextId;
    this.#presentMs = presentMs;
    this.#account = account;
    this.#settled = instructions;
    this.#granted = 0;
    this.#machine.left = 0;
    this.stopped = stopped;
  }

  get spent(): boolean {
    return this.#account <= 0;
  }

  /** A call of `run` begins: adds its budget and wakes the fibers whose time has come. */
  begin(budget: Instructions): void {
    this.#carried = this.#account;
    this.#account += budget;
    this.#presentMs = this.#port.nowMs();
    for (const fiber of this.fibers) {
      if (fiber.state === SLEEPING && fiber.wakeAtMs <= this.#presentMs) fiber.state = READY;
    }
  }

  /** Nobody can use what is left of the budget; a debt remains. */
  forfeit(): void {
    this.#account = Math.min(this.#account, 0);
  }

  /** At a break: what this call of `run` brought and nothing has used, or the debt it made, is the driver's again, who brings it with the next. */
  handBack(): void {
    this.#account = this.#carried;
  }

  wakeAtMs(): number {
    return this.fibers.reduce((least, fiber) => (fiber.state === SLEEPING ? Math.min(least, fiber.wakeAtMs) : least), Infinity);
  }

  /** The fiber to run now: the one whose turn it is, or else the next ready one in order of creation. */
  next(): Fiber | undefined {
    const { fibers } = this.#machine;
    const current = fibers[this.#turn];
    if (current?.state === READY && (current.turnSpent < TURN_INSTRUCTIONS || current.isHalted)) return current;
    for (let step = 1; step <= fibers.length; step++) {
      const at = (this.#turn + step) % fibers.length;
      if (fibers[at]!.state !== READY) continue;
      this.#turn = at;
      fibers[at]!.turnSpent = 0;
      return fibers[at];
    }
    return undefined;
  }

  /**
   * Runs the fiber that `next` gave until it leaves the hot loop. Throws ProgramError.
   * @param beneathHalts what the code has where it halts
   */
  runFiber(fiber: Fiber, beneathHalts: Int32Array): Exit {
    const { code } = this.#machine;
    // A fiber that was halted here runs the statement now; the halt comes back at the first safepoint, before this place can come again.
    if (fiber.haltedPc === fiber.pc && code[fiber.pc] === HALT) {
      this.#passingPc = fiber.pc;
      code[fiber.pc] = beneathHalts[fiber.pc]!;
    }
    fiber.haltedPc = -1;
    this.#grant(fiber);
    try {
      const exit = this.#execute(fiber);
      if (exit === EXIT_ENDED) this.#end(fiber);
      else if (exit === EXIT_HALT) fiber.haltedPc = fiber.pc;
      return exit;
    } finally {
      if (this.#passingPc >= 0) code[this.#passingPc] = HALT;
      this.#passingPc = -1;
      this.#settle(fiber);
    }
  }

  nowMs(): number {
    this.#presentMs = this.#port.nowMs();
    return this.#presentMs;
  }

  /** The running fiber rests. */
  rest(ms: number): void {
    this.#sleep(this.#running(), ms);
  }

  forever(body: Closure): void {
    this.#start([new Fiber(this.#nextId++, body, { loop: true })]);
  }

  parallel(bodies: readonly Closure[]): void {
    if (bodies.length === 0) return;
    const parent = this.#running();
    this.#start(bodies.map((body) => new Fiber(this.#nextId++, body, { parent })));
    parent.childrenAlive = bodies.length;
    parent.state = WAITING;
    parent.turnSpent = TURN_INSTRUCTIONS;
  }

  stop(): void {
    this.stopped = true;
    for (const fiber of this.fibers) fiber.state = DONE;
  }

  #running(): Fiber {
    return this.#machine.fibers[this.#turn]!;
  }

  #add(fiber: Fiber): void {
    this.#machine.fibers.push(fiber);
  }

  #start(added: readonly Fiber[]): void {
    const { fibers, limits } = this.#machine;
    if (fibers.length + added.length > limits.fibers) throw new ProgramError('vm.fiber-limit', { limit: limits.fibers });
    const running = this.#running();
    this.#settle(running);
    for (const fiber of added) this.#add(fiber);
    this.#grant(running);
  }

  #sleep(fiber: Fiber, ms: number): void {
    fiber.state = SLEEPING;
    fiber.turnSpent = TURN_INSTRUCTIONS;
    // NaN and everything below the shortest rest become the shortest rest.
    fiber.wakeAtMs = this.#presentMs + (ms > REST_MS_MIN ? ms : REST_MS_MIN);
  }

  #end(fiber: Fiber): void {
    if (fiber.loop !== undefined) {
      fiber.begin(fiber.loop);
      return this.#sleep(fiber, REST_MS_MIN);
    }
    fiber.state = DONE;
    const { fibers } = this.#machine;
    this.#settle(fiber);
    fibers.splice(fibers.indexOf(fiber), 1);
    // One step back, so that the next in order is the one that followed.
    this.#turn = fibers.length === 0 ? 0 : (this.#turn - 1 + fibers.length) % fibers.length;
    const before = fibers[this.#turn];
    if (before !== undefined) before.turnSpent = TURN_INSTRUCTIONS;
    const { parent } = fiber;
    if (parent !== undefined && --parent.childrenAlive === 0 && parent.state === WAITING) parent.state = READY;
  }

  /** How far the fiber may run: to the end of its turn if another is ready, to the end of the account if not, to the next safepoint past a halt. */
  #grant(fiber: Fiber): void {
    this.#alone = !this.fibers.some((other) => other !== fiber && other.state === READY);
    const turnLeft = this.#alone ? Infinity : TURN_INSTRUCTIONS - fiber.turnSpent;
    this.#granted = this.#passingPc >= 0 ? 0 : Math.min(this.#account, turnLeft);
    this.#machine.left = this.#granted;
  }

  #settle(fiber: Fiber): void {
    const used = this.#granted - this.#machine.left;
    this.#granted = this.#machine.left;
    this.#settled += used;
    this.#account -= used;
    // Why 0: where a lone fiber's turn stands would depend on how its driver slices the budget.
    if (this.#alone) fiber.turnSpent = fiber.state === READY ? 0 : TURN_INSTRUCTIONS;
    else fiber.turnSpent += used;
  }
}
