/**
 * Does a program fit an 8-bit board, and what does it cost there? Layer: language. Specification: core/bytecode/compact.md §10.
 * The answer is a report, not a diagnostic: a program that does not fit a board is a good program all the same.
 */
import type { FaultParams } from '../base/result.ts';
import { codeBytesOf, textBytesOf } from '../bytecode/compact/program.ts';
import type { VerifiedCompact } from '../bytecode/compact/verifier.ts';
import { lowerProgram, type LoweredFunction } from '../bytecode/lowering/lower.ts';
import type { Refusal, RefusalCode } from '../bytecode/lowering/refusal.ts';
import { ramBytesOf } from '../bytecode/lowering/stack-plan.ts';
import type { FunctionCode, Program } from '../bytecode/program.ts';
import type { ProgramSource } from './source.ts';

/** What an ATmega328P gives a program: its EEPROM, and a part of its RAM. */
const BOARD_LIMITS = { programBytes: 1024, ramBytes: 400 } as const;

export type BoardProblemCode =
  | RefusalCode
  | 'board.program-too-big' // {bytes, limit}
  | 'board.ram-too-small'; // {bytes, limit}

export interface BoardProblem {
  readonly code: BoardProblemCode;
  readonly params: FaultParams;
  /** Absent where it is the whole program. Lines and columns from 1; UTF-16 offsets. */
  readonly place?: { readonly file: number; readonly start: number; readonly end: number; readonly line: number; readonly column: number };
}

export interface BoardFunctionCost {
  /** '' for the top level and for functions without a name. */
  readonly name: string;
  /** 0 for the top level and for functions that the robot's own library brings along. */
  readonly line: number;
  readonly bytes: number;
}

export interface BoardReport {
  readonly fits: boolean;
  /** Of instructions and tables, of texts; absent where the program cannot be put into the board's form. */
  readonly codeBytes?: number;
  readonly constantBytes?: number;
  readonly ramBytes?: number;
  readonly limits: typeof BOARD_LIMITS;
  /** Largest first; of a program that does not fit, those that do. */
  readonly functions: readonly BoardFunctionCost[];
  readonly problem?: BoardProblem;
  /** Present where it fits. */
  readonly program?: VerifiedCompact;
}

function lineAndColumn(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  const start = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - start + 1 };
}

function placeIn(fn: FunctionCode, pc: number): { readonly file: number; readonly start: number; readonly end: number } | undefined {
  const place = fn.places.findLast((each) => each.pc <= pc) ?? fn.places[0];
  return fn.file < 0 || place === undefined ? undefined : { file: fn.file, start: place.start, end: place.end };
}

/** In the student's own text: where it is, or the call that leads there. */
function placeOf(refusal: Refusal, { functions }: Program, source: ProgramSource): BoardProblem['place'] {
  for (const { functionIndex, pc } of [refusal, ...refusal.callers]) {
    const place = placeIn(functions[functionIndex]!, pc);
    if (place !== undefined) return { ...place, ...lineAndColumn(source[place.file]?.text ?? '', place.start) };
  }
  return undefined;
}

function firstProblem(refusals: readonly Refusal[], program: Program, source: ProgramSource): BoardProblem {
  const problems = refusals.map(({ code, params, ...refusal }): BoardProblem => {
    const place = placeOf({ code, params, ...refusal }, program, source);
    return place === undefined ? { code, params } : { code, params, place };
  });
  const order = ({ place }: BoardProblem): number => (place === undefined ? Infinity : place.file * 1e9 + place.start);
  return problems.reduce((first, problem) => (order(problem) < order(first) ? problem : first));
}

function costs(lowered: readonly LoweredFunction[], { functions }: Program, source: ProgramSource): readonly BoardFunctionCost[] {
  const byFunction = new Map<number, number>();
  for (const { functionIndex, bytes } of lowered) byFunction.set(functionIndex, (byFunction.get(functionIndex) ?? 0) + bytes);
  return [...byFunction]
    .map(([index, bytes]): BoardFunctionCost => {
      const fn = functions[index]!;
      const place = index === 0 ? undefined : placeIn(fn, 0);
      return { name: fn.name, line: place === undefined ? 0 : lineAndColumn(source[place.file]?.text ?? '', place.start).line, bytes };
    })
    .sort((a, b) => b.bytes - a.bytes);
}

/** @param program what the compiler made of `source` */
export function checkBoard(program: Program, source: ProgramSource): BoardReport {
  const limits = BOARD_LIMITS;
  const lowered = lowerProgram(program, limits);
  const functions = costs(lowered.functions, program, source);
  if (!lowered.ok) return { fits: false, limits, functions, problem: firstProblem(lowered.refusals, program, source) };
  const board = lowered.program;
  const [codeBytes, constantBytes, ramBytes] = [codeBytesOf(board), textBytesOf(board), ramBytesOf(board)];
  const report = { codeBytes, constantBytes, ramBytes, limits, functions };
  const bytes = codeBytes + constantBytes;
  if (bytes > limits.programBytes)
    return { ...report, fits: false, problem: { code: 'board.program-too-big', params: { bytes, limit: limits.programBytes } } };
  if (ramBytes > limits.ramBytes)
    return { ...report, fits: false, problem: { code: 'board.ram-too-small', params: { bytes: ramBytes, limit: limits.ramBytes } } };
  return { ...report, fits: true, program: board };
}
