/** The reference form of the virtual machine: scheduler, debugger and limits joined into a `Vm`. Layer: vm. Specification: core/bytecode/bytecode.md. */
import { assert } from '../base/assert.ts';
import { Random } from '../base/random.ts';
import type { Result } from '../base/result.ts';
import type { NumberKind } from '../base/single-precision.ts';
import type { VerifiedProgram } from '../bytecode/verifier.ts';
import type { RobotPort } from '../robot/robot-port.ts';
import { DebugHalts, type Breakpoint } from './debug-halts.ts';
import { EXIT_HALT, interpretedForm, type Form } from './execute.ts';
import type { Fiber } from './fiber.ts';
import { fiberView, globalViews, placeOf, stackOf } from './inspect.ts';
import { DEFAULT_LIMITS, type VmLimits } from './limits.ts';
import { Machine } from './machine.ts';
import { linkNatives, type NativeContext } from './natives.ts';
import { ProgramError } from './program-error.ts';
import { linkQuickNatives } from './quick-natives.ts';
import { Scheduler } from './scheduler.ts';
import { InterpreterSnapshot, restoreState, stateOf } from './snapshot.ts';
import { StepTarget } from './step-target.ts';
import { editVariable, VariableViews } from './variables.ts';
import type {
  CodePosition,
  Instructions,
  ProgramFault,
  StatementListener,
  StepKind,
  Vm,
  VmEdit,
  VmEditFaultCode,
  VmEffect,
  VmPause,
  VmSnapshot,
  VmView,
} from './vm.ts';

export interface InterpreterOptions {
  readonly program: VerifiedProgram;
  readonly port: RobotPort;
  /** Of `random` and `Math.random`; its low 32 bits count. */
  readonly seed: number;
  /** Called at once for each log line and plot point. */
  readonly onEffect: (effect: VmEffect) => void;
  readonly limits?: Partial<VmLimits>;
  /** IEEE double where absent; 'single' is the board's arithmetic (core/bytecode/compact.md §2). */
  readonly numbers?: NumberKind;
  /** false runs the plain instructions only: slower, else the same; for tests that hold the two equal. */
  readonly fuse?: boolean;
  /** How fibers run; interpreted where absent. */
  readonly form?: Form;
}

