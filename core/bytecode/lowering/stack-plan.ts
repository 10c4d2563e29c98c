/** How many places each fiber's stack needs, and what that takes of the RAM. Layer: bytecode. Specification: ../compact.md §3. */
import { ELEMENT_BYTES } from '../compact/opcodes.ts';
import type { CompactArray, CompactFunction } from '../compact/program.ts';
import { isLabel, type Item, type Line } from './assembler.ts';

const PLACE_BYTES = 4;
/** What the board keeps of each fiber beside its stack. */
const FIBER_BYTES = 12;
/** One byte counts them. */
const PLACES_MAX = 255;

const ENDS: ReadonlySet<string> = new Set(['JUMP', 'RETURN', 'RETURN_VOID']);

interface Call {
  readonly callee: number;
  /** Operands below the arguments. */
  readonly below: number;
}

export function depthsOf(items: readonly Item[]): { readonly stackMax: number; readonly calls: readonly Call[] } {
  let depth = 0;
  let stackMax = 0;
  const calls: Call[] = [];
  for (const item of items) {
    if (isLabel(item)) continue;
    const { name, operand, pops, pushes }: Line = item;
    if (name === 'CALL') calls.push({ callee: operand, below: depth - pops });
    stackMax = Math.max(stackMax, depth);
    depth += pushes - pops;
    stackMax = Math.max(stackMax, depth);
    if (ENDS.has(name)) depth = 0;
  }
  return { stackMax, calls };
}

export interface StackPlan {
  readonly mainStack: number;
  readonly fiberStack: number;
}

export interface RamUse {
  readonly globals: number;
  readonly arrays: readonly CompactArray[];
  readonly fibers: number;
  readonly mainStack: number;
  readonly fiberStack: number;
}

export function ramBytesOf({ globals, arrays, fibers, mainStack, fiberStack }: RamUse): number {
  const lists = arrays.reduce((sum, { length, element }) => sum + length * ELEMENT_BYTES[element as 0]!, 0);
  return lists + PLACE_BYTES * (globals + mainStack + fibers * fiberStack) + FIBER_BYTES * (1 + fibers);
}

/** The places of a call of each function, everything that it calls included; Infinity where it calls itself. */
function needs(functions: readonly CompactFunction[], calls: readonly (readonly Call[])[]): readonly number[] {
  const known = new Map<number, number>();
  const open = new Set<number>();
  const need = (index: number): number => {
    if (open.has(index)) return Infinity;
    const before = known.get(index);
    if (before !== undefined) return before;
    open.add(index);
    const { locals, stackMax } = functions[index]!;
    const deepest = calls[index]!.map(({ callee, below }) => below + 1 + need(callee));
    open.delete(index);
    const total = locals + Math.max(stackMax, ...deepest);
    known.set(index, total);
    return total;
  };
  return functions.map((_, index) => {
    // What was found below a function that is still open may be too much for another; each is asked anew.
    known.clear();
    return need(index);
  });
}

/** A fiber in which a function calls itself gets what is left of the RAM, shared among those that need it. */
export function stackPlan(given: {
  readonly functions: readonly CompactFunction[];
  readonly items: readonly (readonly Item[])[];
  readonly bodies: readonly number[];
  readonly globals: number;
  readonly arrays: readonly CompactArray[];
  readonly ramBytes: number;
}): StackPlan {
  const { functions, items, bodies, globals, arrays, ramBytes } = given;
  const all = needs(
    functions,
    items.map((each) => depthsOf(each).calls),
  );
  const main = Math.max(1, all[0]!);
  const fiber = Math.max(1, ...bodies.map((key) => all[key]!));
  const fibers = bodies.length;
  const finite = (need: number): number => (Number.isFinite(need) ? need : 0);
  const used = ramBytesOf({ globals, arrays, fibers, mainStack: finite(main), fiberStack: finite(fiber) });
  const sharers = (Number.isFinite(main) ? 0 : 1) + (Number.isFinite(fiber) ? 0 : fibers);
  const share = sharers === 0 ? 0 : Math.max(0, Math.floor((ramBytes - used) / PLACE_BYTES / sharers));
  const least = Math.max(...functions.map(({ locals, stackMax }) => locals + stackMax));
  const sized = (need: number): number => Math.min(PLACES_MAX, Number.isFinite(need) ? need : Math.max(share, least));
  return { mainStack: sized(main), fiberStack: sized(fiber) };
}
