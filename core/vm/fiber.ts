/** One thread of a program: its stack, its frames and what it waits for. Layer: vm. Scheduling: bytecode.md §6. */
import type { FlatFunction } from './flat-code.ts';
import { READY, type FiberState, type TurnTaker } from './turns.ts';
import type { Closure, Slot } from './values.ts';

/** Words per frame in `Fiber.frames`: where the caller goes on, and where its locals begin. */
export const FRAME_WORDS = 2;
const FIRST_FRAMES = 16;
const FIRST_STACK = 64;

/**
 * The stack of a fiber holds, for each call: the closure, its locals (arguments first), its operands.
 * `base` is the index of local 0, so the running closure stands at `base − 1`; `sp` is the next free index.
 */
export class Fiber implements TurnTaker {
  readonly id: number;
  readonly stack: Slot[] = [];
  /** At FRAME_WORDS × d: what the call at depth d returns to. */
  frames = new Int32Array(FRAME_WORDS * FIRST_FRAMES);
  pc = 0;
  sp = 0;
  base = 1;
  depth = 0;
  state: FiberState = READY;
  wakeAtMs = 0;
  /** The body that `forever` calls again after each pass. */
  readonly loop: Closure | undefined;
  /** The fiber whose `parallel` waits for this one. */
  readonly parent: Fiber | undefined;
  childrenAlive = 0;
  turnSpent = 0;
  /** The statement at which the debugger has halted this fiber and which it may pass; −1 for none. */
  haltedPc = -1;
  /** How often its body was called: `forever` calls it again. */
  passes = 0;

  constructor(id: number, body: Closure, options: { readonly loop?: boolean; readonly parent?: Fiber } = {}) {
    this.id = id;
    this.loop = options.loop === true ? body : undefined;
    this.parent = options.parent;
    for (let i = 0; i < FIRST_STACK; i++) this.stack.push(undefined);
    this.begin(body);
  }

  /** Stands before a statement, perhaps between two safepoints: it goes on to the next one before anything else is decided. */
  get isHalted(): boolean {
    return this.haltedPc >= 0;
  }

  /** Stands at the first instruction of `body`, called without arguments. */
  begin(body: Closure): void {
    const { fn } = body;
    this.passes++;
    this.makeRoom(1 + fn.frameSize);
    this.stack[0] = body;
    this.base = 1;
    for (let at = 1; at <= fn.localCount; at++) this.stack[at] = undefined;
    if (fn.hasRest) this.stack[fn.paramCount] = [];
    this.sp = 1 + fn.localCount;
    this.depth = 0;
    this.pc = fn.entry;
  }

  /** Afterwards the stack has at least `size` places. Grows by pushing, so that the engine keeps it free of holes. */
  makeRoom(size: number): void {
    for (let i = this.stack.length; i < size; i++) this.stack.push(undefined);
  }

  pushFrame(returnPc: number): void {
    const at = FRAME_WORDS * this.depth;
    if (at === this.frames.length) {
      const grown = new Int32Array(this.frames.length * 2);
      grown.set(this.frames);
      this.frames = grown;
    }
    this.frames[at] = returnPc;
    this.frames[at + 1] = this.base;
    this.depth++;
  }

  /** Where the locals of the call at `depth` begin; 0 is the outermost, and the running one has no such place. */
  baseOf(depth: number): number {
    return this.frames[FRAME_WORDS * depth + 1]!;
  }

  /** Absolute position of the call at `depth`, within the instruction that made it. A return position is ~pc where that goes on in its middle. */
  callingPc(depth: number): number {
    const returnPc = this.frames[FRAME_WORDS * depth]!;
    return returnPc < 0 ? ~returnPc : returnPc - 1;
  }

  functionAt(base: number): FlatFunction {
    return (this.stack[base - 1] as Closure).fn;
  }

  /** Of the call that runs, were `stack` its stack. */
  functionIn(stack: readonly Slot[]): FlatFunction {
    return (stack[this.base - 1] as Closure).fn;
  }
}
