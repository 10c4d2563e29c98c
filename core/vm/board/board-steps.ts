/** What each instruction of the compact form does. Layer: vm. Specification: core/bytecode/compact.md §5; the board's C++ has a line for each line here. */
import { singleAtan2, singleCos, singleExp, singleHypot, singleLog, singlePow, singleSin, singleSqrt } from '../../base/single-math.ts';
import { single, singleQuotient } from '../../base/single-precision.ts';
import {
  BINARY_WEIGHTS,
  COMPACT_BINARY,
  COMPACT_NAMES,
  COMPACT_OPCODES,
  COMPACT_UNARY,
  UNARY_WEIGHTS,
  type CompactBinary,
  type CompactName,
  type CompactUnary,
} from '../../bytecode/compact/opcodes.ts';
import { filledText, placesIn } from '../../bytecode/compact/texts.ts';
import type { BoardMachine } from './board-machine.ts';

/** `pc` stands behind the opcode. */
type Step = (machine: BoardMachine) => void;

const UNARY: { readonly [N in CompactUnary]: (x: number) => number | boolean } = {
  ...{ abs: Math.abs, floor: Math.floor, ceil: Math.ceil, round: Math.round, trunc: Math.trunc, sign: Math.sign },
  ...{ sqrt: singleSqrt, sin: singleSin, cos: singleCos, exp: singleExp, log: singleLog },
  ...{ isNaN: Number.isNaN, isFinite: Number.isFinite, isInteger: Number.isInteger },
};

const BINARY: { readonly [N in CompactBinary]: (a: number, b: number) => number } = {
  ...{ min: Math.min, max: Math.max, atan2: singleAtan2, pow: singlePow, hypot: (a, b) => singleHypot([a, b]) },
};

const ofInts =
  (work: (a: number, b: number) => number): Step =>
  (m) => {
    const b = m.popInt();
    m.pushInt(work(m.popInt(), b));
  };

const ofFloats =
  (work: (a: number, b: number) => number): Step =>
  (m) => {
    const b = m.popFloat();
    m.pushFloat(work(m.popFloat(), b));
  };

type Relation = (a: number, b: number) => boolean;
const RELATIONS: readonly (readonly [string, Relation])[] = [
  ['LT', (a, b) => a < b],
  ['LE', (a, b) => a <= b],
  ['GT', (a, b) => a > b],
  ['GE', (a, b) => a >= b],
  ['EQ', (a, b) => a === b],
  ['NE', (a, b) => a !== b],
];

function related(m: BoardMachine, type: 'I' | 'F', relation: Relation): boolean {
  m.sp -= 2;
  const from = type === 'I' ? m.ints : m.floats;
  return relation(from[m.sp]!, from[m.sp + 1]!);
}

function jumpNear(m: BoardMachine, isTaken: boolean): void {
  const by = m.code.getInt8(m.pc++);
  if (isTaken) m.pc += by;
}

function jumpFar(m: BoardMachine, isTaken: boolean): void {
  const target = m.code.getUint16(m.pc, true);
  m.pc = isTaken ? target : m.pc + 2;
}

function relationSteps(): Partial<Record<CompactName, Step>> {
  const steps: Record<string, Step> = {};
  for (const [name, relation] of RELATIONS) {
    for (const type of ['I', 'F'] as const) {
      steps[`${name}_${type}`] = (m) => m.pushInt(related(m, type, relation) ? 1 : 0);
      steps[`UNLESS_${name}_${type}`] = (m) => jumpNear(m, !related(m, type, relation));
    }
  }
  return steps;
}

const PUSHES: Partial<Record<CompactName, Step>> = {
  PUSH_I8: (m) => m.pushInt(m.code.getInt8(m.pc++)),
  PUSH_I16: (m) => {
    m.pushInt(m.code.getInt16(m.pc, true));
    m.pc += 2;
  },
  PUSH_I32: (m) => {
    m.pushInt(m.code.getInt32(m.pc, true));
    m.pc += 4;
  },
  PUSH_F8: (m) => m.pushFloat(m.code.getInt8(m.pc++)),
  PUSH_F16: (m) => {
    m.pushFloat(m.code.getInt16(m.pc, true));
    m.pc += 2;
  },
  PUSH_F32: (m) => {
    m.pushFloat(m.code.getFloat32(m.pc, true));
    m.pc += 4;
  },
  LOAD: (m) => m.pushInt(m.ints[m.fp + m.byte()]!),
  STORE: (m) => {
    m.ints[m.fp + m.byte()] = m.popInt();
  },
  LOAD_GLOBAL: (m) => m.pushInt(m.ints[m.byte()]!),
  STORE_GLOBAL: (m) => {
    m.ints[m.byte()] = m.popInt();
  },
  DUP: (m) => m.pushInt(m.ints[m.sp - 1]!),
  DUP2: (m) => {
    m.pushInt(m.ints[m.sp - 2]!);
    m.pushInt(m.ints[m.sp - 2]!);
  },
  SWAP: (m) => rotate(m, 2),
  ROT3: (m) => rotate(m, 3),
  POP: (m) => {
    m.sp--;
  },
  INC: (m) => {
    m.ints[m.fp + m.byte()]! += 1;
  },
};

/** The top goes beneath the others. */
function rotate({ ints, sp }: BoardMachine, count: number): void {
  const top = ints[sp - 1]!;
  ints.copyWithin(sp - count + 1, sp - count, sp - 1);
  ints[sp - count] = top;
}

