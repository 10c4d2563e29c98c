/**
 * Whose turn it is, for how long, and when who wakes: the rules of bytecode.md §6, for every form of the virtual machine. Layer: vm.
 * Nothing here depends on how `run` slices its budget, so a program's course depends only on its inputs and on when time passes.
 */
import type { Instructions } from './vm.ts';

/** Weighted instructions after which a fiber gives way to another that is ready. */
export const TURN_INSTRUCTIONS = 100;
/** The shortest rest: no fiber runs twice in one millisecond because of `wait(0)` or `forever`. */
const REST_MS_MIN = 1;

export const READY = 0;
export const SLEEPING = 1;
export const WAITING = 2;
export const DONE = 3;
export type FiberState = typeof READY | typeof SLEEPING | typeof WAITING | typeof DONE;

/** What of a fiber its turns depend on. */
export interface TurnTaker {
  state: FiberState;
  wakeAtMs: number;
  turnSpent: number;
  childrenAlive: number;
  /** The fiber whose `parallel` waits for this one. */
  readonly parent: TurnTaker | undefined;
  /** It goes on to the next safepoint before anything else is decided. */
  readonly isHalted?: boolean;
}

/** Where fibers run. */
export interface TurnMachine<F extends TurnTaker> {
  /** Alive, in order of creation. */
  readonly fibers: F[];
  /** What the running fiber may still spend. */
  left: number;
}

/** Between two calls of `run`. */
export interface TurnsState {
  readonly turn: number;
  readonly presentMs: number;
  readonly account: number;
  readonly instructions: Instructions;
  readonly stopped: boolean;
}

export class Turns<F extends TurnTaker> {
  readonly #machine: TurnMachine<F>;
  /** Index of the fiber whose turn it is. */
  #turn = 0;
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
  #stopped = false;

  constructor(machine: TurnMachine<F>) {
    this.#machine = machine;
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** The fiber that ran last, where it has not ended. */
  get latest(): F | undefined {
    return this.#machine.fibers[this.#turn];
  }

  /** The fiber that runs. */
  get running(): F {
    return this.#machine.fibers[this.#turn]!;
  }

  get instructions(): Instructions {
    return this.#settled + this.#granted - this.#machine.left;
  }

  get spent(): boolean {
    return this.#account <= 0;
  }

  state(): TurnsState {
    const { stopped, instructions } = this;
    return { turn: this.#turn, presentMs: this.#presentMs, account: this.#account, instructions, stopped };
  }

  /** The machine's fibers are set apart from this. */
  setState({ turn, presentMs, account, instructions, stopped }: TurnsState): void {
    this.#turn = turn;
    this.#presentMs = presentMs;
    this.#account = account;
    this.#settled = instructions;
    this.#granted = 0;
    this.#machine.left = 0;
    this.#stopped = stopped;
  }

  /** A call of `run` begins: adds its budget and wakes the fibers whose time has come. */
  begin(budget: Instructions, nowMs: number): void {
    this.#carried = this.#account;
    this.#account += budget;
    this.setPresent(nowMs);
    for (const fiber of this.#machine.fibers) {
      if (fiber.state === SLEEPING && fiber.wakeAtMs <= nowMs) fiber.state = READY;
    }
  }

  setPresent(nowMs: number): void {
    this.#presentMs = nowMs;
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
    let least = Infinity;
    for (const { state, wakeAtMs } of this.#machine.fibers) if (state === SLEEPING && wakeAtMs < least) least = wakeAtMs;
    return least;
  }

  /** The fiber to run now: the one whose turn it is, or else the next ready one in order of creation. */
  next(): F | undefined {
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
   * How far the fiber may run: to the end of its turn if another is ready, to the end of the account if not.
   * @param toSafepoint no further than to the next safepoint
   */
  grant(fiber: F, toSafepoint = false): void {
    this.#alone = true;
    for (const other of this.#machine.fibers) if (other !== fiber && other.state === READY) this.#alone = false;
    const turnLeft = this.#alone ? Infinity : TURN_INSTRUCTIONS - fiber.turnSpent;
    this.#granted = toSafepoint ? 0 : Math.min(this.#account, turnLeft);
    this.#machine.left = this.#granted;
  }

  /** Takes what the fiber has used since `grant` from the account and from its turn. */
  settle(fiber: F): void {
    const used = this.#granted - this.#machine.left;
    this.#granted = this.#machine.left;
    this.#settled += used;
    this.#account -= used;
    // Why 0: where a lone fiber's turn stands would depend on how its driver slices the budget.
    if (this.#alone) fiber.turnSpent = fiber.state === READY ? 0 : TURN_INSTRUCTIONS;
    else fiber.turnSpent += used;
  }

  /** By the running fiber, which goes on. */
  start(added: readonly F[], toSafepoint = false): void {
    const { running } = this;
    this.settle(running);
    this.#machine.fibers.push(...added);
    this.grant(running, toSafepoint);
  }

  /** By the running fiber, which waits until all of them have ended. */
  startAndWait(children: readonly F[], toSafepoint = false): void {
    if (children.length === 0) return;
    const { running } = this;
    this.start(children, toSafepoint);
    running.childrenAlive = children.length;
    running.state = WAITING;
    running.turnSpent = TURN_INSTRUCTIONS;
  }

  rest(fiber: F, ms: number): void {
    fiber.state = SLEEPING;
    fiber.turnSpent = TURN_INSTRUCTIONS;
    // NaN and everything below the shortest rest become the shortest rest.
    fiber.wakeAtMs = this.#presentMs + (ms > REST_MS_MIN ? ms : REST_MS_MIN);
  }

  /** Its first function has returned. @param again where it is a `forever`: sets it to its beginning */
  end(fiber: F, again?: () => void): void {
    if (again !== undefined) {
      again();
      return this.rest(fiber, REST_MS_MIN);
    }
    fiber.state = DONE;
    const { fibers } = this.#machine;
    this.settle(fiber);
    fibers.splice(fibers.indexOf(fiber), 1);
    // One step back, so that the next in order is the one that followed.
    this.#turn = fibers.length === 0 ? 0 : (this.#turn - 1 + fibers.length) % fibers.length;
    const before = fibers[this.#turn];
    if (before !== undefined) before.turnSpent = TURN_INSTRUCTIONS;
    const { parent } = fiber;
    if (parent !== undefined && --parent.childrenAlive === 0 && parent.state === WAITING) parent.state = READY;
  }

  stop(): void {
    this.#stopped = true;
    for (const fiber of this.#machine.fibers) fiber.state = DONE;
  }
}
