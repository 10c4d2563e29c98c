/** The reference form of the virtual machine: scheduler, debugger and limits joined into a `Vm`. Layer: vm. Specification: core/bytecode/bytecode.md. */
import { Random } from '../base/random.ts';
import type { VerifiedProgram } from '../bytecode/verifier.ts';
import type { RobotPort } from '../robot/robot-port.ts';
import { DebugHalts, type Breakpoint } from './debug-halts.ts';
import { EXIT_HALT } from './execute.ts';
import { DONE, type Fiber } from './fiber.ts';
import { fiberView, globalViews, placeOf, stackOf } from './inspect.ts';
import { DEFAULT_LIMITS, type VmLimits } from './limits.ts';
import { Machine } from './machine.ts';
import { linkNatives } from './natives.ts';
import { ProgramError } from './program-error.ts';
import { Scheduler } from './scheduler.ts';
import type { CodePosition, Instructions, ProgramFault, Vm, VmEffect, VmPause, VmView } from './vm.ts';

export interface InterpreterOptions {
  readonly program: VerifiedProgram;
  readonly port: RobotPort;
  /** Of `random` and `Math.random`; its low 32 bits count. */
  readonly seed: number;
  /** Called at once for each log line and plot point. */
  readonly onEffect: (effect: VmEffect) => void;
  readonly limits?: Partial<VmLimits>;
  /** false runs the plain instructions only: slower, else the same; for tests that hold the two equal. */
  readonly fuse?: boolean;
}

type Mode = 'run' | 'step' | 'halt-at';

class Interpreter implements Vm {
  readonly #program: VerifiedProgram;
  readonly #machine: Machine;
  readonly #scheduler: Scheduler;
  readonly #halts: DebugHalts;
  /** The fiber that halted last; steps follow it. */
  #present: Fiber | undefined;
  /** Once over, a program stays over. */
  #ended: VmPause | undefined;
  /** In mode 'halt-at'. */
  #haltAt: Instructions | undefined;

  constructor({ program, port, seed, onEffect, limits, fuse = true }: InterpreterOptions) {
    this.#program = program;
    const machine = new Machine(program, { limits: { ...DEFAULT_LIMITS, ...limits }, random: new Random(seed), fuse });
    const scheduler = new Scheduler(machine, port);
    let logLines = 0;
    machine.natives = linkNatives(program.natives, {
      port,
      meter: machine,
      random: machine.random,
      nowMs: () => scheduler.nowMs(),
      rest: (ms) => scheduler.rest(ms),
      forever: (body) => scheduler.forever(body),
      parallel: (bodies) => scheduler.parallel(bodies),
      stop: () => scheduler.stop(),
      countLogLine: () => {
        if (++logLines > machine.limits.logLines) throw new ProgramError('vm.log-limit', { limit: machine.limits.logLines });
      },
      emit: onEffect,
    });
    this.#machine = machine;
    this.#scheduler = scheduler;
    this.#halts = new DebugHalts(machine.flat);
  }

  get instructions(): Instructions {
    return this.#scheduler.instructions;
  }

  run(budget: Instructions, haltAt?: Instructions): VmPause {
    this.#haltAt = haltAt;
    return this.#advance(budget, haltAt === undefined ? 'run' : 'halt-at');
  }

  stepStatement(budget: Instructions): VmPause {
    return this.#advance(budget, 'step');
  }

  setBreakpoints(points: readonly Breakpoint[]): void {
    this.#halts.setBreakpoints(points);
  }

  inspect(): VmView {
    const { flat, globals } = this.#machine;
    return {
      fibers: this.#scheduler.fibers.map((fiber) => fiberView(fiber, flat)),
      globals: globalViews(this.#program.globals, globals),
    };
  }

  place(): CodePosition | undefined {
    const fiber = this.#scheduler.latest;
    return fiber === undefined ? undefined : placeOf(fiber, this.#machine.flat);
  }

  #advance(budget: Instructions, mode: Mode): VmPause {
    if (this.#ended !== undefined) return this.#ended;
    this.#machine.code = this.#halts.codeFor(mode === 'run' ? 'run' : 'step');
    this.#scheduler.begin(budget);
    for (;;) {
      const pause = this.#turn(mode);
      if (pause === undefined) continue;
      if (pause.kind === 'done' || pause.kind === 'error') this.#ended = pause;
      return pause;
    }
  }

  #turn(mode: Mode): VmPause | undefined {
    const scheduler = this.#scheduler;
    const fiber = scheduler.next();
    if (fiber === undefined) {
      scheduler.forfeit();
      if (scheduler.fibers.length === 0 || scheduler.stopped) return { kind: 'done', stopped: scheduler.stopped };
      return { kind: 'sleep', untilMs: scheduler.wakeAtMs() };
    }
    if (scheduler.spent && !fiber.isHalted) return { kind: 'budget' };
    try {
      const exit = scheduler.runFiber(fiber);
      return exit === EXIT_HALT && this.#breaksAt(fiber, mode) ? this.#break(fiber) : undefined;
    } catch (cause) {
      if (!(cause instanceof ProgramError)) throw cause;
      return { kind: 'error', fault: this.#fault(cause, fiber) };
    }
  }

  #breaksAt(fiber: Fiber, mode: Mode): boolean {
    if (mode === 'halt-at') return this.#scheduler.instructions === this.#haltAt;
    if (this.#halts.isBreakpoint(fiber.pc)) return true;
    const followed = this.#present !== undefined && this.#present.state !== DONE ? this.#present : fiber;
    return mode === 'step' && followed === fiber;
  }

  #break(fiber: Fiber): VmPause {
    this.#present = fiber;
    this.#scheduler.handBack();
    return { kind: 'break', position: this.#positionOf(fiber), fiber: fiber.id };
  }

  #positionOf(fiber: Fiber): CodePosition {
    return this.#machine.flat.positionAt(fiber.pc);
  }

  #fault({ code, params }: ProgramError, fiber: Fiber): ProgramFault {
    return { code, params, stack: stackOf(fiber, this.#machine.flat) };
  }
}

export function createInterpreter(options: InterpreterOptions): Vm {
  return new Interpreter(options);
}
