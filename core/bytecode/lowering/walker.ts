/** Which instruction of the rich form is what on a board. Layer: bytecode. What the board cannot do is thrown as `Refused`. Specification: ../compact.md §10. */
import { OP, OPCODE_NAMES } from '../opcodes.ts';
import { NONE, UNDEFINED } from './abstract-value.ts';
import { lengthOf } from './analysis.ts';
import { builtin } from './builtin-calls.ts';
import { arithmetic, bits, compare, complement, negate, unsignedShift } from './numbers.ts';
import { refusedFor } from './refused-value.ts';
import { Refused, type RefusalCode } from './refusal.ts';
import { STOP, type Walk } from './walk.ts';
import { callFunction, callMethod, callNative, closure, leave } from './walk-calls.ts';
import { getIndex, iterate, newArray, nextElement, setIndex, siteOf } from './walk-lists.ts';
import { addOrJoin, equals, invert, loadGlobal, loadLocal, pushConstant, storeGlobal, storeLocal } from './walk-variables.ts';

const RELATIONS = new Map([
  [OP.LT, 'LT'],
  [OP.LE, 'LE'],
  [OP.GT, 'GT'],
  [OP.GE, 'GE'],
]);
const ARITHMETIC = new Map<number, 'ADD' | 'SUB' | 'MUL' | 'DIV' | 'MOD'>([
  [OP.SUB, 'SUB'],
  [OP.MUL, 'MUL'],
  [OP.DIV, 'DIV'],
  [OP.MOD, 'MOD'],
]);
const BITS = new Map<number, 'AND' | 'OR' | 'XOR' | 'SHL' | 'SHR'>([
  [OP.BIT_AND, 'AND'],
  [OP.BIT_OR, 'OR'],
  [OP.BIT_XOR, 'XOR'],
  [OP.SHL, 'SHL'],
  [OP.SHR, 'SHR'],
]);

/** What an instruction that the board has not is called for the student. */
const REFUSED: { readonly [N in string]: RefusalCode } = {
  ...{ NEW_CELL: 'board.closure', LOAD_CELL: 'board.closure', STORE_CELL: 'board.closure', LOAD_UPVALUE: 'board.closure' },
  ...{ STORE_UPVALUE: 'board.closure', TYPEOF: 'board.text', CALL_SPREAD: 'board.surplus', APPEND_ALL: 'board.surplus' },
  ...{ APPEND: 'board.surplus', SET_LENGTH: 'board.list-grows', THROW: 'board.errors', RETHROW: 'board.errors', CATCH: 'board.errors' },
};
const OBJECT_WORD = /PROP|OBJECT|MEMBER|CLASS|SUPER|THIS|CONSTRUCT|INSTANCEOF|PRIVATE|KEY|DEFINE|NEW_TARGET/;

function refusedOpcode(name: string): Refused {
  const code = REFUSED[name] ?? (OBJECT_WORD.test(name) ? 'board.objects' : 'board.other');
  return new Refused(code, { name });
}

/** From a place where control comes to, to where it goes on from. */
export function followBlock(walk: Walk, start: number): void {
  const entry = walk.instance.entries.get(start)!;
  walk.locals = [...entry.locals];
  walk.emitter?.asm.label(start);
  walk.operands.restored(entry.stack);
  walk.pc = start;
  try {
    for (;;) {
      const at = walk.pc;
      instruction(walk, walk.code[at]!);
      if (walk.pc === at) walk.pc = at + lengthOf(walk.code[at]!);
      if (walk.instance.targets.has(walk.pc)) walk.goto(walk.pc);
    }
  } catch (cause) {
    if (cause instanceof Refused) walk.refuse(cause);
    else if (cause !== STOP) throw cause;
  }
}

function done(_: void): true {
  return true;
}

// Instructions

function instruction(walk: Walk, opcode: number): void {
  const a = walk.code[walk.pc + 1]!;
  const operands = walk.operands;
  const relation = RELATIONS.get(opcode);
  if (relation !== undefined) return compare(operands, relation);
  const sum = ARITHMETIC.get(opcode);
  if (sum !== undefined) return arithmetic(operands, sum);
  const bit = BITS.get(opcode);
  if (bit !== undefined) return bits(operands, bit);
  if (!simpleInstruction(walk, opcode, a) && !flowInstruction(walk, opcode, a) && !listInstruction(walk, opcode, a))
    throw refusedOpcode(OPCODE_NAMES[opcode]!);
}

