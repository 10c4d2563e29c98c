/** Arithmetic of the lowering: which form an operation has, and between which bounds its result is. Layer: bytecode. Specification: ../compact.md §10. */
import { single, singleQuotient, SINGLE_WHOLE_MAX } from '../../base/single-precision.ts';
import type { CompactName } from '../compact/opcodes.ts';
import { ANY_BOOLEAN, FLOAT, whole, type NumberValue } from './abstract-value.ts';
import { formOf, type Form } from './emitter.ts';
import type { Operand, Operands } from './operands.ts';
import { refusedFor } from './refused-value.ts';

/** A truth value counts as 0 or 1 in sums. */
export function asNumber({ value }: Operand): NumberValue {
  if (value.kind === 'number') return value;
  if (value.kind === 'boolean') return whole(0, 1);
  throw refusedFor(value);
}

const CONTAINS_ZERO = (value: NumberValue): boolean => value.lo <= 0 && value.hi >= 0;

/** Bounds of the result where int32 gives the same; undefined where it may not. */
const WHOLE_RESULTS: { readonly [N in string]: (a: NumberValue, b: NumberValue) => NumberValue | undefined } = {
  ADD: (a, b) => whole(a.lo + b.lo, a.hi + b.hi),
  SUB: (a, b) => whole(a.lo - b.hi, a.hi - b.lo),
  MUL: (a, b) => {
    // 0 × −1 is −0.
    if ((CONTAINS_ZERO(a) && b.lo < 0) || (CONTAINS_ZERO(b) && a.lo < 0)) return undefined;
    const corners = [a.lo * b.lo, a.lo * b.hi, a.hi * b.lo, a.hi * b.hi];
    return whole(Math.min(...corners), Math.max(...corners));
  },
  // −4 % 2 is −0.
  MOD: (a, b) => (a.lo >= 0 && b.lo > 0 ? whole(0, Math.min(a.hi, b.hi - 1)) : undefined),
};

const FOLDED: { readonly [N in string]: (a: number, b: number) => number } = {
  ADD: (a, b) => single(a + b),
  SUB: (a, b) => single(a - b),
  MUL: (a, b) => single(a * b),
  DIV: singleQuotient,
};

/** ADD, SUB, MUL, DIV, MOD on numbers. */
export function arithmetic(operands: Operands, name: 'ADD' | 'SUB' | 'MUL' | 'DIV' | 'MOD'): void {
  const [left, right] = operands.items.slice(-2) as [Operand, Operand];
  const a = asNumber(left);
  const b = asNumber(right);
  if (left.at === 'constant' && right.at === 'constant' && FOLDED[name] !== undefined) {
    operands.popMany(2);
    return operands.pushNumber(FOLDED[name](single(left.constant!), single(right.constant!)), left.isLearnt || right.isLearnt);
  }
  const result = a.whole && b.whole ? (WHOLE_RESULTS[name]?.(a, b) ?? FLOAT) : FLOAT;
  const inInts = result.whole && standsAsInt(left) && standsAsInt(right);
  const form = inInts ? 'I' : 'F';
  operands.settle([form, form]);
  operands.emitter?.asm.op(`${name}_${form}` as CompactName);
  operands.popMany(2);
  operands.pushResult(result, form);
}

function standsAsInt({ at, value }: Operand): boolean {
  return at === 'constant' ? formOf(value) === 'I' : at === 'I';
}

export function negate(operands: Operands): void {
  const operand = operands.top;
  const value = asNumber(operand);
  if (operand.at === 'constant') {
    operands.pop();
    return operands.pushNumber(-operand.constant!, operand.isLearnt);
  }
  const inInts = value.whole && !CONTAINS_ZERO(value) && operand.at === 'I';
  const form = inInts ? 'I' : 'F';
  operands.settle([form]);
  operands.emitter?.asm.op(inInts ? 'NEG_I' : 'NEG_F');
  operands.pop();
  operands.pushResult(value.whole && !CONTAINS_ZERO(value) ? whole(-value.hi, -value.lo) : FLOAT, form);
}

/** Bounds of two's complement that hold both. */
function bitsOf(a: NumberValue, b: NumberValue): NumberValue {
  let size = 1;
  while (size <= SINGLE_WHOLE_MAX && !(Math.min(a.lo, b.lo) >= -size && Math.max(a.hi, b.hi) < size)) size *= 2;
  return whole(Math.min(a.lo, b.lo) >= 0 ? 0 : -size, size - 1);
}

