/** Why a program does not fit a board. Layer: bytecode. Words: core/words/board-words.ts. */
import type { FaultParams } from '../../base/result.ts';

export type RefusalCode =
  | 'board.text' // {}: a text anywhere but in log
  | 'board.text-too-long' // {limit}
  | 'board.objects' // {}
  | 'board.errors' // {}: try, throw
  | 'board.closure' // {name}: a function that uses a variable of another function
  | 'board.function-value' // {}: which function it is shows only as it runs
  | 'board.surplus' // {}: rest parameters, spread
  | 'board.list-grows' // {}
  | 'board.list-moves' // {}: a variable that holds now this list, now that
  | 'board.list-mixed' // {}: numbers and truth values in one list
  | 'board.list-logged' // {}
  | 'board.method' // {name}
  | 'board.builtin' // {name}
  | 'board.native' // {name}: of the robot's functions, one that needs a computer
  | 'board.mixed' // {one, other}: ValueWord
  | 'board.empty' // {}: a value that may be missing
  | 'board.other' // {name}: of an instruction
  | 'board.too-complex' // {}
  | 'board.too-many'; // {what, limit}: more globals, lists, functions than a byte counts

export interface Refusal {
  readonly code: RefusalCode;
  readonly params: FaultParams;
  readonly functionIndex: number;
  readonly pc: number;
  /** Who called that function, innermost first. */
  readonly callers: readonly { readonly functionIndex: number; readonly pc: number }[];
}

/** Thrown while one block is followed, caught there. */
export class Refused extends Error {
  readonly code: RefusalCode;
  readonly params: FaultParams;
  constructor(code: RefusalCode, params: FaultParams = {}) {
    super(code);
    this.code = code;
    this.params = params;
  }
}
