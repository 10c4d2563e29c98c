/**
 * What compiled functions call: the rare and the slow, on the fiber itself, exactly as the interpreter does it. Layer: vm.
 * A compiled function keeps its locals and operands in variables; whatever looks at the fiber finds them stored first.
 */
import { usedBeforeSet } from '../conversion.ts';
import { EXIT_RESTING, EXIT_SPENT, type Exit } from '../execute.ts';
import type { Fiber } from '../fiber.ts';
import { READY } from '../turns.ts';
import { OPERAND_COUNTS } from '../flat-code.ts';
import { advance, type AT_END } from '../iteration.ts';
import type { Machine } from '../machine.ts';
import type { Slot, Value, ValueIterator } from '../values.ts';

class Signal {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** Given back, or thrown from within an expression, where a compiled call has left its state on the fiber. `CompiledRun.exit` says why. */
export const UNWIND = new Signal('unwind');
/** From an entry that cannot take what stands on the fiber; nothing has happened. */
export const NOT_ENTERED = new Signal('not entered');

/** Not one of the interpreter's: it is to go on where the fiber stands. */
export const EXIT_INTERPRET = -1;

/** What the compiled calls of one fiber's turn share. */
export class CompiledRun {
  readonly machine: Machine;
  /** Runs the call that a step has begun; its result, or UNWIND. */
  readonly nested: () => unknown;
  fiber!: Fiber;
  frames!: Int32Array;
  /** A call whose frame ends above it is left to the interpreter; as is one at this depth or deeper. */
  slotsMax = 0;
  depthMax = 0;
  exit: Exit | typeof EXIT_INTERPRET = EXIT_INTERPRET;

  constructor(machine: Machine, nested: () => unknown) {
    this.machine = machine;
    this.nested = nested;
  }
}

function stand(fiber: Fiber, pc: number, base: number, depth: number, slots: readonly Slot[]): void {
  const { stack } = fiber;
  for (let i = 0; i < slots.length; i++) stack[base + i] = slots[i];
  fiber.pc = pc;
  fiber.base = base;
  fiber.depth = depth;
  fiber.sp = base + slots.length;
}

/** The instruction is done and the fiber must give way. */
function rests(run: CompiledRun, opcode: number, pc: number): typeof UNWIND {
  run.fiber.pc = pc + 1 + OPERAND_COUNTS[opcode]!;
  run.exit = EXIT_RESTING;
  return UNWIND;
}

/** Stores the whole frame and leaves. */
export function leave(
  run: CompiledRun,
  exit: CompiledRun['exit'],
  pc: number,
  base: number,
  depth: number,
  left: number,
  ...slots: readonly Slot[]
): typeof UNWIND {
  stand(run.fiber, pc, base, depth, slots);
  run.machine.left = left;
  run.exit = exit;
  return UNWIND;
}

/** Carries an instruction out in full and gives its result. `slots` are all locals and operands; `left` has its weight taken. Throws ProgramError and UNWIND. */
export function inFull(
  run: CompiledRun,
  opcode: number,
  pc: number,
  base: number,
  depth: number,
  left: number,
  ...slots: readonly Slot[]
): Slot {
  const { fiber, machine } = run;
  stand(fiber, pc, base, depth, slots);
  machine.left = left;
  machine.step(machine, fiber, opcode, pc);
  if (fiber.pc !== pc) {
    // A call of the program's own conversion has begun: a safepoint.
    run.exit = machine.left <= 0 ? EXIT_SPENT : EXIT_INTERPRET;
    throw UNWIND;
  }
  return fiber.stack[fiber.sp - 1];
}

/** The same where the frame is stored already; UNWIND where the fiber now rests. */
export function step(run: CompiledRun, opcode: number, pc: number, base: number, depth: number, left: number, sp: number): unknown {
  const { fiber, machine } = run;
  fiber.pc = pc;
  fiber.base = base;
  fiber.depth = depth;
  fiber.sp = sp;
  machine.left = left;
  machine.step(machine, fiber, opcode, pc);
  if (fiber.pc !== pc) return run.nested();
  if (fiber.state !== READY) return rests(run, opcode, pc);
  return fiber.stack[fiber.sp - 1];
}

/** A condition is the mark. */
export function unset(run: CompiledRun, pc: number, base: number, depth: number, left: number, ...slots: readonly Slot[]): never {
  stand(run.fiber, pc, base, depth, slots);
  run.machine.left = left;
  throw usedBeforeSet('');
}

/** NEXT of what is no array; its weight is charged. */
export function nextInFull(
  run: CompiledRun,
  pc: number,
  base: number,
  depth: number,
  left: number,
  ...slots: readonly Slot[]
): Value | typeof AT_END {
  stand(run.fiber, pc, base, depth, slots);
  run.machine.left = left;
  return advance(slots.at(-1) as ValueIterator, run.machine);
}