function bitResult(name: string, a: NumberValue, b: NumberValue): NumberValue {
  const bothWhole = a.whole && b.whole;
  const shift = b.whole && b.lo === b.hi ? b.lo & 31 : undefined;
  switch (name) {
    case 'AND': {
      const masks = [a, b].filter((value) => value.whole && value.lo >= 0);
      if (masks.length > 0) return whole(0, Math.min(...masks.map(({ hi }) => hi)));
      return bothWhole ? bitsOf(a, b) : FLOAT;
    }
    case 'SHL':
      return a.whole && shift !== undefined ? whole(a.lo * 2 ** shift, a.hi * 2 ** shift) : FLOAT;
    case 'SHR':
      if (shift === undefined) return a.whole ? whole(Math.min(a.lo, 0), Math.max(a.hi, 0)) : FLOAT;
      return a.whole ? whole(a.lo >> shift, a.hi >> shift) : whole(-(2 ** (31 - shift)), 2 ** (31 - shift) - 1);
    default:
      return bothWhole ? bitsOf(a, b) : FLOAT;
  }
}

/** `& | ^ << >>`: int32, and a float32 again where that may take more than 24 bits. */
export function bits(operands: Operands, name: 'AND' | 'OR' | 'XOR' | 'SHL' | 'SHR'): void {
  const [left, right] = operands.items.slice(-2) as [Operand, Operand];
  const result = bitResult(name, asNumber(left), asNumber(right));
  operands.settle(['I', 'I']);
  operands.popMany(2);
  operands.emitter?.asm.op(name);
  if (!result.whole) operands.emitter?.asm.op('I_TO_F');
  operands.pushResult(result, result.whole ? 'I' : 'F');
}

export function unsignedShift(operands: Operands): void {
  const left = operands.items.at(-2)!;
  const value = asNumber(left);
  asNumber(operands.top);
  if (value.whole && value.lo >= 0) return bits(operands, 'SHR');
  operands.settle(['I', 'I']);
  operands.popMany(2);
  operands.emitter?.asm.op('USHR_F');
  operands.pushResult(FLOAT, 'F');
}

export function complement(operands: Operands): void {
  const value = asNumber(operands.top);
  operands.settle(['I']);
  operands.pop();
  const result = value.whole ? whole(-value.hi - 1, -value.lo - 1) : FLOAT;
  operands.emitter?.asm.op('COMPLEMENT');
  if (!result.whole) operands.emitter?.asm.op('I_TO_F');
  operands.pushResult(result, result.whole ? 'I' : 'F');
}

/** `< <= > >=`, and `=== !==` of two numbers or two truth values. */
export function compare(operands: Operands, relation: string): void {
  const [left, right] = operands.items.slice(-2) as [Operand, Operand];
  asNumber(left);
  asNumber(right);
  const form: Form = standsAsInt(left) && standsAsInt(right) ? 'I' : 'F';
  operands.settle([form, form]);
  operands.popMany(2);
  operands.emitter?.asm.op(`${relation}_${form}` as CompactName);
  operands.pushResult(ANY_BOOLEAN, 'I', { test: { relation, left, right } });
}

/** Both sides of a comparison that came out as `relation` says. undefined: it cannot. */
export function narrowed(relation: string, a: NumberValue, b: NumberValue): readonly [NumberValue, NumberValue] | undefined {
  const ordered = (below: NumberValue, above: NumberValue, gap: number): readonly [NumberValue, NumberValue] | undefined => {
    const low = { ...below, hi: Math.min(below.hi, above.hi - gap) };
    const high = { ...above, lo: Math.max(above.lo, below.lo + gap) };
    return low.lo > low.hi || high.lo > high.hi ? undefined : [low, high];
  };
  const swapped = (pair: readonly [NumberValue, NumberValue] | undefined): readonly [NumberValue, NumberValue] | undefined =>
    pair && [pair[1], pair[0]];
  switch (relation) {
    case 'LT':
      return ordered(a, b, 1);
    case 'LE':
      return ordered(a, b, 0);
    case 'GT':
      return swapped(ordered(b, a, 1));
    case 'GE':
      return swapped(ordered(b, a, 0));
    case 'EQ': {
      const lo = Math.max(a.lo, b.lo);
      const hi = Math.min(a.hi, b.hi);
      return lo > hi ? undefined : [whole(lo, hi), whole(lo, hi)];
    }
    default:
      return a.lo === a.hi && b.lo === b.hi && a.lo === b.lo ? undefined : [a, b];
  }
}

export const OPPOSITE: { readonly [R in string]: string } = { LT: 'GE', LE: 'GT', GT: 'LE', GE: 'LT', EQ: 'NE', NE: 'EQ' };
