/**
 * The compiled form of a program: takes the interpreter's place in the scheduler, with the same accounts, pauses, faults and results. Layer: vm.
 *
 * The interpreter stays in charge: it runs a copy of the code in which marks stand where compiled functions can be entered. At a mark the
 * compiled function takes the fiber over and gives it back, all its state on the fiber's own stack, where the program must pause, where it
 * meets what is not compiled, and where its call returns. While the debugger's halts are in the code, only the interpreter runs.
 *
 * Needs an environment that allows `new Function`; `bestForm` asks.
 */
import type { VerifiedProgram } from '../../bytecode/verifier.ts';
import { resume, STACK_SLOTS_MAX } from '../enter-call.ts';
import { execute, EXIT_ENDED, EXIT_ENTER, EXIT_SPENT, interpretedForm, type Executor, type Exit, type Form } from '../execute.ts';
import { FRAME_WORDS, type Fiber } from '../fiber.ts';
import type { FlatFunction } from '../flat-code.ts';
import { ENTER, type CodeWithFusions } from '../fuse.ts';
import { AT_END } from '../iteration.ts';
import type { Machine } from '../machine.ts';
import { GuestObject, prototypes } from '../objects.ts';
import { slowStep } from '../slow-step.ts';
import { unwind } from '../unwind.ts';
import { Closure, UNINITIALISED, type Slot, type Value } from '../values.ts';
import { SOFTWARE_MATH } from './calls.ts';
import { entriesOf, FunctionGenerator } from './generate.ts';
import { CompiledRun, EXIT_INTERPRET, inFull, leave, nextInFull, NOT_ENTERED, step, unset, UNWIND } from './runtime.ts';

type Compiled = (
  machine: Machine,
  run: CompiledRun,
  stack: Slot[],
  base: number,
  depth: number,
  self: Closure,
  me: Slot,
  ...args: readonly Slot[]
) => Value | typeof UNWIND | typeof NOT_ENTERED;

/** What a compiled call finds by its callee's index. */
interface CallTarget {
  readonly frameSize: number;
  readonly run: Compiled;
}

interface Entry {
  readonly run: Compiled;
  /** Arguments that it is given where it begins a call; all others take what stands on the fiber. */
  readonly given: number;
}

/** JavaScript calls within one another, and stack places of theirs, before the interpreter starts a new row. Why: the host's stack is small. */
const NESTED_CALLS_MAX = 400;
const NESTED_SLOTS_MAX = 4096;
/** Stack places that are made ready for the calls of an entry. */
const ROOM_SLOTS = 256;
/** Characters of JavaScript made for one program; what comes later is interpreted. */
const TEXT_LENGTH_MAX = 4_000_000;

const RUNTIME = {
  U: UNINITIALISED,
  Closure,
  GuestObject,
  prototypes,
  UNWIND,
  NOT_ENTERED,
  END: AT_END,
  leave,
  inFull,
  step,
  unset,
  nextInFull,
  ...SOFTWARE_MATH,
};

/** The compiled functions of one program, shared by all its runs; made where they are first met. */
class CompiledProgram {
  readonly #flat: CodeWithFusions;
  readonly #generators = new Map<number, FunctionGenerator>();
  /** By place; null where there is none to be had. */
  readonly #made: (Entry | null | undefined)[];
  readonly #targets: (CallTarget | undefined)[];
  readonly #isLoop: ReadonlySet<number>;
  readonly entries: readonly number[];
  #textLength = 0;

  constructor(flat: CodeWithFusions) {
    this.#flat = flat;
    this.#made = Array.from(flat.plain, () => undefined);
    this.#targets = flat.functions.map(() => undefined);
    const fitting = flat.functions.filter((fn) => FunctionGenerator.fits(fn));
    const entries = fitting.map((fn) => entriesOf(fn, flat.plain));
    this.#isLoop = new Set(entries.flatMap(({ loops }) => loops));
    this.entries = entries.flatMap(({ start, loops }) => [start, ...loops]);
  }