/** Constants, variables, operators. True where it was one of them. */
function simpleInstruction(walk: Walk, opcode: number, a: number): boolean {
  const operands = walk.operands;
  switch (opcode) {
    case OP.CONST:
      return done(pushConstant(walk, a));
    case OP.INT:
      return done(operands.pushNumber(Math.fround(a)));
    case OP.TRUE:
    case OP.FALSE:
      return done(operands.pushBoolean(opcode === OP.TRUE));
    case OP.NULL:
      return done(operands.pushVirtual({ kind: 'null' }));
    case OP.UNDEFINED:
      return done(operands.pushVirtual(UNDEFINED));
    case OP.UNINITIALISED:
      return done(operands.pushVirtual(NONE));
    case OP.CHECK_INIT:
      return true;
    case OP.POP:
      return done(operands.drop());
    case OP.DUP:
      return done(operands.duplicate(1));
    case OP.DUP2:
      return done(operands.duplicate(2));
    case OP.SWAP:
      return done(operands.rotate(2));
    case OP.ROT3:
      return done(operands.rotate(3));
    case OP.ROT4:
      return done(operands.rotate(4));
    case OP.LOAD_LOCAL:
      return done(loadLocal(walk, a));
    case OP.STORE_LOCAL:
      return done(storeLocal(walk, a));
    case OP.LOAD_GLOBAL:
      return done(loadGlobal(walk, a));
    case OP.STORE_GLOBAL:
      return done(storeGlobal(walk, a));
    default:
      return operatorInstruction(walk, opcode, a);
  }
}

function operatorInstruction(walk: Walk, opcode: number, a: number): boolean {
  const operands = walk.operands;
  switch (opcode) {
    case OP.ADD:
      return done(addOrJoin(walk));
    case OP.POW:
      return done(builtin(operands, 'Math.pow', 2));
    case OP.NEG:
      return done(negate(operands));
    case OP.TO_NUMBER:
      return done(builtin(operands, 'Number', 1));
    case OP.INC:
    case OP.DEC:
      operands.pushNumber(1);
      return done(arithmetic(operands, opcode === OP.INC ? 'ADD' : 'SUB'));
    case OP.BIT_NOT:
      return done(complement(operands));
    case OP.USHR:
      return done(unsignedShift(operands));
    case OP.EQ:
    case OP.NE:
      return done(equals(walk, opcode === OP.EQ, true));
    case OP.LOOSE_EQ:
    case OP.LOOSE_NE:
      return done(equals(walk, opcode === OP.LOOSE_EQ, false));
    case OP.NOT:
      return done(invert(walk));
    case OP.CONCAT:
      return done(operands.joinTexts(a, true));
    default:
      return false;
  }
}

/** Jumps and calls. */
function flowInstruction(walk: Walk, opcode: number, a: number): boolean {
  const next = walk.pc + lengthOf(opcode);
  switch (opcode) {
    case OP.JUMP:
      return walk.goto(a);
    case OP.JUMP_IF_FALSE:
    case OP.JUMP_IF_TRUE:
      walk.branch(a, opcode === OP.JUMP_IF_TRUE);
      break;
    case OP.JUMP_IF_FALSE_KEEP:
    case OP.JUMP_IF_TRUE_KEEP:
      walk.branchKeeping(a, opcode === OP.JUMP_IF_TRUE_KEEP);
      break;
    case OP.JUMP_IF_NOT_NULLISH_KEEP: {
      const { kind } = walk.operands.top.value;
      if (kind === 'mixed') throw refusedFor(walk.operands.top.value);
      if (kind !== 'undefined' && kind !== 'null') walk.goto(a);
      walk.operands.drop();
      break;
    }
    case OP.CLOSURE:
      closure(walk, a);
      break;
    case OP.CALL:
      callFunction(walk, a);
      break;
    case OP.CALL_NATIVE:
      callNative(walk, walk.analysis.program.natives[a]!, walk.code[walk.pc + 2]!);
      break;
    case OP.CALL_BUILTIN:
      builtin(walk.operands, String(walk.analysis.program.constants[a]), walk.code[walk.pc + 2]!);
      break;
    case OP.CALL_METHOD:
      callMethod(walk, String(walk.analysis.program.constants[a]), walk.code[walk.pc + 2]!);
      break;
    case OP.RETURN:
      return leave(walk);
    default:
      return false;
  }
  walk.pc = next;
  return true;
}

/** Lists of a fixed length. */
function listInstruction(walk: Walk, opcode: number, a: number): boolean {
  switch (opcode) {
    case OP.NEW_ARRAY:
      return done(newArray(walk, a));
    case OP.GET_INDEX:
      return done(getIndex(walk));
    case OP.SET_INDEX:
      return done(setIndex(walk));
    case OP.GET_LENGTH: {
      const site = siteOf(walk, walk.operands.top);
      walk.operands.pop();
      return done(walk.operands.pushNumber(site.length));
    }
    case OP.ITERATE:
      return done(iterate(walk));
    case OP.NEXT:
      return done(nextElement(walk, a));
    default:
      return false;
  }
}
