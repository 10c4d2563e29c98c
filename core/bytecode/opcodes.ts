/**
 * The instruction set, version 1. Layer: bytecode. Meaning in words: bytecode.md.
 *
 * For each opcode: operands (each one word), what it takes from and leaves on the stack, and its weight in weighted
 * instructions, the one clock that the interpreter and every later form count.
 * `pops`/`pushes` of −1 mean "depends on operands", see flow.ts.
 */

export type OperandKind =
  | 'int' // a signed immediate
  | 'constant' // index into Program.constants
  | 'string' // index into Program.constants, must be a string
  | 'local'
  | 'cell' // a local that holds a cell
  | 'global'
  | 'upvalue'
  | 'function' // index into Program.functions
  | 'native' // index into Program.natives
  | 'jump' // word offset in this code
  | 'count';

export interface OpcodeInfo {
  readonly operands: readonly OperandKind[];
  readonly pops: number;
  readonly pushes: number;
  readonly weight: number;
}

const op = (pops: number, pushes: number, operands: readonly OperandKind[] = [], weight = 1): OpcodeInfo => ({
  operands,
  pops,
  pushes,
  weight,
});

/** The order is the encoding: append only, never insert. */
export const OPCODES = {
  // constants and the stack
  CONST: op(0, 1, ['constant']),
  INT: op(0, 1, ['int']),
  TRUE: op(0, 1),
  FALSE: op(0, 1),
  NULL: op(0, 1),
  UNDEFINED: op(0, 1),
  POP: op(1, 0),
  DUP: op(1, 2),
  /** a b → a b a b */
  DUP2: op(2, 4),
  /** a b → b a */
  SWAP: op(2, 2),
  /** a b c → c a b */
  ROT3: op(3, 3),
  /** a b c d → d a b c */
  ROT4: op(4, 4),
  // variables; globals start with the mark; a let or const before its initialisation holds the "uninitialised" mark and CHECK_INIT refuses it
  LOAD_LOCAL: op(0, 1, ['local']),
  STORE_LOCAL: op(1, 0, ['local']),
  LOAD_GLOBAL: op(0, 1, ['global']),
  STORE_GLOBAL: op(1, 0, ['global']),
  /** Puts a fresh cell holding the popped value into the local. */
  NEW_CELL: op(1, 0, ['cell']),
  LOAD_CELL: op(0, 1, ['cell']),
  STORE_CELL: op(1, 0, ['cell']),
  LOAD_UPVALUE: op(0, 1, ['upvalue']),
  STORE_UPVALUE: op(1, 0, ['upvalue']),
  /** Pushes the "uninitialised" mark (for hoisted let/const). */
  UNINITIALISED: op(0, 1),
  /** Top of stack is the mark → fault `program.used-before-set` {name}. */
  CHECK_INIT: op(1, 1, ['string']),
  // arithmetic and comparison, JavaScript's meaning on every pair of values
  ADD: op(2, 1),
  SUB: op(2, 1),
  MUL: op(2, 1),
  DIV: op(2, 1, [], 2),
  MOD: op(2, 1, [], 2),
  POW: op(2, 1, [], 8),
  NEG: op(1, 1),
  TO_NUMBER: op(1, 1),
  INC: op(1, 1),
  DEC: op(1, 1),
  BIT_AND: op(2, 1),
  BIT_OR: op(2, 1),
  BIT_XOR: op(2, 1),
  BIT_NOT: op(1, 1),
  SHL: op(2, 1),
  SHR: op(2, 1),
  USHR: op(2, 1),
  LT: op(2, 1),
  LE: op(2, 1),
  GT: op(2, 1),
  GE: op(2, 1),
  EQ: op(2, 1),
  NE: op(2, 1),
  LOOSE_EQ: op(2, 1),
  LOOSE_NE: op(2, 1),
  NOT: op(1, 1),
  TYPEOF: op(1, 1),
  /** Pops n values, pushes the concatenation of their strings (template literals). */
  CONCAT: op(-1, 1, ['count'], 2),
  // jumps
  JUMP: op(0, 0, ['jump']),
  JUMP_IF_FALSE: op(1, 0, ['jump']),
  JUMP_IF_TRUE: op(1, 0, ['jump']),
  /** `a && b`: jumps and keeps the value where it is falsy, else pops it. Likewise `||` and `??`. */
  JUMP_IF_FALSE_KEEP: op(-1, -1, ['jump']),
  JUMP_IF_TRUE_KEEP: op(-1, -1, ['jump']),
  JUMP_IF_NOT_NULLISH_KEEP: op(-1, -1, ['jump']),
  // functions
  CLOSURE: op(0, 1, ['function'], 3),
  /** callee arg1 … argN → result */
  CALL: op(-1, 1, ['count'], 4),
  /** arg1 … argN → result; a function of the API table; it may charge more than its weight, before it works. */
  CALL_NATIVE: op(-1, 1, ['native', 'count'], 4),
  /** receiver arg1 … argN → result; a method of a built-in type, by name. */
  CALL_METHOD: op(-1, 1, ['string', 'count'], 4),
  /** arg1 … argN → result; a global function or Math member by its full name ('Math.floor', 'Number', 'String', 'isNaN' …). */
  CALL_BUILTIN: op(-1, 1, ['string', 'count'], 4),
  RETURN: op(1, 0, [], 2),
  // arrays, strings, properties
  NEW_ARRAY: op(-1, 1, ['count'], 3),
  GET_INDEX: op(2, 1),
  /** object index value → value */
  SET_INDEX: op(3, 1),
  GET_LENGTH: op(1, 1),
  /** object value → value: `array.length = n`. */
  SET_LENGTH: op(2, 1, [], 2),
  /** iterable → iterator (arrays and strings by element; the iterator is a VM value that no program can touch). */
  ITERATE: op(1, 1, [], 2),
  /** iterator → iterator value; or, at the end, pops the iterator and jumps. */
  NEXT: op(-1, -1, ['jump'], 2),
  /** array value → array: appends one (spread literals). */
  APPEND: op(2, 1),
  /** array iterable → array: appends all. */
  APPEND_ALL: op(2, 1, [], 2),
  /** callee array → result: a call with spread arguments. */
  CALL_SPREAD: op(2, 1, [], 4),
  // objects: own properties in JavaScript's order, accessors are frames of the program
  /** object → value: `o.name`. */
  GET_PROP: op(1, 1, ['string']),
  /** object value → value: `o.name = v`. */
  SET_PROP: op(2, 1, ['string']),
  NEW_OBJECT: op(0, 1, [], 3),
  /** object value → object: an own property, never a setter (literals, fields). */
  DEFINE_PROP: op(2, 1, ['string']),
  /** object key value → object */
  DEFINE_INDEX: op(3, 1, [], 2),
  /** object key function → object: a method, getter or setter; the operand is a sum of MEMBER_ flags. */
  DEFINE_MEMBER: op(3, 1, ['int'], 2),
  /** object value → object: `{...v}`. */
  SPREAD_OBJECT: op(2, 1, [], 2),
  /** value key1 … keyN → object: `{k1, …kN, ...rest} = v` */
  REST_OBJECT: op(-1, 1, ['count'], 3),
  /** object key → true */
  DELETE: op(2, 1, [], 2),
  /** key object → boolean */
  IN: op(2, 1, [], 2),
  /** value class → boolean */
  INSTANCEOF: op(2, 1, [], 2),
  /** object → function object: what CALL_THIS takes. */
  GET_METHOD: op(1, 2, ['string']),
  /** function this arg1 … argN → result */
  CALL_THIS: op(-1, 1, ['count'], 4),
  /** receiver array → result */
  CALL_METHOD_SPREAD: op(2, 1, ['string'], 4),
  /** function this array → result */
  CALL_THIS_SPREAD: op(3, 1, [], 4),
  // classes
  /** class arg1 … argN → object */
  NEW: op(-1, 1, ['count'], 6),
  /** class array → object */
  NEW_SPREAD: op(2, 1, [], 6),
  /** constructor → class prototype */
  CLASS: op(1, 2, [], 3),
  /** parent constructor → class prototype */
  CLASS_EXTENDS: op(2, 2, [], 3),
  /** class function → class: the function sets up the fields of each new object. */
  SET_FIELDS: op(2, 1, [], 2),
  /** object → value: calls the running class's field function for the object. */
  RUN_FIELDS: op(1, 1, [], 4),
  /** → object: where `super.x` looks. */
  SUPER_BASE: op(0, 1),
  /** new.target arg1 … argN → object: `super(…)`. */
  SUPER_CONSTRUCT: op(-1, 1, ['count'], 6),
  /** new.target array → object */
  SUPER_CONSTRUCT_SPREAD: op(2, 1, [], 6),
  /** this base key → value */
  GET_SUPER: op(3, 1, [], 2),
  /** this base key value → value */
  SET_SUPER: op(4, 1, [], 2),
  // exceptions and the rest
  /** value → (the handler's value) */
  THROW: op(1, 0, [], 8),
  /** iterable → array: the array itself, or a new one of what it gives. */
  TO_LIST: op(1, 1),
  /** value → iterator over the names that `for … in` gives. */
  FOR_IN: op(1, 1, [], 2),
  /** value → boolean: an object or a function. */
  IS_OBJECT: op(1, 1),
  // array patterns
  /** iterable → array: the array itself, or a new one of at most so many of what it gives. */
  TAKE_LIST: op(1, 1, ['count']),
  /** iterable → what walks over it, as a value: `list.values()`; an iterator is itself. */
  WALK: op(1, 1, [], 2),
  /** walk → value: what comes next; at the end undefined. */
  TAKE: op(1, 1),
  /** key → number or text: what it is as the name of a property, found once. */
  TO_KEY: op(1, 1),
  /** Pops what `this` holds before `super(…)` fills it; anything but the mark → fault `program.super-twice`. */
  CHECK_UNSET: op(1, 0),
} as const satisfies Record<string, OpcodeInfo>;

export type OpcodeName = keyof typeof OPCODES;

export const OPCODE_NAMES = Object.keys(OPCODES) as readonly OpcodeName[];

/** Opcode numbers by name: `OP.ADD`. */
export const OP = Object.fromEntries(OPCODE_NAMES.map((name, index) => [name, index])) as { readonly [N in OpcodeName]: number };

/** What DEFINE_MEMBER makes: nothing of these is a method. */
export const MEMBER_GETTER = 1;
export const MEMBER_SETTER = 2;
/** Of object literals; members of classes are not enumerable. */
export const MEMBER_ENUMERABLE = 4;
