/** How the parts of the interpreter report that the program did wrong. Layer: vm. */
import type { FaultParams } from '../base/result.ts';
import type { Value } from './values.ts';
import type { CodePosition, VmFaultCode } from './vm.ts';

/** Thrown inside the interpreter, caught by `createInterpreter`'s run only, which adds the place and hands out a ProgramFault. */
export class ProgramError extends Error {
  readonly code: VmFaultCode;
  readonly params: FaultParams;
  /** Where it happened, where that is not where the fiber stands. */
  positions: readonly CodePosition[] | undefined;
  constructor(code: VmFaultCode, params: FaultParams) {
    super(code);
    this.code = code;
    this.params = params;
  }
}

/** What the program threw; caught by unwind.ts only. */
export class GuestThrow extends Error {
  readonly value: Value;
  constructor(value: Value) {
    super('thrown');
    this.value = value;
  }
}
