/**
 * Fused instructions: common short sequences that the interpreter carries out in one dispatch. Layer: vm.
 *
 * A fusion only overwrites the first opcode of its sequence, in a copy of the code; all operands, and the instructions that follow, stay
 * where they are. So positions are the same with and without fusions, a jump into the middle of a sequence finds the original
 * instructions, and where the operands are not the expected numbers, execute.ts simply carries out the first instruction of the sequence
 * alone. A sequence never reaches over the start of a statement of the student's files: the debugger halts there.
 * Weights add up, and only a backward jump at the very end is a safepoint, as in the sequence itself: fusing changes nothing but speed.
 */
import { LOCKING } from './host-locks.ts';
import { OP, type OpcodeName } from '../bytecode/opcodes.ts';
import type { Constant, Program } from '../bytecode/program.ts';
import { FlatCode, OPERAND_COUNTS } from './flat-code.ts';

/** Not an opcode of the format: the debugger's halt, put over the first opcode of a statement. */
export const HALT = 127;
/** Likewise: over the first opcode of what the hot loop must not do itself (single precision). */
const LEAVE = 126;

/** Neither is this: the mark of a place at which a compiled function can take over. */
export const ENTER = 125;

/** `same: true` asks that the first and the last instruction name the same variable. */
interface Fusion {
  readonly opcode: number;
  readonly sequence: readonly OpcodeName[];
  readonly same?: true;
}

/** Longer sequences first, since the first that fits is taken. Their numbers are the cases of execute.ts. */
export const FUSIONS: readonly Fusion[] = [
  { opcode: 128, sequence: ['LOAD_LOCAL', 'LOAD_LOCAL', 'LT', 'JUMP_IF_TRUE'] },
  { opcode: 129, sequence: ['LOAD_LOCAL', 'LOAD_LOCAL', 'LE', 'JUMP_IF_TRUE'] },
  { opcode: 130, sequence: ['LOAD_LOCAL', 'CONST', 'LT', 'JUMP_IF_TRUE'] },
  { opcode: 131, sequence: ['LOAD_LOCAL', 'CONST', 'LE', 'JUMP_IF_TRUE'] },
  { opcode: 132, sequence: ['LOAD_LOCAL', 'CONST', 'LT', 'JUMP_IF_FALSE'] },
  { opcode: 133, sequence: ['LOAD_LOCAL', 'CONST', 'GT', 'JUMP_IF_FALSE'] },
  { opcode: 134, sequence: ['LOAD_LOCAL', 'CONST', 'GE', 'JUMP_IF_FALSE'] },
  { opcode: 135, sequence: ['LOAD_LOCAL', 'INC', 'STORE_LOCAL'], same: true },
  { opcode: 136, sequence: ['LOAD_GLOBAL', 'INC', 'STORE_GLOBAL'], same: true },
  { opcode: 137, sequence: ['LOAD_GLOBAL', 'CONST', 'LT', 'JUMP_IF_TRUE'] },
  { opcode: 138, sequence: ['LOAD_GLOBAL', 'LOAD_LOCAL', 'GET_INDEX'] },
  { opcode: 139, sequence: ['LOAD_LOCAL', 'LOAD_LOCAL', 'GET_INDEX'] },
  { opcode: 140, sequence: ['LOAD_LOCAL', 'LOAD_LOCAL', 'ADD'] },
  { opcode: 141, sequence: ['LOAD_LOCAL', 'LOAD_LOCAL', 'SUB'] },
  { opcode: 142, sequence: ['LOAD_LOCAL', 'LOAD_LOCAL', 'MUL'] },
  { opcode: 143, sequence: ['LOAD_LOCAL', 'CONST', 'ADD'] },
  { opcode: 144, sequence: ['LOAD_LOCAL', 'CONST', 'SUB'] },
  { opcode: 145, sequence: ['LOAD_LOCAL', 'CONST', 'MUL'] },
  { opcode: 146, sequence: ['CONST', 'ADD'] },
  { opcode: 147, sequence: ['CONST', 'SUB'] },
  { opcode: 148, sequence: ['CONST', 'MUL'] },
  { opcode: 149, sequence: ['LOAD_LOCAL', 'ADD'] },
  { opcode: 150, sequence: ['LOAD_LOCAL', 'SUB'] },
  { opcode: 151, sequence: ['LOAD_LOCAL', 'MUL'] },
  { opcode: 152, sequence: ['CONST', 'MUL', 'ADD'] },
  { opcode: 153, sequence: ['LOAD_LOCAL', 'STORE_LOCAL'] },
  { opcode: 154, sequence: ['CONST', 'STORE_LOCAL'] },
  { opcode: 155, sequence: ['ADD', 'STORE_LOCAL'] },
  { opcode: 156, sequence: ['SUB', 'STORE_LOCAL'] },
  { opcode: 157, sequence: ['MUL', 'STORE_LOCAL'] },
  { opcode: 158, sequence: ['SET_INDEX', 'POP'] },
  { opcode: 159, sequence: ['GT', 'JUMP_IF_FALSE'] },
  { opcode: 160, sequence: ['LT', 'JUMP_IF_FALSE'] },
  { opcode: 161, sequence: ['LT', 'JUMP_IF_TRUE'] },
  { opcode: 162, sequence: ['EQ', 'JUMP_IF_FALSE'] },
  { opcode: 163, sequence: ['LE', 'JUMP_IF_TRUE'] },
];

