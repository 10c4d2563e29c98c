/**
 * The compact form's instructions. Layer: bytecode. Specification: ../compact.md §5; a test holds that page and this table equal.
 *
 * One byte an opcode, operands behind it, little-endian. Types are in the opcode: I is int32, F is float32; booleans are I, 0 or 1. `pops`/`pushes` of −1 depend on operands.
 * Weights are counted in units of about 160 cycles of an ATmega328P, so that 100 are a millisecond at 16 MHz.
 */

export type CompactOperand =
  | 'i8'
  | 'i16'
  | 'i32'
  | 'f32'
  | 'local'
  | 'global'
  | 'array'
  | 'function'
  | 'text'
  | 'native'
  | 'unary' // index into COMPACT_UNARY
  | 'binary' // index into COMPACT_BINARY
  | 'near' // int8 from the next instruction
  | 'far' // uint16 in the whole code
  | 'count'
  | 'data' // the array's content
  | 'functions'; // a byte for each of the `count` before it

export interface CompactInfo {
  readonly operands: readonly CompactOperand[];
  readonly pops: number;
  readonly pushes: number;
  readonly weight: number;
}

const op = (pops: number, pushes: number, operands: readonly CompactOperand[] = [], weight = 1): CompactInfo => ({
  operands,
  pops,
  pushes,
  weight,
});

/** The order is the encoding: append only. At most 128. */
export const COMPACT_OPCODES = {
  PUSH_I8: op(0, 1, ['i8']),
  PUSH_I16: op(0, 1, ['i16']),
  PUSH_I32: op(0, 1, ['i32']),
  PUSH_F8: op(0, 1, ['i8']),
  PUSH_F16: op(0, 1, ['i16'], 2),
  PUSH_F32: op(0, 1, ['f32']),
  LOAD: op(0, 1, ['local']),
  STORE: op(1, 0, ['local']),
  LOAD_GLOBAL: op(0, 1, ['global']),
  STORE_GLOBAL: op(1, 0, ['global']),
  DUP: op(1, 2),
  DUP2: op(2, 4),
  SWAP: op(2, 2),
  ROT3: op(3, 3),
  POP: op(1, 0),
  I_TO_F: op(1, 1),
  /** Of the second operand. */
  I_TO_F_2: op(2, 2),
  /** ToInt32. */
  F_TO_I: op(1, 1),
  /** Cut to a whole number, held within int32; NaN is 0. */
  F_TO_I_HELD: op(1, 1),
  /** −1 where it is no whole number that an array can have. */
  TO_INDEX: op(1, 1),
  ADD_I: op(2, 1),
  SUB_I: op(2, 1),
  MUL_I: op(2, 1),
  MOD_I: op(2, 1, [], 7),
  NEG_I: op(1, 1),
  /** Adds one. */
  INC: op(0, 0, ['local']),
  ADD_F: op(2, 1, [], 2),
  SUB_F: op(2, 1, [], 2),
  MUL_F: op(2, 1, [], 2),
  DIV_F: op(2, 1, [], 4),
  MOD_F: op(2, 1, [], 12),
  NEG_F: op(1, 1),
  AND: op(2, 1),
  OR: op(2, 1),
  XOR: op(2, 1),
  COMPLEMENT: op(1, 1),
  SHL: op(2, 1, [], 2),
  SHR: op(2, 1, [], 2),
  /** I I → F */
  USHR_F: op(2, 1, [], 3),
  LT_I: op(2, 1),
  LE_I: op(2, 1),
  GT_I: op(2, 1),
  GE_I: op(2, 1),
  EQ_I: op(2, 1),
  NE_I: op(2, 1),
  LT_F: op(2, 1),
  LE_F: op(2, 1),
  GT_F: op(2, 1),
  GE_F: op(2, 1),
  EQ_F: op(2, 1),
  NE_F: op(2, 1),
  NOT: op(1, 1),
  /** 0 and NaN are false. */
  TRUTH_F: op(1, 1),
  JUMP: op(0, 0, ['near']),
  JUMP_FAR: op(0, 0, ['far']),
  JUMP_IF_FALSE: op(1, 0, ['near']),
  JUMP_IF_FALSE_FAR: op(1, 0, ['far']),
  JUMP_IF_TRUE: op(1, 0, ['near']),
  JUMP_IF_TRUE_FAR: op(1, 0, ['far']),
  UNLESS_LT_I: op(2, 0, ['near']),
  UNLESS_LE_I: op(2, 0, ['near']),
  UNLESS_GT_I: op(2, 0, ['near']),
  UNLESS_GE_I: op(2, 0, ['near']),
  UNLESS_EQ_I: op(2, 0, ['near']),
  UNLESS_NE_I: op(2, 0, ['near']),
  UNLESS_LT_F: op(2, 0, ['near']),
  UNLESS_LE_F: op(2, 0, ['near']),
  UNLESS_GT_F: op(2, 0, ['near']),
  UNLESS_GE_F: op(2, 0, ['near']),
  UNLESS_EQ_F: op(2, 0, ['near']),
  UNLESS_NE_F: op(2, 0, ['near']),
  CALL: op(-1, -1, ['function']),
  RETURN: op(1, 0),
  RETURN_VOID: op(0, 0),
  NATIVE: op(-1, -1, ['native']),
  /** The last argument is a text. */
  NATIVE_TEXT: op(-1, -1, ['native', 'text']),
  UNARY: op(1, 1, ['unary']),
  BINARY: op(2, 1, ['binary']),
  /** I → element */
  GET: op(1, 1, ['array'], 2),
  /** I value → */
  SET: op(2, 0, ['array'], 2),
  /** One value for each element, the first deepest. */
  FILL: op(-1, 0, ['array'], 2),
  /** value → ; every element becomes it. */
  FILL_ALL: op(1, 0, ['array'], 6),
  /** The array's content follows in the code. */
  DATA: op(0, 0, ['array', 'data'], 4),
  FOREVER: op(0, 0, ['function'], 4),
  PARALLEL: op(0, 0, ['count', 'functions'], 4),
  /** Takes as many values as the text has places for. */
  LOG: op(-1, 0, ['text'], 50),
  /** F → */
  PLOT: op(1, 0, ['text'], 20),
} as const satisfies Record<string, CompactInfo>;

