/** The state of a program for people: fibers, frames, variables by the names the program gave them. Layer: vm. */
import type { Fiber } from './fiber.ts';
import { DONE, FRAME_WORDS, READY, SLEEPING, WAITING, type FiberState } from './fiber.ts';
import type { FlatCode } from './flat-code.ts';
import { formatValue } from './format.ts';
import { VIEW_TEXT_LENGTH_MAX } from './limits.ts';
import { Cell, typeNameOf, UNINITIALISED, ValueIterator, type Closure, type Slot, type Value } from './values.ts';
import type { CodePosition, FiberView, FrameView, VariableView } from './vm.ts';

/** Names that begin so belong to the prelude. */
const HIDDEN = '\0';

const STATE_NAMES: Readonly<Record<FiberState, FiberView['state']>> = {
  [READY]: 'ready',
  [SLEEPING]: 'sleeping',
  [WAITING]: 'waiting',
  [DONE]: 'done',
};

interface Frame {
  /** Absolute; of a caller, within its call. */
  readonly pc: number;
  readonly base: number;
}

/** Innermost first. */
function framesOf(fiber: Fiber): readonly Frame[] {
  const frames: Frame[] = [{ pc: fiber.pc, base: fiber.base }];
  for (let depth = fiber.depth - 1; depth >= 0; depth--) {
    frames.push({ pc: fiber.frames[FRAME_WORDS * depth]! - 1, base: fiber.frames[FRAME_WORDS * depth + 1]! });
  }
  return frames;
}

/** The innermost position in the student's files. */
export function placeOf(fiber: Fiber, flat: FlatCode): CodePosition | undefined {
  let position = flat.positionAt(fiber.pc);
  for (let depth = fiber.depth - 1; position.file < 0 && depth >= 0; depth--) {
    position = flat.positionAt(fiber.frames[FRAME_WORDS * depth]! - 1);
  }
  return position.file < 0 ? undefined : position;
}

/** Positions that a fault names; deep recursion repeats itself. */
const STACK_POSITIONS_MAX = 32;
/** Frames of one fiber that the debugger is shown, from the innermost on. */
const FRAMES_MAX = 64;

/** Positions in the student's files, innermost first, at most STACK_POSITIONS_MAX; prelude frames are left out. */
export function stackOf(fiber: Fiber, flat: FlatCode): readonly CodePosition[] {
  return framesOf(fiber)
    .map(({ pc }) => flat.positionAt(pc))
    .filter(({ file }) => file >= 0)
    .slice(0, STACK_POSITIONS_MAX);
}

/** undefined for what has no value to show yet. */
function variable(name: string, slot: Slot): VariableView | undefined {
  const value = slot instanceof Cell ? slot.value : slot;
  if (name === '' || name.startsWith(HIDDEN) || value === UNINITIALISED || value instanceof ValueIterator) return undefined;
  return { name, text: formatValue(value as Value, VIEW_TEXT_LENGTH_MAX), type: typeNameOf(value as Value) };
}

function isView(view: VariableView | undefined): view is VariableView {
  return view !== undefined;
}

function frameView(fiber: Fiber, { pc, base }: Frame, flat: FlatCode): FrameView {
  const fn = flat.functionAt(pc);
  const own = pc - fn.entry;
  const locals = fn.source.locals
    .filter(({ fromPc, toPc }) => fromPc <= own && own < toPc)
    .sort((a, b) => a.fromPc - b.fromPc || a.slot - b.slot)
    .map(({ name, slot }) => variable(name, fiber.stack[base + slot]));
  const { upvalues } = fiber.stack[base - 1] as Closure;
  const captured = fn.source.upvalueNames.map((name, i) => variable(name, upvalues[i]));
  return { functionName: fn.name, position: flat.positionAt(pc), variables: [...locals, ...captured].filter(isView) };
}

export function fiberView(fiber: Fiber, flat: FlatCode): FiberView {
  const frames = framesOf(fiber)
    .slice(0, FRAMES_MAX)
    .map((frame) => frameView(fiber, frame, flat))
    .filter(({ position }) => position.file >= 0);
  const view = { id: fiber.id, state: STATE_NAMES[fiber.state], frames };
  return fiber.state === SLEEPING ? { ...view, wakeAtMs: fiber.wakeAtMs } : view;
}

export function globalViews(names: readonly string[], values: readonly Value[]): readonly VariableView[] {
  return names.map((name, i) => variable(name, values[i])).filter(isView);
}
