/**
 * How each instruction reads as JavaScript. Layer: vm. Meaning: bytecode.md §5.
 * The common case is written out; for all else the instruction is carried out in full by runtime.ts, as in execute.ts. What is not in the
 * table is left to the interpreter, frame and all, so a new instruction works before anyone writes it here.
 */
import { OP, OPCODES, OPCODE_NAMES, type OpcodeInfo, type OpcodeName } from '../../bytecode/opcodes.ts';
import { FROZEN } from '../objects.ts';
import { at } from './block-writer.ts';
import { call, callBuiltin, callMethod, callNative } from './calls.ts';
import {
  either,
  inFull,
  isNoArray,
  isNone,
  isKnownShape,
  isNumber,
  made,
  onFiber,
  onFiberUnless,
  result,
  type Instruction,
  type Write,
} from './expressions.ts';
import type { Kind, Operand } from './frame-state.ts';

const first = (code: Int32Array, pc: number): number => code[pc + 1]!;

function binary(operator: string, kind: Kind): Write {
  return (instruction) => {
    const [a, b] = [instruction.writer.peek(1), instruction.writer.peek()];
    const quick = `${a.text}${operator}${b.text}`;
    result(instruction, 2, either([...isNumber(a), ...isNumber(b)], quick, inFull(instruction, kind)), kind);
  };
}

/** Of two numbers a number, else perhaps a string. */
const add: Write = (instruction) => {
  const [a, b] = [instruction.writer.peek(1), instruction.writer.peek()];
  const kind = a.kind === 'number' && b.kind === 'number' ? 'number' : 'any';
  result(instruction, 2, either([...isNumber(a), ...isNumber(b)], `${a.text}+${b.text}`, inFull(instruction, kind)), kind);
};

/** Only comparing two strings is work, and only the mark is refused. */
function equality(operator: string): Write {
  return (instruction) => {
    const [a, b] = [instruction.writer.peek(1), instruction.writer.peek()];
    const quick = `${a.text}${operator}${b.text}`;
    if (a.kind !== 'any' && b.kind !== 'any') return result(instruction, 2, quick, 'boolean');
    const unknown = a.kind === 'any' ? a : b;
    const known = a.kind === 'any' && b.kind === 'any' ? [] : [`typeof ${unknown.text}!=="string"`];
    const harmless = known.length > 0 ? [...known, ...isNone(unknown)] : [`typeof ${a.text}!=="string"`, ...isNone(a), ...isNone(b)];
    const slow = either(harmless, quick, inFull(instruction, 'boolean'));
    result(instruction, 2, either([...isNumber(a), ...isNumber(b)], quick, `(${slow})`), 'boolean');
  };
}

function unary(prefix: string, suffix = ''): Write {
  return (instruction) => {
    const a = instruction.writer.peek();
    result(instruction, 1, either(isNumber(a), `${prefix}${a.text}${suffix}`, inFull(instruction, 'number')), 'number');
  };
}

const not: Write = (instruction) => {
  const a = instruction.writer.peek();
  result(instruction, 1, either(isNone(a), `!${a.text}`, inFull(instruction, 'boolean')), 'boolean');
};

function constant(text: string, kind: Kind): Write {
  return ({ writer }) => writer.push(text, kind);
}

/** Sources as `BlockWriter.arrange` takes them. */
function arrange(taken: number, ...sources: readonly number[]): Write {
  return ({ writer }) => writer.arrange(sources, taken);
}

/** In full, for an instruction that leaves two values where `taken` were. */
const pair =
  (taken: number): Write =>
  (instruction) => {
    onFiber(instruction);
    const { writer } = instruction;
    writer.drop(taken);
    writer.pushResult(`stack[${at(writer.localCount + writer.depth)}]`, 'any');
    writer.pushResult('r', 'any');
  };

const getIndex: Write = (instruction) => {
  const [a, k] = [instruction.writer.peek(1), instruction.writer.peek()];
  if (isNoArray(a)) return result(instruction, 2, inFull(instruction, 'any'), 'any');
  const checks = [...isNumber(k), `Array.isArray(${a.text})`, `${k.text}>=0`, `${k.text}<${a.text}.length`];
  result(instruction, 2, either(checks, `${a.text}[${k.text}]`, inFull(instruction, 'any')), 'any');
};

const setIndex: Write = (instruction) => {
  const { writer } = instruction;
  const [a, k, value] = [writer.peek(2), writer.peek(1), writer.peek()];
  const inBounds = [`${k.text}>=0`, `${k.text}<${a.text}.length`, `Math.floor(${k.text})===${k.text}`];
  const unlocked = instruction.locks ? [`!Object.isFrozen(${a.text})`] : [];
  const checks = [...isNumber(k), `Array.isArray(${a.text})`, ...inBounds, ...unlocked];
  const full = `${inFull(instruction, 'any')};`;
  writer.line(isNoArray(a) ? full : `if(${checks.join('&&')})${a.text}[${k.text}]=${value.text};else ${full}`);
  writer.drop(3);
  writer.pushResult(value.text, value.kind);
};

