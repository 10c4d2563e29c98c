/**
 * How one instruction's common case and its case in full become JavaScript. Layer: vm. Meaning: bytecode.md §5.
 * The common case is written out; for all else the instruction is carried out in full by runtime.ts, as in execute.ts.
 */
import type { Constant } from '../../bytecode/program.ts';
import { at, type BlockWriter } from './block-writer.ts';
import type { Kind, Operand } from './frame-state.ts';

export interface Instruction {
  readonly writer: BlockWriter;
  /** With operands at pc + 1 …; jumps are absolute. */
  readonly code: Int32Array;
  readonly constants: readonly Constant[];
  /** Names, by index. */
  readonly natives: readonly string[];
  readonly pc: number;
  /** Position of the instruction that follows. */
  readonly next: number;
  /** The instruction that follows only asks whether the result is truthy. */
  readonly isAsked: boolean;
  /** The program can lock arrays. */
  readonly locks: boolean;
}

export type Write = (instruction: Instruction) => void;

export const isNumber = ({ text, kind }: Operand): readonly string[] => (kind === 'number' ? [] : [`typeof ${text}==="number"`]);
/** No check can find one there, so the quick way is never gone. */
export const isNoArray = ({ kind }: Operand): boolean => kind !== 'any';
export const isNone = ({ text, kind }: Operand): readonly string[] => (kind === 'any' ? [`${text}!==U`] : []);

export function either(checks: readonly string[], quick: string, slow: string): string {
  return checks.length === 0 ? quick : `${[...new Set(checks)].join('&&')}?${quick}:${slow}`;
}

/**
 * The instruction in full, within an expression; its weight is charged and its operands are still there.
 * @param ahead charged for the quick way; in full the work charges it itself
 */
export function inFull({ writer, code, pc }: Instruction, kind: Kind, ahead = 0): string {
  const call = `inFull(x,${code[pc]},${pc},base,depth,${writer.left(ahead)}${writer.slots()})`;
  return `(t=${kind === 'number' ? '+' : ''}${call},${writer.reload()},t)`;
}

export function result({ writer, isAsked }: Instruction, taken: number, text: string, kind: Kind): void {
  writer.drop(taken);
  if (isAsked && kind === 'boolean') writer.push(`(${text})`, kind);
  else writer.pushResult(text, kind);
}

/** The instruction on the fiber, whose stack holds all; its result in `r`. */
function stepped({ writer, code, pc }: Instruction): string {
  const sp = at(writer.localCount + writer.depth);
  return `if((r=step(x,${code[pc]},${pc},base,depth,left,${sp}))===UNWIND)return UNWIND;${writer.reload()};`;
}

/** Always in full: the frame is stored and the instruction carried out on the fiber. */
export function onFiber(instruction: Instruction): void {
  instruction.writer.settle();
  instruction.writer.store();
  instruction.writer.line(stepped(instruction));
}

/** Where `condition` does not hold, as `onFiber`; else `quick`, which sets `r`. */
export function onFiberUnless(instruction: Instruction, condition: string, quick: string): void {
  const { writer } = instruction;
  writer.settle();
  writer.line(`if(${condition}){${quick}}else{${writer.storing()}${stepped(instruction)}}`);
}

/** In full, with `taken` operands replaced by one. */
export function made(taken: (code: Int32Array, pc: number) => number): Write {
  return (instruction) => {
    onFiber(instruction);
    instruction.writer.drop(taken(instruction.code, instruction.pc));
    instruction.writer.pushResult('r', 'any');
  };
}

/** JavaScript: this is an object of the shape that the instruction met last (property-cache.ts), which is then `t`. */
export const isKnownShape = ({ text, kind }: Operand, pc: number): string =>
  kind === 'any' ? `(t=m.propertyCaches[${pc}])!==undefined&&${text} instanceof GuestObject&&${text}.shape===t.shape` : 'false';
