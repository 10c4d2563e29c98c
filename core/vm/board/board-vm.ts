/**
 * Runs a board's program as the board does: the second form of the virtual machine, in single precision. Layer: vm.
 * Specification: core/bytecode/compact.md; fibers, turns and time as in bytecode.md §6, counted in the compact form's weights.
 */
import type { Fault } from '../../base/result.ts';
import { Random } from '../../base/random.ts';
import {
  SHORT_CALL,
  SHORT_FLOAT,
  SHORT_INT,
  SHORT_INT_MIN,
  SHORT_LOAD,
  SHORT_LOAD_GLOBAL,
  SHORT_STORE,
  SHORT_STORE_GLOBAL,
  C,
} from '../../bytecode/compact/opcodes.ts';
import type { VerifiedCompact } from '../../bytecode/compact/verifier.ts';
import type { RobotPort } from '../../robot/robot-port.ts';
import { DEFAULT_LIMITS, LOG_TEXT_LENGTH_MAX } from '../limits.ts';
import { READY, Turns } from '../turns.ts';
import type { Instructions, VmEffect } from '../vm.ts';
import { BoardFault, type BoardFaultCode } from './board-fault.ts';
import type { BoardFiber } from './board-fiber.ts';
import { BoardMachine } from './board-machine.ts';
import { linkBoardNatives } from './board-natives.ts';
import { STEPS, WEIGHTS } from './board-steps.ts';

const PLOT_NAME_LENGTH_MAX = 60;

export type BoardPause =
  | { readonly kind: 'sleep'; readonly untilMs: number }
  | { readonly kind: 'budget' }
  | { readonly kind: 'done'; readonly stopped: boolean }
  /** `pc`: byte in the code of the instruction after the one that failed. */
  | { readonly kind: 'error'; readonly fault: Fault<BoardFaultCode>; readonly pc: number };

export interface BoardVm {
  readonly instructions: Instructions;
  /** As `Vm.run`. */
  run(budget: Instructions): BoardPause;
}

export interface BoardVmOptions {
  readonly program: VerifiedCompact;
  readonly port: RobotPort;
  readonly seed: number;
  readonly onEffect: (effect: VmEffect) => void;
}

class StandardBoardVm implements BoardVm {
  readonly #program: VerifiedCompact;
  readonly #port: RobotPort;
  readonly #machine: BoardMachine;
  readonly #turns: Turns<BoardFiber>;
  #ended: BoardPause | undefined;

