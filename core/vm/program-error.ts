/** How the parts of the interpreter report that the program did wrong. Layer: vm. */
import type { FaultParams } from '../base/result.ts';
import type { VmFaultCode } from './vm.ts';

/** Thrown inside the interpreter, caught by `createInterpreter`'s run only, which adds the place and hands out a ProgramFault. */
export class ProgramError extends Error {
  readonly code: VmFaultCode;
  readonly params: FaultParams;
  constructor(code: VmFaultCode, params: FaultParams) {
    super(code);
    this.code = code;
    this.params = params;
  }
}