const ARITHMETIC: Partial<Record<CompactName, Step>> = {
  I_TO_F: (m) => m.pushFloat(m.popInt()),
  I_TO_F_2: (m) => {
    m.floats[m.sp - 2] = m.ints[m.sp - 2]!;
  },
  F_TO_I: (m) => m.pushInt(m.popFloat()),
  F_TO_I_HELD: (m) => {
    const value = Math.trunc(m.popFloat());
    m.pushInt(Math.min(Math.max(value, -0x80000000), 0x7fffffff));
  },
  TO_INDEX: (m) => {
    const value = m.popFloat();
    m.pushInt(Number.isInteger(value) && value >= 0 && value <= 0xffff ? value : -1);
  },
  ADD_I: ofInts((a, b) => a + b),
  SUB_I: ofInts((a, b) => a - b),
  MUL_I: ofInts(Math.imul),
  MOD_I: ofInts((a, b) => (b === 0 ? 0 : a % b)),
  NEG_I: (m) => m.pushInt(-m.popInt()),
  ADD_F: ofFloats((a, b) => a + b),
  SUB_F: ofFloats((a, b) => a - b),
  MUL_F: ofFloats((a, b) => a * b),
  DIV_F: ofFloats(singleQuotient),
  MOD_F: ofFloats((a, b) => a % b),
  NEG_F: (m) => m.pushFloat(-m.popFloat()),
  AND: ofInts((a, b) => a & b),
  OR: ofInts((a, b) => a | b),
  XOR: ofInts((a, b) => a ^ b),
  COMPLEMENT: (m) => m.pushInt(~m.popInt()),
  SHL: ofInts((a, b) => a << b),
  SHR: ofInts((a, b) => a >> b),
  USHR_F: (m) => {
    const by = m.popInt();
    m.pushFloat(m.popInt() >>> by);
  },
  NOT: (m) => m.pushInt(m.popInt() === 0 ? 1 : 0),
  TRUTH_F: (m) => {
    const value = m.popFloat();
    m.pushInt(value !== 0 && !Number.isNaN(value) ? 1 : 0);
  },
  UNARY: (m) => {
    const name = COMPACT_UNARY[m.byte()]!;
    m.left -= UNARY_WEIGHTS[name];
    const result = UNARY[name](m.popFloat());
    if (typeof result === 'number') m.pushFloat(single(result));
    else m.pushInt(result ? 1 : 0);
  },
  BINARY: (m) => {
    const name = COMPACT_BINARY[m.byte()]!;
    m.left -= BINARY_WEIGHTS[name];
    const b = m.popFloat();
    m.pushFloat(BINARY[name](m.popFloat(), b));
  },
};

const FLOW: Partial<Record<CompactName, Step>> = {
  JUMP: (m) => jumpNear(m, true),
  JUMP_FAR: (m) => jumpFar(m, true),
  JUMP_IF_FALSE: (m) => jumpNear(m, m.popInt() === 0),
  JUMP_IF_FALSE_FAR: (m) => jumpFar(m, m.popInt() === 0),
  JUMP_IF_TRUE: (m) => jumpNear(m, m.popInt() !== 0),
  JUMP_IF_TRUE_FAR: (m) => jumpFar(m, m.popInt() !== 0),
  CALL: (m) => m.call(m.byte()),
  RETURN: (m) => {
    const result = m.popInt();
    if (m.leave()) m.pushInt(result);
    else m.hasEnded = true;
  },
  RETURN_VOID: (m) => {
    m.hasEnded = !m.leave();
  },
  FOREVER: (m) => m.actions.forever(m.byte()),
  PARALLEL: (m) => {
    const count = m.byte();
    m.actions.parallel(Array.from({ length: count }, () => m.byte()));
  },
};

function valuesOf(m: BoardMachine, count: number): { readonly int: number; readonly float: number }[] {
  m.sp -= count;
  return Array.from({ length: count }, (_, i) => ({ int: m.ints[m.sp + i]!, float: m.floats[m.sp + i]! }));
}

const OUTSIDE: Partial<Record<CompactName, Step>> = {
  NATIVE: (m) => m.actions.native(m.byte(), m, ''),
  NATIVE_TEXT: (m) => {
    const index = m.byte();
    m.actions.native(index, m, filledText(m.program.texts[m.byte()]!, []));
  },
  GET: (m) => m.pushElement(m.byte(), m.popInt()),
  SET: (m) => {
    m.sp -= 2;
    m.setElement(m.byte(), m.ints[m.sp]!, m.sp + 1);
  },
  FILL: (m) => {
    const array = m.byte();
    const { length } = m.program.arrays[array]!;
    m.sp -= length;
    for (let i = 0; i < length; i++) m.setElement(array, i, m.sp + i);
  },
  FILL_ALL: (m) => {
    const array = m.byte();
    m.sp--;
    for (let i = 0; i < m.program.arrays[array]!.length; i++) m.setElement(array, i, m.sp);
  },
  DATA: (m) => m.setElements(m.byte()),
  LOG: (m) => {
    const text = m.program.texts[m.byte()]!;
    m.actions.log(filledText(text, valuesOf(m, placesIn(text))));
  },
  PLOT: (m) => {
    const name = filledText(m.program.texts[m.byte()]!, []);
    m.actions.plot(name, m.popFloat());
  },
};

const ALL: Partial<Record<CompactName, Step>> = { ...PUSHES, ...ARITHMETIC, ...relationSteps(), ...FLOW, ...OUTSIDE };
/** By opcode number. */
export const STEPS: readonly Step[] = COMPACT_NAMES.map((name) => {
  const step = ALL[name];
  if (step === undefined) throw new Error(`no step for ${name}`);
  return step;
});
export const WEIGHTS: readonly number[] = COMPACT_NAMES.map((name) => COMPACT_OPCODES[name].weight);
