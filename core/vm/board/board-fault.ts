/** What ends a board's program before its end. Layer: vm. Specification: core/bytecode/compact.md §9. */
import type { FaultParams } from '../../base/result.ts';

export type BoardFaultCode =
  | 'vm.call-depth-limit' // {limit}: places on the fiber's stack
  | 'vm.fiber-limit' // {limit}
  | 'vm.log-limit' // {limit}
  | 'vm.part-missing' // {name, part}
  | 'board.no-such-element'; // {index, length}

/** Thrown inside this folder, caught by `createBoardVm`'s run only. */
export class BoardFault extends Error {
  readonly code: BoardFaultCode;
  readonly params: FaultParams;
  constructor(code: BoardFaultCode, params: FaultParams) {
    super(code);
    this.code = code;
    this.params = params;
  }
}
