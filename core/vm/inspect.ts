/** The state of a program for people: fibers, frames, variables by the names the program gave them. Layer: vm. */
import type { Fiber } from './fiber.ts';
import type { FlatCode } from './flat-code.ts';
import { DONE, READY, SLEEPING, WAITING, type FiberState } from './turns.ts';
import type { Closure, Value } from './values.ts';
import type { VariableViews } from './variables.ts';
import type { CodePosition, FiberView, FrameView, VariableView } from './vm.ts';

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
  /** 0 is the outermost. */
  readonly depth: number;
}

/** Innermost first. */
function framesOf(fiber: Fiber): readonly Frame[] {
  const frames: Frame[] = [{ pc: fiber.pc, base: fiber.base, depth: fiber.depth }];
  for (let depth = fiber.depth - 1; depth >= 0; depth--) {
    frames.push({ pc: fiber.callingPc(depth), base: fiber.baseOf(depth), depth });
  }
  return frames;
}

/** The innermost position in the student's files. */
export function placeOf(fiber: Fiber, flat: FlatCode): CodePosition | undefined {
  let position = flat.positionAt(fiber.pc);
  for (let depth = fiber.depth - 1; position.file < 0 && depth >= 0; depth--) {
    position = flat.positionAt(fiber.callingPc(depth));
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

function isView(view: VariableView | undefined): view is VariableView {
  return view !== undefined;
}

function frameView(fiber: Fiber, { pc, base, depth }: Frame, flat: FlatCode, views: VariableViews): FrameView {
  const fn = flat.functionAt(pc);
  const own = pc - fn.entry;
  const place = `${fiber.id}/${depth}`;
  const locals = fn.source.locals
    .filter(({ fromPc, toPc }) => fromPc <= own && own < toPc)
    .sort((a, b) => a.fromPc - b.fromPc || a.slot - b.slot)
    .map(({ name, slot }) => views.variable(name, fiber.stack[base + slot], `local/${place}/${slot}`));
  const { upvalues } = fiber.stack[base - 1] as Closure;
  const captured = fn.source.upvalueNames.map((name, i) => views.variable(name, upvalues[i], `captured/${place}/${i}`));
  return { functionName: fn.name, position: flat.positionAt(pc), variables: [...locals, ...captured].filter(isView) };
}

export function fiberView(fiber: Fiber, flat: FlatCode, views: VariableViews): FiberView {
  const frames = framesOf(fiber)
    .slice(0, FRAMES_MAX)
    .map((frame) => frameView(fiber, frame, flat, views))
    .filter(({ position }) => position.file >= 0);
  const view = { id: fiber.id, state: STATE_NAMES[fiber.state], frames };
  return fiber.state === SLEEPING ? { ...view, wakeAtMs: fiber.wakeAtMs } : view;
}

export function globalViews(names: readonly string[], values: readonly Value[], views: VariableViews): readonly VariableView[] {
  return names.map((name, i) => views.variable(name, values[i], `global/${i}`)).filter(isView);
}
