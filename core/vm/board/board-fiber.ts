/** One thread of a board's program. Layer: vm. Scheduling: core/bytecode/bytecode.md §6. */

export const READY = 0;
export const SLEEPING = 1;
export const WAITING = 2;
export const DONE = 3;
export type BoardFiberState = typeof READY | typeof SLEEPING | typeof WAITING | typeof DONE;

/**
 * Its stack is the places `base` … `end` − 1: locals and operands grow up from `base`, one place for each call grows down from `end`.
 * `fp` is the place of local 0, `sp` the next free place.
 */
export interface BoardFiber {
  readonly base: number;
  readonly end: number;
  /** Function that it runs, again and again where `isLoop`. */
  readonly body: number;
  readonly isLoop: boolean;
  readonly parent: BoardFiber | undefined;
  pc: number;
  sp: number;
  fp: number;
  depth: number;
  state: BoardFiberState;
  wakeAtMs: number;
  childrenAlive: number;
  turnSpent: number;
}