export type CompactName = keyof typeof COMPACT_OPCODES;
export const COMPACT_NAMES = Object.keys(COMPACT_OPCODES) as readonly CompactName[];
export const C = Object.fromEntries(COMPACT_NAMES.map((name, index) => [name, index])) as { readonly [N in CompactName]: number };

/** From here on the low bits of the opcode are its operand. */
export const SHORT_LOAD = 0x80;
export const SHORT_STORE = 0x90;
export const SHORT_LOAD_GLOBAL = 0xa0;
export const SHORT_STORE_GLOBAL = 0xb0;
/** Pushes the int32 of the low five bits, less 8. */
export const SHORT_INT = 0xc0;
/** Pushes the float32 of the low four bits. */
export const SHORT_FLOAT = 0xe0;
export const SHORT_CALL = 0xf0;
export const SHORT_COUNT = 16;
export const SHORT_INT_MIN = -8;
export const SHORT_INT_MAX = 23;
export const SHORT_FLOAT_MAX = 15;

/** F → F, but for the last three: F → I. Append only. */
export const COMPACT_UNARY = [
  'abs',
  'floor',
  'ceil',
  'round',
  'trunc',
  'sign',
  'sqrt',
  'sin',
  'cos',
  'exp',
  'log',
  'isNaN',
  'isFinite',
  'isInteger',
] as const;
export type CompactUnary = (typeof COMPACT_UNARY)[number];

/** F F → F. Append only. */
export const COMPACT_BINARY = ['min', 'max', 'atan2', 'pow', 'hypot'] as const;
export type CompactBinary = (typeof COMPACT_BINARY)[number];

/** Beyond the instruction's own weight. */
export const UNARY_WEIGHTS: { readonly [N in CompactUnary]: number } = {
  ...{ abs: 0, floor: 1, ceil: 1, round: 2, trunc: 1, sign: 1, sqrt: 3, sin: 24, cos: 24, exp: 24, log: 24 },
  ...{ isNaN: 0, isFinite: 0, isInteger: 2 },
};
export const BINARY_WEIGHTS: { readonly [N in CompactBinary]: number } = { min: 1, max: 1, atan2: 24, pow: 60, hypot: 16 };

/** Storage of one element: 0 int8 or boolean, 1 int16, 2 int32, 3 float32. */
export const ELEMENT_BYTES = [1, 2, 4, 4] as const;
export const ELEMENT_INT8 = 0;
export const ELEMENT_INT16 = 1;
export const ELEMENT_INT32 = 2;
export const ELEMENT_FLOAT = 3;