  entry(pc: number, fn: FlatFunction, operands: number): Entry | null {
    const made = this.#made[pc];
    return made === undefined ? (this.#made[pc] = this.#make(pc, fn, operands)) : made;
  }

  #make(pc: number, fn: FlatFunction, operands: number): Entry | null {
    if (this.#textLength > TEXT_LENGTH_MAX) return null;
    const generator = this.#generators.get(fn.index) ?? new FunctionGenerator(this.#flat, fn);
    this.#generators.set(fn.index, generator);
    const isStart = pc === fn.entry && !this.#isLoop.has(pc);
    const text = isStart ? generator.textFromStart() : generator.textFrom(pc, operands);
    if (text === undefined) return null;
    this.#textLength += text.length;
    const given = { ...RUNTIME, T: this.#targets, K: this.#flat.constants };
    // The text holds only what instructions.ts writes, numbers and indices: nothing of the program's own texts or names.

    const make = new Function(...Object.keys(given), `"use strict";return ${text}`) as (...parts: readonly unknown[]) => Compiled;
    const run = make(...Object.values(given));
    if (isStart && fn.isSimple) this.#targets[fn.index] = { frameSize: fn.frameSize, run };
    return { run, given: isStart ? fn.paramCount : 0 };
  }
}

const PROGRAMS = new WeakMap<VerifiedProgram, CompiledProgram>();

class CompiledExecutor {
  readonly #machine: Machine;
  readonly #program: CompiledProgram;
  readonly #marked: Int32Array;
  readonly #run: CompiledRun;

  constructor(machine: Machine, program: CompiledProgram) {
    this.#machine = machine;
    this.#program = program;
    this.#run = new CompiledRun(machine, () => this.#nested());
    this.#marked = machine.flat.fused.slice();
    for (const pc of program.entries) this.#marked[pc] = ENTER;
  }

  execute(fiber: Fiber): Exit {
    const machine = this.#machine;
    if (machine.code !== machine.flat.fused) return execute(machine, fiber);
    machine.code = this.#marked;
    try {
      for (;;) {
        const exit = this.#marked[fiber.pc] === ENTER ? EXIT_ENTER : execute(machine, fiber);
        if (exit !== EXIT_ENTER) return exit;
        const { pc } = fiber;
        const { left } = machine;
        const after = this.#enter(fiber);
        if (after !== EXIT_INTERPRET) return after;
        // Nothing was done at a mark: this once the instructions beneath the marks.
        if (fiber.pc === pc && machine.left === left && this.#marked[pc] === ENTER) machine.code = machine.flat.fused;
      }
    } finally {
      machine.code = machine.flat.fused;
    }
  }

  #enter(fiber: Fiber): CompiledRun['exit'] {
    const machine = this.#machine;
    const { pc, base, depth, stack } = fiber;
    const self = stack[base - 1] as Closure;
    const { fn } = self;
    const entry = this.#program.entry(pc, fn, fiber.sp - base - fn.localCount);
    if (entry === null) {
      this.#marked[pc] = machine.flat.fused[pc]!;
      return EXIT_INTERPRET;
    }
    this.#prepare(fiber, fn);
    try {
      const result = this.#call(entry, fiber, self);
      if (result === NOT_ENTERED) return EXIT_INTERPRET;
      return result === UNWIND ? this.#run.exit : this.#returned(fiber, base, depth, result as Value);
    } catch (cause) {
      if (cause === UNWIND) return this.#run.exit;
      const uncaught = unwind(machine, fiber, cause);
      if (uncaught !== undefined) throw uncaught;
      return machine.left <= 0 ? EXIT_SPENT : EXIT_INTERPRET;
    }
  }

  #call({ run, given }: Entry, { stack, base, depth }: Fiber, self: Closure): ReturnType<Compiled> {
    const { thisLocal } = self.fn;
    const me = thisLocal < 0 ? undefined : stack[base + thisLocal];
    if (given === 0) return run(this.#machine, this.#run, stack, base, depth, self, me);
    return run(this.#machine, this.#run, stack, base, depth, self, me, ...stack.slice(base, base + given));
  }

  /** A step of a compiled function has begun a call, where the fiber stands now: it is run within the step. The result, or UNWIND. */
  #nested(): Value | typeof UNWIND {
    const run = this.#run;
    const { fiber } = run;
    const { pc, base, depth, stack } = fiber;
    const self = stack[base - 1] as Closure;
    const { fn } = self;
    run.frames = fiber.frames;
    run.exit = this.#machine.left <= 0 ? EXIT_SPENT : EXIT_INTERPRET;
    if (run.exit === EXIT_SPENT || base + fn.frameSize > run.slotsMax || depth > run.depthMax || this.#marked[pc] !== ENTER) return UNWIND;
    const entry = this.#program.entry(pc, fn, 0);
    if (entry === null) return UNWIND;
    const result = this.#call(entry, fiber, self);
    if (result === UNWIND) return UNWIND;
    run.exit = EXIT_INTERPRET;
    if (result === NOT_ENTERED) return UNWIND;
    // Where the call was made in the middle of the step's work, the interpreter goes on there.
    if (fiber.frames[FRAME_WORDS * (depth - 1)]! >= 0) return result as Value;
    this.#returned(fiber, base, depth, result as Value);
    return UNWIND;
  }

  #prepare(fiber: Fiber, fn: FlatFunction): void {
    const run = this.#run;
    const { base, depth } = fiber;
    fiber.makeRoom(Math.min(base + fn.frameSize + ROOM_SLOTS, STACK_SLOTS_MAX));
    run.fiber = fiber;
    run.frames = fiber.frames;
    run.slotsMax = Math.min(fiber.stack.length, base + NESTED_SLOTS_MAX);
    run.depthMax = Math.min(this.#machine.limits.callDepth, fiber.frames.length / FRAME_WORDS, depth + NESTED_CALLS_MAX);
  }

  /** The call at `depth` has returned. */
  #returned(fiber: Fiber, base: number, depth: number, result: Value): CompiledRun['exit'] {
    fiber.base = base;
    fiber.depth = depth;
    if (depth === 0) return EXIT_ENDED;
    const caller = FRAME_WORDS * (depth - 1);
    fiber.stack[base - 1] = result;
    fiber.sp = base;
    fiber.pc = fiber.frames[caller]!;
    fiber.base = fiber.frames[caller + 1]!;
    fiber.depth = depth - 1;
    // Back in the middle of an instruction.
    if (fiber.pc < 0) resume(this.#machine, fiber);
    return EXIT_INTERPRET;
  }
}

/** Runs a program's fibers compiled; the same results, pauses and counts as `interpretedForm`, which takes programs in single precision. */
export const compiledForm: Form = (machine, program): Executor => {
  if (machine.step !== slowStep) return interpretedForm(machine, program);
  const compiled = PROGRAMS.get(program) ?? new CompiledProgram(machine.flat);
  PROGRAMS.set(program, compiled);
  const executor = new CompiledExecutor(machine, compiled);
  return (fiber) => executor.execute(fiber);
};

/** The compiled form, or the interpreter where a content security policy forbids to make functions from text. */
export function bestForm(): Form {
  try {
    new Function('');
    return compiledForm;
  } catch {
    return interpretedForm;
  }
}
