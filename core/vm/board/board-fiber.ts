/** One thread of a board's program. Layer: vm. Scheduling: core/bytecode/bytecode.md §6. */
import type { TurnTaker } from '../turns.ts';

/**
 * Its stack is the places `base` … `end` − 1: locals and operands grow up from `base`, one place for each call grows down from `end`.
 * `fp` is the place of local 0, `sp` the next free place.
 */
export interface BoardFiber extends TurnTaker {
  readonly base: number;
  readonly end: number;
  /** Function that it runs, again and again where `isLoop`. */
  readonly body: number;
  readonly isLoop: boolean;
  pc: number;
  sp: number;
  fp: number;
  depth: number;
}
