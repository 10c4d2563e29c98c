/** Lists of a fixed length, as the lowering follows them. Layer: bytecode. */
import { OP } from '../opcodes.ts';
import { UNDEFINED, type AbstractValue } from './abstract-value.ts';
import { lengthOf, type Site } from './analysis.ts';
import { elementBytes } from './elements.ts';
import { formOf, type Form } from './emitter.ts';
import { asNumber } from './numbers.ts';
import { refusedFor } from './refused-value.ts';
import type { Operand } from './operands.ts';
import { Refused } from './refusal.ts';
import type { Walk } from './walk.ts';

/** An empty list and its length, filled at once: `new Array(n).fill(v)`. */
const FILLED_LIST_WORDS = 8;

/** In which form an element comes and goes. */
function elementForm(site: Site): Form {
  return formOf(site.element.value) ?? 'I';
}

export function siteOf(walk: Walk, { value }: Operand): Site {
  if (value.kind !== 'array') throw refusedFor(value);
  return walk.analysis.sites[value.site]!;
}

export function newArray(walk: Walk, count: number): void {
  if (count === 0) return filledArray(walk);
  const operands = walk.operands;
  const site = walk.analysis.siteAt(walk.instance, walk.pc, count);
  const group = operands.items.slice(-count);
  for (const { value } of group) growElement(walk, site, value);
  checkAlone(walk, site, walk.pc + 2, count);
  const form = elementForm(site);
  if (walk.emitter !== undefined && group.every(({ at }) => at === 'constant')) {
    const bytes = elementBytes(
      site.element.value,
      group.map(({ constant }) => constant!),
    );
    walk.emitter.asm.op('DATA', walk.linker!.array(site), undefined, bytes);
  } else {
    operands.settle(group.map(() => form));
    if (walk.linker !== undefined) walk.emitter?.asm.op('FILL', walk.linker.array(site), { pops: count, pushes: 0 });
  }
  operands.popMany(count);
  operands.pushVirtual({ kind: 'array', site: site.id });
}

/** `new Array(n).fill(v)`, word by word. */
function filledArray(walk: Walk): void {
  const code = walk.code;
  const at = walk.pc + 2;
  const length = numberAt(walk, at + 1);
  const value = numberAt(walk, at + 5);
  const fits =
    code[at] === OP.DUP && length !== undefined && code[at + 3] === OP.SET_LENGTH && code[at + 4] === OP.POP && value !== undefined;
  const call = at + FILLED_LIST_WORDS - 1;
  const isFill = code[call] === OP.CALL_METHOD && walk.analysis.program.constants[code[call + 1]!] === 'fill' && code[call + 2] === 1;
  if (!fits || !isFill || !Number.isInteger(length) || length < 1 || length > 255) throw new Refused('board.list-grows');
  const site = walk.analysis.siteAt(walk.instance, walk.pc, length);
  walk.operands.pushNumber(Math.fround(value));
  growElement(walk, site, walk.operands.top.value);
  checkAlone(walk, site, call + 3, 1);
  walk.operands.settle([elementForm(site)]);
  if (walk.linker !== undefined) walk.emitter?.asm.op('FILL_ALL', walk.linker.array(site));
  walk.operands.pop();
  walk.operands.pushVirtual({ kind: 'array', site: site.id });
  walk.pc = call + 3;
}

function numberAt(walk: Walk, pc: number): number | undefined {
  const operand = walk.code[pc + 1]!;
  if (walk.code[pc] === OP.INT) return operand;
  const constant = walk.code[pc] === OP.CONST ? walk.analysis.program.constants[operand] : undefined;
  return typeof constant === 'number' ? constant : undefined;
}

function growElement(walk: Walk, site: Site, value: AbstractValue): void {
  if (formOf(value) === undefined) throw value.kind === 'array' ? new Refused('board.list-moves') : refusedFor(value);
  walk.analysis.grow(site.element, value);
  if (site.element.value.kind === 'mixed') throw new Refused('board.list-mixed');
}