  constructor({ program, port, seed, onEffect }: BoardVmOptions) {
    this.#program = program;
    this.#port = port;
    const natives = linkBoardNatives(port);
    let lines = 0;
    this.#machine = new BoardMachine(program, {
      random: new Random(seed),
      forever: (body) => this.#turns.start(this.#newFibers([body], true)),
      parallel: (bodies) => this.#turns.startAndWait(this.#newFibers(bodies, false, this.#turns.running)),
      rest: (ms) => this.#turns.rest(this.#turns.running, ms),
      nowMs: () => {
        const nowMs = port.nowMs();
        this.#turns.setPresent(nowMs);
        return nowMs;
      },
      stop: () => this.#turns.stop(),
      native: (index, machine, text) => natives[index]!(machine, text),
      log: (text) => {
        const limit = DEFAULT_LIMITS.logLines;
        if (++lines > limit) throw new BoardFault('vm.log-limit', { limit });
        onEffect({ kind: 'log', text: text.length > LOG_TEXT_LENGTH_MAX ? `${text.slice(0, LOG_TEXT_LENGTH_MAX - 1)}…` : text });
      },
      plot: (name, value) => onEffect({ kind: 'plot', name: name.slice(0, PLOT_NAME_LENGTH_MAX), value }),
    });
    const end = program.globals + program.mainStack;
    this.#turns = new Turns(this.#machine);
    this.#machine.fibers.push(this.#newFiber({ base: program.globals, end, body: 0, isLoop: false, parent: undefined }));
  }

  get instructions(): Instructions {
    return this.#turns.instructions;
  }

  run(budget: Instructions): BoardPause {
    if (this.#ended !== undefined) return this.#ended;
    this.#turns.begin(budget, this.#port.nowMs());
    for (;;) {
      const pause = this.#step();
      if (pause === undefined) continue;
      if (pause.kind === 'done' || pause.kind === 'error') this.#ended = pause;
      return pause;
    }
  }

  #step(): BoardPause | undefined {
    const turns = this.#turns;
    const fiber = turns.next();
    if (fiber === undefined) {
      turns.forfeit();
      if (this.#machine.fibers.length === 0 || turns.stopped) return { kind: 'done', stopped: turns.stopped };
      return { kind: 'sleep', untilMs: turns.wakeAtMs() };
    }
    if (turns.spent) return { kind: 'budget' };
    const machine = this.#machine;
    machine.load(fiber);
    turns.grant(fiber);
    try {
      this.#execute(fiber);
      machine.save();
      if (machine.hasEnded) turns.end(fiber, fiber.isLoop ? () => this.#begin(fiber) : undefined);
    } catch (cause) {
      if (!(cause instanceof BoardFault)) throw cause;
      return { kind: 'error', fault: { code: cause.code, params: cause.params }, pc: machine.pc };
    } finally {
      turns.settle(fiber);
    }
    return undefined;
  }

  /** Until the fiber rests or ends, or a safepoint finds nothing left. */
  #execute(fiber: BoardFiber): void {
    const machine = this.#machine;
    const { code } = this.#program;
    while (fiber.state === READY && !machine.hasEnded) {
      const at = machine.pc;
      const opcode = code[at]!;
      machine.pc = at + 1;
      if (opcode >= SHORT_LOAD) this.#short(opcode);
      else {
        machine.left -= WEIGHTS[opcode]!;
        STEPS[opcode]!(machine);
      }
      const isCall = opcode === C.CALL || opcode >= SHORT_CALL;
      const isReturn = opcode === C.RETURN || opcode === C.RETURN_VOID;
      if ((isCall || (machine.pc <= at && !isReturn)) && machine.left <= 0) return;
    }
  }

  #short(opcode: number): void {
    const machine = this.#machine;
    const low = opcode & 0x0f;
    machine.left -= 1;
    if (opcode >= SHORT_CALL) machine.call(low);
    else if (opcode >= SHORT_FLOAT) machine.pushFloat(low);
    else if (opcode >= SHORT_INT) machine.pushInt((opcode & 0x1f) + SHORT_INT_MIN);
    else if (opcode >= SHORT_STORE_GLOBAL) machine.ints[low] = machine.popInt();
    else if (opcode >= SHORT_LOAD_GLOBAL) machine.pushInt(machine.ints[low]!);
    else if (opcode >= SHORT_STORE) machine.ints[machine.fp + low] = machine.popInt();
    else machine.pushInt(machine.ints[machine.fp + low]!);
  }

  #newFiber(given: Pick<BoardFiber, 'base' | 'end' | 'body' | 'isLoop' | 'parent'>): BoardFiber {
    const fiber: BoardFiber = { ...given, pc: 0, sp: 0, fp: 0, depth: 0, state: READY, wakeAtMs: 0, childrenAlive: 0, turnSpent: 0 };
    this.#begin(fiber);
    return fiber;
  }

  #begin(fiber: BoardFiber): void {
    const { entry, locals, stackMax } = this.#program.functions[fiber.body]!;
    if (fiber.base + locals + stackMax > fiber.end) throw new BoardFault('vm.call-depth-limit', { limit: fiber.end - fiber.base });
    fiber.fp = fiber.base;
    fiber.sp = fiber.base + locals;
    fiber.depth = 0;
    fiber.pc = entry;
  }

  /** Each takes the first stack that nobody uses. */
  #newFibers(bodies: readonly number[], isLoop: boolean, parent?: BoardFiber): readonly BoardFiber[] {
    const { globals, mainStack, fiberStack, fibers: limit } = this.#program;
    const used = new Set(this.#machine.fibers.map(({ base }) => base));
    const free = Array.from({ length: limit }, (_, i) => globals + mainStack + i * fiberStack).filter((base) => !used.has(base));
    if (free.length < bodies.length) throw new BoardFault('vm.fiber-limit', { limit });
    return bodies.map((body, i) => this.#newFiber({ base: free[i]!, end: free[i]! + fiberStack, body, isLoop, parent }));
  }
}

export function createBoardVm(options: BoardVmOptions): BoardVm {
  return new StandardBoardVm(options);
}