const getLength: Write = (instruction) => {
  const a = instruction.writer.peek();
  if (isNoArray(a)) return result(instruction, 1, inFull(instruction, 'any'), 'any');
  result(instruction, 1, either([`Array.isArray(${a.text})`], `${a.text}.length`, inFull(instruction, 'any')), 'any');
};

/** A getter is a call, so all else is done on the fiber. */
const getProp: Write = (instruction) => {
  const object = instruction.writer.peek();
  onFiberUnless(instruction, isKnownShape(object, instruction.pc), `r=(${object.text}).slots[t.slot];`);
  instruction.writer.drop(1);
  instruction.writer.pushResult('r', 'any');
};

const setProp: Write = (instruction) => {
  const { writer, pc } = instruction;
  const [object, value] = [writer.peek(1), writer.peek()];
  const at = `(${object.text})`;
  const isOpen = `${at}.lock!==${FROZEN}&&!${at}.isPrototype`;
  onFiberUnless(instruction, `${isKnownShape(object, pc)}&&${isOpen}`, `r=${at}.slots[t.slot]=${value.text};`);
  writer.drop(2);
  writer.pushResult('r', 'any');
};

const checkInit: Write = (instruction) => {
  const a = instruction.writer.peek();
  if (a.kind === 'any') instruction.writer.line(`if(${a.text}===U)${inFull(instruction, 'any')};`);
};

/** What a condition asks; the mark is refused. The operand is gone where the instruction takes it. */
function asked({ writer, pc }: Instruction, { text, kind }: Operand): string {
  if (kind === 'any') writer.line(`if(${text}===U)unset(x,${pc},base,depth,${writer.left()}${writer.slots()});`);
  return text;
}

function jumpIf(isJumping: boolean): Write {
  return (instruction) => {
    const { writer, code, pc, next } = instruction;
    writer.settleOperands(1);
    const text = asked(instruction, writer.pop());
    const [jump, go] = [
      { target: code[pc + 1]!, keep: 'all' as const },
      { target: next, keep: 'all' as const },
    ];
    writer.branch(pc, text, isJumping ? jump : go, isJumping ? go : jump);
  };
}

function jumpIfKeeping(conditionOf: (instruction: Instruction) => string, isJumping: boolean): Write {
  return (instruction) => {
    const { writer, code, pc, next } = instruction;
    writer.settleOperands();
    const condition = conditionOf(instruction);
    const jump = { target: code[pc + 1]!, keep: 'all' as const };
    const go = { target: next, keep: 'but top' as const };
    writer.branch(pc, condition, isJumping ? jump : go, isJumping ? go : jump);
  };
}

const truthyTop = (instruction: Instruction): string => asked(instruction, instruction.writer.peek());
const presentTop = ({ writer }: Instruction): string => `${writer.peek().text}!==null&&${writer.peek().text}!==undefined`;

/** Of an array the next element; of all else in full, since it may make something. */
const next: Write = ({ writer, code, pc, next: after }) => {
  writer.settleOperands();
  const iterator = writer.peek().text;
  const ofArray = `t=${iterator}.at<t.length?t[${iterator}.at++]:END;`;
  const ofOther = `t=nextInFull(x,${pc},base,depth,${writer.left()}${writer.slots()});${writer.reload()};`;
  writer.line(`t=${iterator}.source;if(Array.isArray(t))${ofArray}else{${ofOther}}`);
  const item = { target: after, keep: 'any' as const, code: `s${writer.depth}=t;\n` };
  writer.branch(pc, 't!==END', item, { target: code[pc + 1]!, keep: 'but top' });
};

