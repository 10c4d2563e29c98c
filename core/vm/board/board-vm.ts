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
import type { Instructions, VmEffect } from '../vm.ts';
import { BoardFault, type BoardFaultCode } from './board-fault.ts';
import { DONE, READY, SLEEPING, WAITING, type BoardFiber } from './board-fiber.ts';
import { BoardMachine } from './board-machine.ts';
import { linkBoardNatives } from './board-natives.ts';
import { STEPS, WEIGHTS } from './board-steps.ts';

const TURN_INSTRUCTIONS = 100;
const REST_MS_MIN = 1;
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
  #fibers: BoardFiber[] = [];
  #turn = 0;
  #presentMs = 0;
  #account = 0;
  #settled = 0;
  #granted = 0;
  #alone = true;
  #stopped = false;
  #ended: BoardPause | undefined;

  constructor({ program, port, seed, onEffect }: BoardVmOptions) {
    this.#program = program;
    this.#port = port;
    const natives = linkBoardNatives(port);
    let lines = 0;
    this.#machine = new BoardMachine(program, {
      random: new Random(seed),
      forever: (body) => this.#start([body], true),
      parallel: (bodies) => this.#parallel(bodies),
      rest: (ms) => this.#sleep(this.#running(), ms),
      nowMs: () => (this.#presentMs = port.nowMs()),
      stop: () => this.#stop(),
      native: (index, machine, text) => natives[index]!(machine, text),
      log: (text) => {
        const limit = DEFAULT_LIMITS.logLines;
        if (++lines > limit) throw new BoardFault('vm.log-limit', { limit });
        onEffect({ kind: 'log', text: text.length > LOG_TEXT_LENGTH_MAX ? `${text.slice(0, LOG_TEXT_LENGTH_MAX - 1)}…` : text });
      },
      plot: (name, value) => onEffect({ kind: 'plot', name: name.slice(0, PLOT_NAME_LENGTH_MAX), value }),
    });
    const end = program.globals + program.mainStack;
    this.#fibers.push(this.#newFiber({ base: program.globals, end, body: 0, isLoop: false, parent: undefined }));
  }

  get instructions(): Instructions {
    return this.#settled + this.#granted - this.#machine.left;
  }

  run(budget: Instructions): BoardPause {
    if (this.#ended !== undefined) return this.#ended;
    this.#account += budget;
    this.#presentMs = this.#port.nowMs();
    for (const fiber of this.#fibers) if (fiber.state === SLEEPING && fiber.wakeAtMs <= this.#presentMs) fiber.state = READY;
    for (;;) {
      const pause = this.#step();
      if (pause === undefined) continue;
      if (pause.kind === 'done' || pause.kind === 'error') this.#ended = pause;
      return pause;
    }
  }

  #step(): BoardPause | undefined {
    const fiber = this.#next();
    if (fiber === undefined) {
      this.#account = Math.min(this.#account, 0);
      if (this.#fibers.length === 0 || this.#stopped) return { kind: 'done', stopped: this.#stopped };
      const wakes = this.#fibers.filter(({ state }) => state === SLEEPING).map(({ wakeAtMs }) => wakeAtMs);
      return { kind: 'sleep', untilMs: Math.min(Infinity, ...wakes) };
    }
    if (this.#account <= 0) return { kind: 'budget' };
    const machine = this.#machine;
    machine.load(fiber);
    this.#grant(fiber);
    try {
      this.#execute(fiber);
      machine.save();
      if (machine.hasEnded) this.#end(fiber);
    } catch (cause) {
      if (!(cause instanceof BoardFault)) throw cause;
      return { kind: 'error', fault: { code: cause.code, params: cause.params }, pc: machine.pc };
    } finally {
      this.#settle(fiber);
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

  /** The fiber to run now: the one whose turn it is, or else the next ready one in order of creation. */
  #next(): BoardFiber | undefined {
    const fibers = this.#fibers;
    const current = fibers[this.#turn];
    if (current?.state === READY && current.turnSpent < TURN_INSTRUCTIONS) return current;
    for (let step = 1; step <= fibers.length; step++) {
      const at = (this.#turn + step) % fibers.length;
      if (fibers[at]!.state !== READY) continue;
      this.#turn = at;
      fibers[at]!.turnSpent = 0;
      return fibers[at];
    }
    return undefined;
  }

  #running(): BoardFiber {
    return this.#fibers[this.#turn]!;
  }

  /** The stack of a new fiber: the first that nobody uses. */
  #start(bodies: readonly number[], isLoop: boolean, parent?: BoardFiber): void {
    const { globals, mainStack, fiberStack, fibers: limit } = this.#program;
    const running = this.#running();
    this.#settle(running);
    for (const body of bodies) {
      const first = globals + mainStack;
      const used = new Set(this.#fibers.map(({ base }) => base));
      const free = Array.from({ length: limit }, (_, i) => first + i * fiberStack).find((base) => !used.has(base));
      if (free === undefined) throw new BoardFault('vm.fiber-limit', { limit });
      this.#fibers.push(this.#newFiber({ base: free, end: free + fiberStack, body, isLoop, parent }));
    }
    this.#grant(running);
  }

  #parallel(bodies: readonly number[]): void {
    const parent = this.#running();
    if (bodies.length === 0) return;
    this.#start(bodies, false, parent);
    parent.childrenAlive = bodies.length;
    parent.state = WAITING;
    parent.turnSpent = TURN_INSTRUCTIONS;
  }

  #stop(): void {
    this.#stopped = true;
    for (const fiber of this.#fibers) fiber.state = DONE;
  }

  #sleep(fiber: BoardFiber, ms: number): void {
    fiber.state = SLEEPING;
    fiber.turnSpent = TURN_INSTRUCTIONS;
    fiber.wakeAtMs = this.#presentMs + (ms > REST_MS_MIN ? ms : REST_MS_MIN);
  }

  #end(fiber: BoardFiber): void {
    if (fiber.isLoop) {
      this.#begin(fiber);
      return this.#sleep(fiber, REST_MS_MIN);
    }
    fiber.state = DONE;
    const fibers = this.#fibers;
    this.#settle(fiber);
    fibers.splice(fibers.indexOf(fiber), 1);
    // One step back, so that the next in order is the one that followed.
    this.#turn = fibers.length === 0 ? 0 : (this.#turn - 1 + fibers.length) % fibers.length;
    const before = fibers[this.#turn];
    if (before !== undefined) before.turnSpent = TURN_INSTRUCTIONS;
    const { parent } = fiber;
    if (parent !== undefined && --parent.childrenAlive === 0 && parent.state === WAITING) parent.state = READY;
  }

  #grant(fiber: BoardFiber): void {
    this.#alone = !this.#fibers.some((other) => other !== fiber && other.state === READY);
    const turnLeft = this.#alone ? Infinity : TURN_INSTRUCTIONS - fiber.turnSpent;
    this.#granted = Math.min(this.#account, turnLeft);
    this.#machine.left = this.#granted;
  }

  #settle(fiber: BoardFiber): void {
    const used = this.#granted - this.#machine.left;
    this.#granted = this.#machine.left;
    this.#settled += used;
    this.#account -= used;
    if (this.#alone) fiber.turnSpent = fiber.state === READY ? 0 : TURN_INSTRUCTIONS;
    else fiber.turnSpent += used;
  }
}

export function createBoardVm(options: BoardVmOptions): BoardVm {
  return new StandardBoardVm(options);
}