type Mode = 'run' | 'step' | 'halt-at';
/** Which of the code's copies a mode runs. */
type Halting = 'run' | 'step' | 'instruction';

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
  /** In mode 'step'. */
  #step: StepTarget | undefined;
  #beneathHalts: Int32Array;
  #listener: StatementListener | undefined;

  constructor({ program, port, seed, onEffect, limits, numbers = 'double', fuse = true, form = interpretedForm }: InterpreterOptions) {
    this.#program = program;
    const machine = new Machine(program, { limits: { ...DEFAULT_LIMITS, ...limits }, random: new Random(seed), fuse, numbers });
    // The compiled form computes in double precision.
    const executor = numbers === 'single' ? interpretedForm(machine, program) : form(machine, program);
    const scheduler = new Scheduler(machine, port, executor);
    const context: NativeContext = {
      port,
      meter: machine,
      random: machine.random,
      numbers,
      nowMs: () => scheduler.nowMs(),
      rest: (ms) => scheduler.rest(ms),
      forever: (body) => scheduler.forever(body),
      parallel: (bodies) => scheduler.parallel(bodies),
      stop: () => scheduler.turns.stop(),
      countLogLine: () => {
        if (++machine.logLines > machine.limits.logLines) throw new ProgramError('vm.log-limit', { limit: machine.limits.logLines });
      },
      emit: onEffect,
    };
    machine.natives = linkNatives(program.natives, context);
    machine.quickNatives = linkQuickNatives(program.natives, context);
    this.#machine = machine;
    this.#scheduler = scheduler;
    this.#halts = new DebugHalts(machine.flat);
    this.#beneathHalts = machine.flat.fused;
  }

  get instructions(): Instructions {
    return this.#scheduler.turns.instructions;
  }

  run(budget: Instructions, haltAt?: Instructions): VmPause {
    this.#haltAt = haltAt;
    this.#step = undefined;
    return this.#advance(budget, haltAt === undefined ? 'run' : 'halt-at');
  }

  step(budget: Instructions, kind: StepKind): VmPause {
    if (this.#step?.kind !== kind) this.#step = new StepTarget(kind, this.#present);
    return this.#advance(budget, 'step');
  }

  setBreakpoints(points: readonly Breakpoint[]): void {
    this.#halts.setBreakpoints(points);
  }

  watchStatements(listener: StatementListener | undefined): void {
    this.#listener = listener;
  }

  inspect(): VmView {
    const { flat, globals } = this.#machine;
    const views = new VariableViews();
    return {
      fibers: this.#scheduler.fibers.map((fiber) => fiberView(fiber, flat, views)),
      globals: globalViews(this.#program.globals, globals, views),
    };
  }

  edit(change: VmEdit): Result<void, VmEditFaultCode> {
    return editVariable(this.#machine, change);
  }

  snapshot(): VmSnapshot {
    const present = this.#present === undefined ? -1 : this.#scheduler.fibers.indexOf(this.#present);
    return new InterpreterSnapshot({
      ...{ machine: stateOf(this.#machine), scheduler: this.#scheduler.state(), ended: this.#ended, present },
    });
  }

  restore(snapshot: VmSnapshot): void {
    assert(snapshot instanceof InterpreterSnapshot, 'a snapshot of this VM');
    restoreState(this.#machine, snapshot.machine);
    this.#scheduler.setState(snapshot.scheduler);
    this.#ended = snapshot.ended;
    this.#present = this.#machine.fibers[snapshot.present];
    this.#step = undefined;
  }

  place(): CodePosition | undefined {
    const fiber = this.#scheduler.turns.latest;
    return fiber === undefined ? undefined : placeOf(fiber, this.#machine.flat);
  }

  #advance(budget: Instructions, mode: Mode): VmPause {
    if (this.#ended !== undefined) return this.#ended;
    const halting = this.#haltingIn(mode);
    this.#machine.code = this.#halts.codeFor(halting);
    this.#beneathHalts = halting === 'instruction' ? this.#machine.flat.plain : this.#machine.flat.fused;
    this.#scheduler.begin(budget);
    for (;;) {
      const pause = this.#turn(mode);
      if (pause === undefined) continue;
      if (pause.kind === 'done' || pause.kind === 'error') this.#ended = pause;
      return pause;
    }
  }

  #haltingIn(mode: Mode): Halting {
    if (mode === 'step') return this.#step?.kind === 'instruction' ? 'instruction' : 'step';
    return mode === 'halt-at' || this.#listener !== undefined ? 'step' : 'run';
  }

  #turn(mode: Mode): VmPause | undefined {
    const scheduler = this.#scheduler;
    const fiber = scheduler.turns.next();
    if (fiber === undefined) {
      scheduler.turns.forfeit();
      if (scheduler.fibers.length === 0 || scheduler.turns.stopped) return { kind: 'done', stopped: scheduler.turns.stopped };
      return { kind: 'sleep', untilMs: scheduler.turns.wakeAtMs() };
    }
    if (scheduler.turns.spent && !fiber.isHalted) return { kind: 'budget' };
    try {
      const exit = scheduler.runFiber(fiber, this.#beneathHalts);
      return exit === EXIT_HALT && this.#breaksAt(fiber, mode) ? this.#break(fiber) : undefined;
    } catch (cause) {
      if (!(cause instanceof ProgramError)) throw cause;
      return { kind: 'error', fault: this.#fault(cause, fiber) };
    }
  }

  #breaksAt(fiber: Fiber, mode: Mode): boolean {
    if (this.#listener !== undefined && this.#halts.isStatement(fiber.pc)) this.#tell(fiber, this.#listener);
    if (mode === 'halt-at') return this.#scheduler.turns.instructions === this.#haltAt;
    if (this.#halts.isBreakpoint(fiber.pc)) return true;
    return mode === 'step' && this.#step!.endsAt(fiber);
  }

  #tell({ id, depth, pc }: Fiber, listener: StatementListener): void {
    listener({ fiber: id, depth, instructions: this.#scheduler.turns.instructions, position: this.#machine.flat.positionAt(pc) });
  }

  #break(fiber: Fiber): VmPause {
    this.#present = fiber;
    this.#step = undefined;
    this.#scheduler.turns.handBack();
    return { kind: 'break', position: this.#positionOf(fiber), fiber: fiber.id };
  }

  #positionOf(fiber: Fiber): CodePosition {
    return this.#machine.flat.positionAt(fiber.pc);
  }

  #fault({ code, params, positions }: ProgramError, fiber: Fiber): ProgramFault {
    return { code, params, stack: positions ?? stackOf(fiber, this.#machine.flat) };
  }
}

export function createInterpreter(options: InterpreterOptions): Vm {
  return new Interpreter(options);
}
