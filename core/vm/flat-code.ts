/**
 * A program laid out for running: the code of all functions in one array, jumps made absolute. Layer: vm.
 * A position in it is the function's `entry` plus the position in the function's own code.
 */
import { OPCODES, OPCODE_NAMES } from '../bytecode/opcodes.ts';
import { FUNCTION_PLAIN, type CodePlace, type FunctionCode, type FunctionKind, type Program } from '../bytecode/program.ts';
import type { CodePosition } from './vm.ts';

export interface FlatFunction {
  readonly index: number;
  readonly name: string;
  readonly entry: number;
  readonly paramCount: number;
  readonly hasRest: boolean;
  readonly kind: FunctionKind;
  readonly thisLocal: number;
  /** A call with `paramCount` arguments has nothing more to do than to lay out the locals. */
  readonly isSimple: boolean;
  readonly localCount: number;
  /** Locals and operands. */
  readonly frameSize: number;
  readonly source: FunctionCode;
}

export const OPERAND_COUNTS: readonly number[] = OPCODE_NAMES.map((name) => OPCODES[name].operands.length);
const FIRST_OPERAND_IS_JUMP: readonly boolean[] = OPCODE_NAMES.map((name) => (OPCODES[name].operands as readonly string[])[0] === 'jump');
export const WEIGHTS: readonly number[] = OPCODE_NAMES.map((name) => OPCODES[name].weight);

function relocate(code: Int32Array, from: number, to: number, by: number): void {
  for (let pc = from; pc < to; pc += 1 + OPERAND_COUNTS[code[pc]!]!) {
    if (FIRST_OPERAND_IS_JUMP[code[pc]!]) code[pc + 1]! += by;
  }
}

export class FlatCode {
  readonly functions: readonly FlatFunction[];
  /** As the program has it, with absolute jumps. */
  readonly plain: Int32Array;

  constructor(program: Program) {
    let length = 0;
    this.functions = program.functions.map((source, index) => {
      const entry = length;
      length += source.code.length;
      const { name, paramCount, hasRest, kind, thisLocal, localCount, stackMax } = source;
      const isSimple = !hasRest && kind === FUNCTION_PLAIN;
      return { index, name, entry, paramCount, hasRest, kind, thisLocal, isSimple, localCount, frameSize: localCount + stackMax, source };
    });
    this.plain = new Int32Array(length);
    for (const fn of this.functions) {
      this.plain.set(fn.source.code, fn.entry);
      relocate(this.plain, fn.entry, fn.entry + fn.source.code.length, fn.entry);
    }
  }

  functionAt(pc: number): FlatFunction {
    let low = 0;
    for (let high = this.functions.length - 1; low < high;) {
      const middle = (low + high + 1) >> 1;
      if (this.functions[middle]!.entry <= pc) low = middle;
      else high = middle - 1;
    }
    return this.functions[low]!;
  }

  positionAt(pc: number): CodePosition {
    const fn = this.functionAt(pc);
    const own = pc - fn.entry;
    const place = placeAt(fn.source.places, own);
    return { functionIndex: fn.index, pc: own, file: fn.source.file, start: place?.start ?? 0, end: place?.end ?? 0 };
  }

  /** Absolute positions of all instructions. */
  *instructionStarts(): Generator<number> {
    for (let pc = 0; pc < this.plain.length; pc += 1 + OPERAND_COUNTS[this.plain[pc]!]!) yield pc;
  }

  /** Absolute positions at which a statement of the student's own files begins. */
  *statementStarts(): Generator<{ readonly pc: number; readonly file: number; readonly start: number }> {
    for (const { source, entry } of this.functions) {
      if (source.file < 0) continue;
      for (const place of source.places) {
        if (place.statement && place.pc < source.code.length) yield { pc: entry + place.pc, file: source.file, start: place.start };
      }
    }
  }
}

/** The last place that begins at or before `pc`. */
function placeAt(places: readonly CodePlace[], pc: number): CodePlace | undefined {
  let found: CodePlace | undefined;
  for (let low = 0, high = places.length - 1; low <= high;) {
    const middle = (low + high) >> 1;
    if (places[middle]!.pc <= pc) {
      found = places[middle];
      low = middle + 1;
    } else high = middle - 1;
  }
  return found;
}
