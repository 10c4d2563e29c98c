/**
 * The whole state of a program at one moment, apart from the running one, and back again. Layer: vm.
 * Taken between two calls of `run`, at whatever instruction the program then stands; any number of times restored, also into another VM of
 * the same program. Held in memory only: it is no format.
 */
import { assert } from '../base/assert.ts';
import type { RandomState } from '../base/random.ts';
import { Fiber } from './fiber.ts';
import type { FlatFunction } from './flat-code.ts';
import { GraphCopy } from './graph-copy.ts';
import type { Machine } from './machine.ts';
import type { MemoryState } from './memory.ts';
import type { SchedulerState } from './scheduler.ts';
import type { FiberState } from './turns.ts';
import type { Closure, Slot, Value } from './values.ts';
import type { Instructions, VmPause, VmSnapshot } from './vm.ts';

interface FiberCopy {
  readonly id: number;
  readonly stack: readonly Slot[];
  readonly frames: Int32Array;
  readonly pc: number;
  readonly base: number;
  readonly depth: number;
  readonly state: FiberState;
  readonly wakeAtMs: number;
  readonly loop: Closure | undefined;
  /** Index among the fibers; −1: none, or one that has ended. */
  readonly parent: number;
  readonly childrenAlive: number;
  readonly turnSpent: number;
  readonly haltedPc: number;
  readonly passes: number;
}

export interface MachineState {
  readonly globals: readonly Slot[];
  readonly fibers: readonly FiberCopy[];
  readonly random: RandomState;
  readonly memory: MemoryState;
  readonly logLines: number;
  /** Places and elements: what it costs to keep. */
  readonly size: number;
}

/** What the interpreter's snapshots hold. */
export class InterpreterSnapshot implements VmSnapshot {
  readonly machine: MachineState;
  readonly scheduler: SchedulerState;
  readonly ended: VmPause | undefined;
  /** Index of the fiber that halted last; −1: none. */
  readonly present: number;

  constructor(state: Omit<InterpreterSnapshot, 'size' | 'instructions'>) {
    this.machine = state.machine;
    this.scheduler = state.scheduler;
    this.ended = state.ended;
    this.present = state.present;
  }

  get size(): number {
    return this.machine.size;
  }

  get instructions(): Instructions {
    return this.scheduler.instructions;
  }
}

function copyOfFiber(fiber: Fiber, fibers: readonly Fiber[], copy: GraphCopy): FiberCopy {
  const { id, stack, sp, frames, pc, base, depth, state, wakeAtMs, loop, parent, childrenAlive, turnSpent, haltedPc, passes } = fiber;
  return {
    ...{ id, pc, base, depth, state, wakeAtMs, childrenAlive, turnSpent, haltedPc, passes },
    stack: copy.list(stack, sp),
    frames: frames.slice(),
    loop: loop === undefined ? undefined : (copy.slot(loop) as Closure),
    parent: parent === undefined ? -1 : fibers.indexOf(parent),
  };
}

export function stateOf(machine: Machine): MachineState {
  const { globals, fibers, random, memory, logLines, flat } = machine;
  const copy = new GraphCopy(flat.functions);
  const state = {
    globals: copy.list(globals, globals.length),
    fibers: fibers.map((fiber) => copyOfFiber(fiber, fibers, copy)),
    ...{ random: random.state(), memory: memory.state(), logLines },
  };
  return { ...state, size: copy.slots };
}

/** Fibers refer to their parents, which stand before them. */
function fiberOf(kept: FiberCopy, before: readonly Fiber[], copy: GraphCopy): Fiber {
  const stack = copy.list(kept.stack, kept.stack.length);
  const loop = kept.loop === undefined ? undefined : (copy.slot(kept.loop) as Closure);
  const parent = before[kept.parent];
  const fiber = new Fiber(kept.id, loop ?? (stack[0] as Closure), {
    loop: loop !== undefined,
    ...(parent === undefined ? {} : { parent }),
  });
  const { pc, base, depth, state, wakeAtMs, childrenAlive, turnSpent, haltedPc, passes } = kept;
  Object.assign(fiber, { pc, base, depth, state, wakeAtMs, childrenAlive, turnSpent, haltedPc, passes, frames: kept.frames.slice() });
  const { frameSize } = fiber.functionIn(stack);
  fiber.makeRoom(Math.max(stack.length, base + frameSize));
  for (let i = 0; i < stack.length; i++) fiber.stack[i] = stack[i];
  fiber.sp = stack.length;
  return fiber;
}

export function restoreState(machine: Machine, kept: MachineState): void {
  const { globals, flat } = machine;
  assert(globals.length === kept.globals.length, 'a snapshot is of the same program');
  const functions: readonly FlatFunction[] = flat.functions;
  const copy = new GraphCopy(functions);
  copy.list(kept.globals, globals.length).forEach((value, i) => (globals[i] = value as Value));
  const fibers: Fiber[] = [];
  for (const fiber of kept.fibers) fibers.push(fiberOf(fiber, fibers, copy));
  machine.fibers = fibers;
  machine.random.setState(kept.random);
  machine.memory.setState(kept.memory);
  machine.logLines = kept.logLines;
}
