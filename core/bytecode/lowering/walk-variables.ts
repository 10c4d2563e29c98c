/** Constants, variables, sums and comparisons, as the lowering follows them. Layer: bytecode. */
import { ANY_BOOLEAN, literalOf, same, type AbstractValue } from './abstract-value.ts';
import { formOf, type Form } from './emitter.ts';
import { arithmetic, compare, OPPOSITE } from './numbers.ts';
import { refusedFor } from './refused-value.ts';
import { Refused } from './refusal.ts';
import { STOP, truthOf, type Walk } from './walk.ts';

export function pushConstant(walk: Walk, index: number): void {
  const constant = walk.analysis.program.constants[index]!;
  if (typeof constant === 'number') walk.operands.pushNumber(Math.fround(constant));
  else walk.operands.pushVirtual({ kind: 'text', parts: constant === '' ? [] : [constant] });
}

export function loadLocal(walk: Walk, index: number): void {
  const value = walk.locals[index]!;
  loadValue(
    walk,
    value,
    walk.emitter?.localForm(index) ?? formOf(value),
    () => walk.emitter!.asm.op('LOAD', walk.emitter!.local(index)),
    index,
  );
}

function loadValue(walk: Walk, value: AbstractValue, form: Form | undefined, emit: () => void, from?: number): void {
  if (value.kind === 'none' && walk.emitter !== undefined) throw refusedFor(value);
  if (value.kind === 'none') throw STOP;
  if (formOf(value) === undefined) return walk.operands.pushVirtual(value);
  const stands: Form = value.kind === 'boolean' ? 'I' : form!;
  walk.operands.flush(stands);
  if (walk.emitter !== undefined) emit();
  walk.operands.pushResult(value, stands, from === undefined ? {} : { from });
}

export function storeLocal(walk: Walk, index: number): void {
  const { value } = walk.operands.top;
  if (value.kind === 'text' && literalOf(value) === undefined) throw new Refused('board.text');
  walk.analysis.keep(walk.instance, index, value);
  walk.locals[index] = value;
  const form = formOf(value);
  if (form === undefined) walk.operands.drop();
  else {
    walk.operands.settle([value.kind === 'boolean' ? 'I' : (walk.emitter?.localForm(index) ?? form)]);
    walk.emitter?.asm.op('STORE', walk.emitter.local(index));
    walk.operands.pop();
  }
  walk.operands.items = walk.operands.items.map(({ from, test, ...item }) => ({
    ...item,
    ...(from === undefined || from === index ? {} : { from }),
    ...(test === undefined || test.left.from === index || test.right.from === index ? {} : { test }),
  }));
}

export function loadGlobal(walk: Walk, index: number): void {
  const { value } = walk.analysis.globals[index]!;
  if (value.kind === 'number' && value.whole && value.lo === value.hi) return walk.operands.pushNumber(value.lo, true);
  loadValue(walk, value, formOf(value), () => walk.emitter!.asm.op('LOAD_GLOBAL', walk.linker!.globalSlot(index)));
}

export function storeGlobal(walk: Walk, index: number): void {
  const { value } = walk.operands.top;
  if (value.kind === 'text' && literalOf(value) === undefined) throw new Refused('board.text');
  if (value.kind === 'array' && walk.analysis.sites[value.site]!.again) throw new Refused('board.list-moves');
  const cell = walk.analysis.globals[index]!;
  walk.analysis.grow(cell, value);
  const form = formOf(cell.value);
  const isConstant = cell.value.kind === 'number' && cell.value.whole && cell.value.lo === cell.value.hi;
  if (form === undefined || isConstant || formOf(value) === undefined) return walk.operands.drop();
  walk.operands.settle([form]);
  walk.emitter?.asm.op('STORE_GLOBAL', walk.linker!.globalSlot(index));
  walk.operands.pop();
}

export function addOrJoin(walk: Walk): void {
  const { items } = walk.operands;
  if (items.slice(-2).some(({ value }) => value.kind === 'text')) return walk.operands.joinTexts(2, true);
  arithmetic(walk.operands, 'ADD');
}

export function equals(walk: Walk, isEqual: boolean, isStrict: boolean): void {
  const operands = walk.operands;
  const [left, right] = operands.items.slice(-2).map(({ value }) => value) as [AbstractValue, AbstractValue];
  if (left.kind === 'mixed' || right.kind === 'mixed') throw refusedFor(left.kind === 'mixed' ? left : right);
  const isComparable = formOf(left) !== undefined && left.kind === right.kind;
  if (isComparable) return compare(operands, isEqual ? 'EQ' : 'NE');
  const known = knownEqual(left, right, isStrict);
  if (known === undefined) throw refusedFor(formOf(left) === undefined ? left : right);
  operands.drop();
  operands.drop();
  operands.pushBoolean(known === isEqual, true);
}

/** Of values of which at least one is nothing that a board compares; undefined where only the run can tell. */
function knownEqual(a: AbstractValue, b: AbstractValue, isStrict: boolean): boolean | undefined {
  const isMissing = (value: AbstractValue): boolean => value.kind === 'undefined' || value.kind === 'null';
  if (isMissing(a) || isMissing(b)) return isStrict ? a.kind === b.kind : isMissing(a) && isMissing(b);
  const left = literalOf(a);
  const right = literalOf(b);
  if (left !== undefined && right !== undefined) return left === right;
  if (a.kind !== b.kind) return isStrict ? false : undefined;
  if (a.kind === 'function' || a.kind === 'array') return same(a, b);
  return undefined;
}

export function invert(walk: Walk): void {
  const known = truthOf(walk.operands.top.value);
  if (known !== undefined) {
    walk.operands.drop();
    return walk.operands.pushBoolean(!known, true);
  }
  const { test } = walk.operands.top;
  walk.settleTruth();
  walk.operands.pop();
  walk.emitter?.asm.op('NOT');
  const opposite = test === undefined ? {} : { test: { ...test, relation: OPPOSITE[test.relation]! } };
  walk.operands.pushResult(ANY_BOOLEAN, 'I', opposite);
}
