/** Math, Number and the robot's functions, as a board has them. Layer: bytecode. */
import { apiEntry, isApiName } from '../../robot/api-table.ts';
import { COMPACT_NATIVE_INFO, compactNativeIndex } from '../compact/natives.ts';
import { COMPACT_BINARY, COMPACT_UNARY, type CompactBinary, type CompactUnary } from '../compact/opcodes.ts';
import { ANY_BOOLEAN, FLOAT, literalOf, UNDEFINED, whole, type AbstractValue, type NumberValue } from './abstract-value.ts';
import { formOf, type Form } from './emitter.ts';
import { arithmetic, asNumber } from './numbers.ts';
import { refusedFor } from './refused-value.ts';
import type { Operand, Operands } from './operands.ts';
import { Refused } from './refusal.ts';

const TWO_24 = 2 ** 24;
const SENSORS_MAX = 16;
const ROUNDINGS: ReadonlySet<string> = new Set(['floor', 'ceil', 'round', 'trunc']);
const TRUTHS: ReadonlySet<string> = new Set(['isNaN', 'isFinite', 'isInteger']);

function unaryResult(name: CompactUnary, value: NumberValue): AbstractValue {
  if (TRUTHS.has(name)) return ANY_BOOLEAN;
  if (!value.whole) return FLOAT;
  if (name === 'abs') return whole(value.lo >= 0 ? value.lo : value.hi <= 0 ? -value.hi : 0, Math.max(-value.lo, value.hi));
  return name === 'sign' ? whole(-1, 1) : FLOAT;
}

function unary(operands: Operands, name: CompactUnary): void {
  const value = asNumber(operands.top);
  if (value.whole && ROUNDINGS.has(name)) return;
  operands.settle(['F']);
  operands.pop();
  operands.emitter?.asm.op('UNARY', COMPACT_UNARY.indexOf(name));
  const result = unaryResult(name, value);
  operands.pushResult(result, result.kind === 'boolean' ? 'I' : 'F');
}

function binary(operands: Operands, name: CompactBinary): void {
  const [a, b] = operands.items.slice(-2).map(asNumber) as [NumberValue, NumberValue];
  operands.settle(['F', 'F']);
  operands.popMany(2);
  operands.emitter?.asm.op('BINARY', COMPACT_BINARY.indexOf(name));
  const bound = name === 'min' ? Math.min : Math.max;
  const isBound = (name === 'min' || name === 'max') && a.whole && b.whole;
  operands.pushResult(isBound ? whole(bound(a.lo, b.lo), bound(a.hi, b.hi)) : FLOAT, 'F');
}

/** From the left, two at a time. All arguments are on the stack, so the last two come first; min and max do not mind. */
function folded(operands: Operands, name: 'min' | 'max', count: number): void {
  if (count === 0) return operands.pushNumber(name === 'min' ? Infinity : -Infinity);
  if (count === 1) return void asNumber(operands.top);
  operands.items.slice(-count).forEach(asNumber);
  operands.settle(Array.from({ length: count }, () => 'F'));
  for (let left = count; left > 1; left--) binary(operands, name);
}

/** 24 random bits ÷ 2²⁴, from the function that draws whole numbers. */
function randomUnit(operands: Operands): void {
  operands.pushNumber(0);
  operands.pushNumber(TWO_24 - 1);
  native(operands, 'random', 2);
  operands.pushNumber(1 / TWO_24);
  arithmetic(operands, 'MUL');
}

const CONVERSIONS: { readonly [N in string]: (operands: Operands) => void } = {
  Number: (operands) => {
    const operand = operands.pop();
    operands.items.push({ ...operand, value: asNumber(operand) });
  },
  String: (operands) => operands.joinTexts(1, true),
  'Math.fround': (operands) => void asNumber(operands.top),
  'Math.imul': (operands) => {
    operands.items.slice(-2).forEach(asNumber);
    operands.settle(['I', 'I']);
    operands.popMany(2);
    operands.emitter?.asm.op('MUL_I');
    operands.emitter?.asm.op('I_TO_F');
    operands.pushResult(FLOAT, 'F');
  },
  'Math.random': randomUnit,
};

const ARITY: { readonly [N in string]: number } = { 'Math.random': 0, 'Math.imul': 2 };