/** A list that is made anew takes the place of the old one, which nobody may hold any more but the variable that gets the new one. */
function checkAlone(walk: Walk, site: Site, next: number, taken: number): void {
  if (!site.again) return;
  const local = walk.code[next] === OP.STORE_LOCAL ? walk.code[next + 1]! : -1;
  const holds = (value: AbstractValue): boolean => (value.kind === 'array' || value.kind === 'iterator') && value.site === site.id;
  const inLocals = walk.locals.some((value, i) => i !== local && holds(value));
  const onStack = walk.operands.items.slice(0, -taken).some(({ value }) => holds(value));
  if (local < 0 || inLocals || onStack) throw new Refused('board.list-moves');
}

function settleIndex(walk: Walk): void {
  const { top } = walk.operands;
  const value = asNumber(top);
  if (value.whole) return walk.operands.settle(['I']);
  walk.operands.settle(['F']);
  walk.emitter?.asm.op('TO_INDEX');
  walk.operands.items[walk.operands.items.length - 1] = { value: top.value, at: 'I' };
}

export function getIndex(walk: Walk): void {
  const operands = walk.operands;
  const site = siteOf(walk, operands.items.at(-2)!);
  settleIndex(walk);
  operands.popMany(2);
  if (walk.linker !== undefined) walk.emitter?.asm.op('GET', walk.linker.array(site));
  operands.pushResult(site.element.value, elementForm(site));
}

/** The value is the result too; mostly nobody wants it. */
export function setIndex(walk: Walk): void {
  const operands = walk.operands;
  const [array, index, operand] = operands.items.slice(-3) as [Operand, Operand, Operand];
  const site = siteOf(walk, array);
  growElement(walk, site, operand.value);
  const form = elementForm(site);
  const next = walk.pc + lengthOf(OP.SET_INDEX);
  const isWanted = walk.code[next] !== OP.POP || walk.instance.targets.has(next);
  const isWhole = asNumber(index).whole;
  operands.settle([isWhole ? 'I' : 'F', form]);
  const emitter = walk.emitter;
  if (emitter !== undefined) {
    if (isWanted || !isWhole) emitter.asm.op('STORE', emitter.scratch(0));
    if (!isWhole) emitter.asm.op('TO_INDEX');
    if (isWanted || !isWhole) emitter.asm.op('LOAD', emitter.scratch(0));
    emitter.asm.op('SET', walk.linker!.array(site));
    if (isWanted) emitter.asm.op('LOAD', emitter.scratch(0));
  }
  operands.popMany(3);
  if (isWanted) operands.pushResult(operand.value, form);
  else {
    // What POP drops stands nowhere.
    operands.pushVirtual(UNDEFINED);
  }
}

export function iterate(walk: Walk): void {
  const site = siteOf(walk, walk.operands.top);
  walk.operands.pop();
  walk.emitter?.asm.int(0);
  walk.emitter?.asm.op('STORE', walk.emitter.iterator(walk.pc));
  walk.operands.pushVirtual({ kind: 'iterator', site: site.id, local: walk.pc });
}

export function nextElement(walk: Walk, end: number): void {
  const iterator = walk.operands.pop();
  if (iterator.value.kind !== 'iterator') throw refusedFor(iterator.value);
  const { local } = iterator.value;
  const site = walk.analysis.sites[iterator.value.site]!;
  const values = walk.operands.put();
  const emitter = walk.emitter;
  if (emitter !== undefined) {
    emitter.asm.op('LOAD', emitter.iterator(local));
    emitter.asm.int(site.length);
    emitter.asm.op('LT_I');
    emitter.asm.jump('JUMP_IF_FALSE', end);
  }
  walk.merge(end);
  walk.operands.restored(values);
  walk.operands.items.push(iterator);
  if (emitter !== undefined) {
    emitter.asm.op('LOAD', emitter.iterator(local));
    emitter.asm.op('GET', walk.linker!.array(site));
    emitter.asm.op('INC', emitter.iterator(local));
  }
  walk.operands.pushResult(site.element.value, elementForm(site));
}
