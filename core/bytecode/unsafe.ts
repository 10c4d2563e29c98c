/** How verifier.ts and flow.ts say that a rule is broken. Layer: bytecode. */

/** A parameter of `bytecode.unsafe`; each rule stands in bytecode.md §4. */
export type UnsafeRule =
  | 'top-level' // functions[0] is missing, or takes arguments or upvalues
  | 'file' // a file index outside Program.files
  | 'locals' // paramCount, expectedCount, hasRest, thisLocal and localCount contradict each other or exceed LOCALS_MAX
  | 'opcode' // unknown, or its operands run past the end
  | 'operand' // outside what it points into
  | 'jump' // not to the start of an instruction
  | 'builtin' // CALL_BUILTIN of a name that is not in the list
  | 'native' // a native that is not in the API table, or a wrong number of arguments
  | 'end' // control can run past the end of the code
  | 'stack' // underflow, or two depths or kinds meet
  | 'cell' // a cell where a value is needed, or the other way round
  | 'iterator' // an iterator where a value is needed, or the other way round
  | 'array' // APPEND to something that is not an array of this function's making
  | 'stack-max' // the stated stackMax is too small
  | 'handler' // a handler's range or target is no instruction, or it keeps more operands than there are
  | 'too-complex' // beyond what the verifier is willing to follow
  | 'places'; // the tables for the debugger point outside the code

/** Thrown inside the verifier, caught by verifyProgram only. */
export class Unsafe extends Error {
  readonly rule: UnsafeRule;
  readonly pc: number;
  constructor(rule: UnsafeRule, pc: number) {
    super(rule);
    this.rule = rule;
    this.pc = pc;
  }
}