/** Errors: `board.builtin` {name}. */
export function builtin(operands: Operands, name: string, count: number): void {
  const short = name.replace(/^(Math|Number)\./, '');
  if (short === 'min' || short === 'max') return folded(operands, short, count);
  if (Object.hasOwn(CONVERSIONS, name) && count === (ARITY[name] ?? 1)) return CONVERSIONS[name]!(operands);
  if (count === 1 && (COMPACT_UNARY as readonly string[]).includes(short)) return unary(operands, short as CompactUnary);
  if (count === 2 && (COMPACT_BINARY as readonly string[]).includes(short)) return binary(operands, short as CompactBinary);
  throw new Refused('board.builtin', { name });
}

/** What a robot's function is known to answer. */
function resultOf(name: string, args: readonly Operand[]): AbstractValue {
  if (name === 'line.count') return whole(0, SENSORS_MAX);
  if (name !== 'random') return FLOAT;
  const [a, b] = args.map(({ value }) => value);
  if (a?.kind !== 'number' || b?.kind !== 'number' || !a.whole || !b.whole) return FLOAT;
  return whole(Math.min(a.lo, b.lo), Math.max(a.hi, b.hi));
}

const SIDES: { readonly [N in string]: number } = { left: 0, right: 1 };

/** Words that the robot takes become what it takes; what is missing its default. */
function fitArguments(operands: Operands, name: string, count: number): void {
  if (!isApiName(name)) return;
  apiEntry(name).params.forEach((param, i) => {
    if (i >= count) return operands.pushNumber(Number(param.default ?? 0));
    const at = operands.items.length - count + i;
    const item = operands.items[at]!;
    if (param.type === 'side') {
      const side = SIDES[literalOf(item.value) ?? ''];
      if (side === undefined) throw refusedFor(item.value);
      operands.items[at] = { value: whole(side, side), at: 'constant', constant: side };
    }
  });
}

/** The one index that a function takes may come as any number. */
function settleArguments(operands: Operands, forms: readonly Form[]): void {
  const { top } = operands;
  if (forms.length > 1 || forms[0] === 'F' || formOf(top.value) === 'I') return operands.settle(forms);
  operands.settle(['F']);
  operands.emitter?.asm.op('F_TO_I_HELD');
  operands.items[operands.items.length - 1] = { ...top, at: 'I' };
}

/** A function of the robot. Errors: `board.native` {name}, `board.text`. */
export function native(operands: Operands, name: string, count: number, textNumber: (text: string) => number = () => 0): void {
  const index = compactNativeIndex(name);
  if (index < 0) throw new Refused('board.native', { name });
  fitArguments(operands, name, count);
  const { params, result } = COMPACT_NATIVE_INFO[index]!;
  const args = operands.items.slice(-params.length || operands.items.length);
  const text = params.at(-1) === 'text' ? literalOf(operands.top.value) : undefined;
  if (params.at(-1) === 'text') {
    if (text === undefined) throw new Refused('board.text');
    operands.pop();
  }
  const forms = params.filter((form) => form !== 'text');
  if (params.length > 0) operands.items.slice(operands.items.length - forms.length).forEach(asNumber);
  if (forms.length > 0) settleArguments(operands, forms);
  operands.popMany(forms.length);
  if (result !== undefined) operands.flush(result);
  operands.emitter?.asm.native(index, text === undefined ? undefined : textNumber(text));
  if (result === undefined) return operands.pushVirtual(UNDEFINED);
  const isTruth = isApiName(name) && apiEntry(name).result === 'boolean';
  operands.pushResult(isTruth ? ANY_BOOLEAN : resultOf(name, args), result);
}

/** `x.toFixed(2)` and `x.toString()` are texts for log. */
export function numberMethod(operands: Operands, name: string, args: readonly Operand[]): void {
  const digits = args.length === 0 ? 0 : args[0]!.at === 'constant' ? args[0]!.constant! : -1;
  if (formOf(operands.top.value) === undefined) throw refusedFor(operands.top.value);
  if (name === 'toString' && args.length === 0) return operands.joinTexts(1, true);
  if (name !== 'toFixed' || digits < 0 || digits > 9 || !Number.isInteger(digits)) throw new Refused('board.method', { name });
  operands.settle(['F']);
  operands.pop();
  operands.items.push({ value: { kind: 'text', parts: [{ kind: 'fixed', digits }] }, at: 'text' });
}