const WRITES: { readonly [N in OpcodeName]?: Write } = {
  CONST: ({ writer, code, constants, pc }) => writer.pushConstant(constants[code[pc + 1]!]!, code[pc + 1]!),
  TRUE: constant('true', 'boolean'),
  FALSE: constant('false', 'boolean'),
  NULL: constant('null', 'any'),
  UNDEFINED: constant('undefined', 'any'),
  UNINITIALISED: constant('U', 'any'),
  POP: ({ writer }) => writer.drop(1),
  DUP: arrange(1, 0, 0),
  DUP2: arrange(2, 1, 0, 1, 0),
  SWAP: arrange(2, 0, 1),
  ROT3: arrange(3, 0, 2, 1),
  ROT4: arrange(4, 0, 3, 2, 1),
  LOAD_LOCAL: ({ writer, code, pc }) => writer.pushLocal(code[pc + 1]!),
  STORE_LOCAL: ({ writer, code, pc }) => writer.storeLocal(code[pc + 1]!, writer.pop()),
  LOAD_GLOBAL: ({ writer, code, pc }) => writer.pushResult(`G[${code[pc + 1]}]`, 'any'),
  STORE_GLOBAL: ({ writer, code, pc }) => writer.line(`G[${code[pc + 1]}]=${writer.pop().text};`),
  LOAD_CELL: ({ writer, code, pc }) => writer.pushResult(`l${code[pc + 1]}.value`, 'any'),
  STORE_CELL: ({ writer, code, pc }) => writer.line(`l${code[pc + 1]}.value=${writer.pop().text};`),
  LOAD_UPVALUE: ({ writer, code, pc }) => writer.pushResult(`self.upvalues[${code[pc + 1]}].value`, 'any'),
  STORE_UPVALUE: ({ writer, code, pc }) => writer.line(`self.upvalues[${code[pc + 1]}].value=${writer.pop().text};`),
  NEW_CELL: (instruction) => {
    onFiber(instruction);
    instruction.writer.drop(1);
    instruction.writer.fetchLocal(instruction.code[instruction.pc + 1]!);
  },
  CHECK_INIT: checkInit,
  ADD: add,
  SUB: binary('-', 'number'),
  MUL: binary('*', 'number'),
  DIV: binary('/', 'number'),
  MOD: binary('%', 'number'),
  NEG: unary('-'),
  TO_NUMBER: unary(''),
  INC: unary('', '+1'),
  DEC: unary('', '-1'),
  BIT_AND: binary('&', 'number'),
  BIT_OR: binary('|', 'number'),
  BIT_XOR: binary('^', 'number'),
  BIT_NOT: unary('~'),
  SHL: binary('<<', 'number'),
  SHR: binary('>>', 'number'),
  USHR: binary('>>>', 'number'),
  LT: binary('<', 'boolean'),
  LE: binary('<=', 'boolean'),
  GT: binary('>', 'boolean'),
  GE: binary('>=', 'boolean'),
  EQ: equality('==='),
  NE: equality('!=='),
  LOOSE_EQ: binary('===', 'boolean'),
  LOOSE_NE: binary('!==', 'boolean'),
  NOT: not,
  JUMP: ({ writer, code, pc }) => writer.jump(pc, code[pc + 1]!),
  JUMP_IF_FALSE: jumpIf(false),
  JUMP_IF_TRUE: jumpIf(true),
  JUMP_IF_FALSE_KEEP: jumpIfKeeping(truthyTop, false),
  JUMP_IF_TRUE_KEEP: jumpIfKeeping(truthyTop, true),
  JUMP_IF_NOT_NULLISH_KEEP: jumpIfKeeping(presentTop, true),
  CALL: call,
  RETURN: ({ writer }) => writer.returnTop(),
  CONCAT: made(first),
  CALL_NATIVE: callNative,
  CALL_METHOD: callMethod,
  CALL_BUILTIN: callBuiltin,
  NEW_ARRAY: made(first),
  GET_INDEX: getIndex,
  SET_INDEX: setIndex,
  GET_LENGTH: getLength,
  GET_PROP: getProp,
  SET_PROP: setProp,
  NEXT: next,
  GET_METHOD: pair(1),
  CLASS: pair(1),
  CLASS_EXTENDS: pair(2),
  CALL_THIS: made((code, pc) => first(code, pc) + 2),
  NEW: made((code, pc) => first(code, pc) + 1),
  SUPER_CONSTRUCT: made((code, pc) => first(code, pc) + 1),
  REST_OBJECT: made((code, pc) => first(code, pc) + 1),
};

/** Always the interpreter's: they end or begin a call in ways that no step does. */
const INTERPRETED: ReadonlySet<OpcodeName> = new Set(['CALL_SPREAD', 'THROW', 'INT']);

/** Whatever takes a known number of operands and leaves one value can be a step. */
function asStep(name: OpcodeName): Write | undefined {
  const { operands, pops, pushes }: OpcodeInfo = OPCODES[name];
  if (INTERPRETED.has(name) || pops < 0 || pushes !== 1 || operands.some((kind) => kind === 'jump' || kind === 'cell')) return undefined;
  return made(() => pops);
}

const BY_OPCODE: readonly (Write | undefined)[] = OPCODE_NAMES.map((name) => WRITES[name] ?? asStep(name));
const WEIGHTS: readonly number[] = OPCODE_NAMES.map((name) => OPCODES[name].weight);

const ASKING: ReadonlySet<number> = new Set([OP.JUMP_IF_FALSE, OP.JUMP_IF_TRUE]);

/** `next` is asked at once, nothing leads to it from elsewhere. */
export function isAsking(opcode: number | undefined): boolean {
  return opcode !== undefined && ASKING.has(opcode);
}

export function isWritten(opcode: number): boolean {
  return BY_OPCODE[opcode] !== undefined;
}

export function write(instruction: Instruction): void {
  const opcode = instruction.code[instruction.pc]!;
  const own = BY_OPCODE[opcode];
  if (own === undefined) return instruction.writer.interpretAt(instruction.pc);
  instruction.writer.charge(WEIGHTS[opcode]!);
  own(instruction);
}
