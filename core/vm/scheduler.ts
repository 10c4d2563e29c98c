/** Runs a program's fibers, turn by turn, past the halts of the debugger. Layer: vm. The rules of turns: turns.ts. */
import type { RobotPort } from '../robot/robot-port.ts';
import { EXIT_ENDED, EXIT_HALT, type Executor, type Exit } from './execute.ts';
import { Fiber } from './fiber.ts';
import { HALT } from './fuse.ts';
import type { Machine } from './machine.ts';
import { ProgramError } from './program-error.ts';
import { Turns, type TurnsState } from './turns.ts';
import { Closure } from './values.ts';
import type { Instructions } from './vm.ts';

/** Between two calls of `run`. */
export interface SchedulerState extends TurnsState {
  readonly nextId: number;
}

export class Scheduler {
  readonly turns: Turns<Fiber>;
  readonly #machine: Machine;
  readonly #port: RobotPort;
  readonly #execute: Executor;
  #nextId = 0;
  /** The place of the halt that the running fiber passes; −1 for none. */
  #passingPc = -1;

  constructor(machine: Machine, port: RobotPort, execute: Executor) {
    this.turns = new Turns(machine);
    this.#machine = machine;
    this.#port = port;
    this.#execute = execute;
    machine.fibers.push(new Fiber(this.#nextId++, new Closure(machine.flat.functions[0]!, [])));
  }

  get fibers(): readonly Fiber[] {
    return this.#machine.fibers;
  }

  state(): SchedulerState {
    return { ...this.turns.state(), nextId: this.#nextId };
  }

  /** The machine's fibers are set apart from this. */
  setState({ nextId, ...turns }: SchedulerState): void {
    this.turns.setState(turns);
    this.#nextId = nextId;
  }

  /** A call of `run` begins. */
  begin(budget: Instructions): void {
    this.turns.begin(budget, this.#port.nowMs());
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
    this.turns.grant(fiber, this.#isPassing);
    try {
      const exit = this.#execute(fiber);
      if (exit === EXIT_ENDED) this.#end(fiber);
      else if (exit === EXIT_HALT) fiber.haltedPc = fiber.pc;
      return exit;
    } finally {
      if (this.#isPassing) code[this.#passingPc] = HALT;
      this.#passingPc = -1;
      this.turns.settle(fiber);
    }
  }

  nowMs(): number {
    const nowMs = this.#port.nowMs();
    this.turns.setPresent(nowMs);
    return nowMs;
  }

  /** The running fiber rests. */
  rest(ms: number): void {
    this.turns.rest(this.turns.running, ms);
  }

  forever(body: Closure): void {
    this.#holdLimit(1);
    this.turns.start([new Fiber(this.#nextId++, body, { loop: true })], this.#isPassing);
  }

  parallel(bodies: readonly Closure[]): void {
    this.#holdLimit(bodies.length);
    const parent = this.turns.running;
    this.turns.startAndWait(
      bodies.map((body) => new Fiber(this.#nextId++, body, { parent })),
      this.#isPassing,
    );
  }

  get #isPassing(): boolean {
    return this.#passingPc >= 0;
  }

  #holdLimit(added: number): void {
    const { fibers, limits } = this.#machine;
    if (fibers.length + added > limits.fibers) throw new ProgramError('vm.fiber-limit', { limit: limits.fibers });
  }

  #end(fiber: Fiber): void {
    const { loop } = fiber;
    this.turns.end(fiber, loop && (() => fiber.begin(loop)));
  }
}