/** By the first opcode. */
const CANDIDATES: ReadonlyMap<number, readonly Fusion[]> = new Map(
  FUSIONS.map(({ sequence }) => [OP[sequence[0]!], FUSIONS.filter((each) => each.sequence[0] === sequence[0])]),
);

interface Instruction {
  readonly pc: number;
  readonly opcode: number;
}

export class CodeWithFusions extends FlatCode {
  readonly fused: Int32Array;
  /** The program's constants, and after them the integers that INT names: here INT is a CONST like any other. */
  readonly constants: readonly Constant[];
  /** Names, by index. */
  readonly natives: readonly string[];
  /** Whether the program can lock an array at all: only then is each store looked at. */
  readonly locks: boolean;

  /**
   * @param options.fuse false leaves `fused` as it is in the program, to hold both forms equal.
   * @param options.leave opcodes that the hot loop leaves to the slow step; nothing is fused then.
   */
  constructor(program: Program, options: { readonly fuse: boolean; readonly leave?: ReadonlySet<number> }) {
    super(program);
    this.natives = program.natives;
    this.locks = program.constants.some((constant) => LOCKING.has(constant));
    const instructions = this.#instructions();
    this.constants = this.#withoutInt(program.constants, instructions);
    this.fused = this.plain.slice();
    const { leave } = options;
    if (leave !== undefined) for (const { pc, opcode } of instructions) if (leave.has(opcode)) this.fused[pc] = LEAVE;
    if (!options.fuse || leave !== undefined) return;
    const statements = new Set([...this.statementStarts()].map(({ pc }) => pc));
    const list = this.#instructions();
    for (let at = 0; at < list.length; at++) this.#fuseAt(list, at, statements);
  }

  #instructions(): readonly Instruction[] {
    const found: Instruction[] = [];
    for (let pc = 0; pc < this.plain.length; pc += 1 + OPERAND_COUNTS[this.plain[pc]!]!) found.push({ pc, opcode: this.plain[pc]! });
    return found;
  }

  #withoutInt(given: readonly Constant[], instructions: readonly Instruction[]): readonly Constant[] {
    const constants = [...given];
    const indexOfInt = new Map<number, number>();
    for (const { pc, opcode } of instructions) {
      if (opcode !== OP.INT) continue;
      const int = this.plain[pc + 1]!;
      const index = indexOfInt.get(int) ?? constants.push(int) - 1;
      indexOfInt.set(int, index);
      this.plain[pc] = OP.CONST;
      this.plain[pc + 1] = index;
    }
    return constants;
  }

  #fuseAt(list: readonly Instruction[], at: number, statements: ReadonlySet<number>): void {
    const fits = (name: OpcodeName, i: number): boolean => {
      const instruction = list[at + i];
      return instruction !== undefined && instruction.opcode === OP[name] && (i === 0 || !statements.has(instruction.pc));
    };
    const fusion = CANDIDATES.get(list[at]!.opcode)?.find(
      ({ sequence, same }) => sequence.every(fits) && (same !== true || this.#sameVariable(list[at]!, list[at + sequence.length - 1]!)),
    );
    if (fusion !== undefined) this.fused[list[at]!.pc] = fusion.opcode;
  }

  #sameVariable(a: Instruction, b: Instruction): boolean {
    return this.plain[a.pc + 1] === this.plain[b.pc + 1];
  }
}
