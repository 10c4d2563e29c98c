/** Functions and what calls them, as the lowering follows them. Layer: bytecode. */
import { literalOf, UNDEFINED, type AbstractValue } from './abstract-value.ts';
import { native, numberMethod } from './builtin-calls.ts';
import { formOf } from './emitter.ts';
import { asNumber } from './numbers.ts';
import { refusedFor } from './refused-value.ts';
import { Refused } from './refusal.ts';
import { STOP, type Walk } from './walk.ts';

export function closure(walk: Walk, index: number): void {
  const fn = walk.analysis.program.functions[index]!;
  if (fn.upvalues.length > 0) throw new Refused('board.closure', { name: fn.upvalueNames[0] ?? '' });
  walk.operands.pushVirtual({ kind: 'function', index });
}

export function callFunction(walk: Walk, count: number): void {
  const operands = walk.operands;
  const callee = operands.items.at(-count - 1)!.value;
  if (callee.kind !== 'function') throw refusedFor(callee);
  const fn = walk.analysis.program.functions[callee.index]!;
  if (fn.hasRest) throw new Refused('board.surplus');
  for (let i = count; i > fn.paramCount; i--) operands.drop();
  const given = operands.items.slice(operands.items.length - Math.min(count, fn.paramCount)).map(({ value }) => value);
  for (const value of given) if (value.kind === 'text' && literalOf(value) === undefined) throw new Refused('board.text');
  const args = Array.from({ length: fn.paramCount }, (_, i) => given[i] ?? UNDEFINED);
  const callees = walk.analysis.instanceFor(callee.index, args, { instance: walk.instance, pc: walk.pc });
  operands.settle(given.map((value, i) => (value.kind === 'boolean' ? 'I' : (formOf(callees.locals[i]!.value) ?? 'F'))));
  const pops = given.filter((value) => formOf(value) !== undefined).length;
  operands.popMany(given.length);
  operands.pop();
  const result = callees.result.value;
  const form = formOf(result);
  if (form !== undefined) operands.flush(form);
  walk.emitter?.asm.op('CALL', callees.key, { pops, pushes: form === undefined ? 0 : 1 });
  if (result.kind === 'none') neverComesBack(walk);
  operands.pushResult(result, form);
}

/** A function without an end, or one of which nothing is known yet. */
function neverComesBack(walk: Walk): never {
  walk.emitter?.asm.label(-1 - walk.pc);
  walk.emitter?.asm.jump('JUMP', -1 - walk.pc);
  throw STOP;
}

export function leave(walk: Walk): never {
  const { result } = walk.instance;
  const { value } = walk.operands.top;
  if (value.kind === 'text' || value.kind === 'array') {
    if (value.kind === 'array' || literalOf(value) === undefined) throw refusedFor(value);
  }
  walk.analysis.grow(result, value);
  const form = formOf(result.value);
  if (form === undefined) walk.operands.drop();
  else walk.operands.settle([form]);
  walk.emitter?.asm.op(form === undefined ? 'RETURN_VOID' : 'RETURN');
  throw STOP;
}

export function callNative(walk: Walk, name: string, count: number): void {
  const operands = walk.operands;
  if (name === 'log') {
    operands.joinTexts(count, false, ' ');
    return say(walk, 'LOG');
  }
  if (name === 'plot') return plot(walk);
  if (name !== 'forever' && name !== 'parallel') {
    return native(operands, name, count, (text) => walk.linker?.text([text]) ?? 0);
  }
  const bodies = operands.popMany(count).map(({ value }) => {
    if (value.kind !== 'function') throw refusedFor(value);
    return walk.analysis.instanceFor(value.index, noArguments(walk, value.index), { instance: walk.instance, pc: walk.pc });
  });
  const keys = bodies.map(({ key }) => key);
  for (const body of bodies) walk.analysis.fibers.set(`${walk.instance.key} ${walk.pc} ${body.key}`, body);
  if (name === 'forever') walk.emitter?.asm.op('FOREVER', keys[0]!);
  else walk.emitter?.asm.op('PARALLEL', 0, undefined, keys);
  operands.pushVirtual(UNDEFINED);
}

function noArguments(walk: Walk, index: number): readonly AbstractValue[] {
  return Array.from({ length: walk.analysis.program.functions[index]!.paramCount }, () => UNDEFINED);
}

function say(walk: Walk, name: 'LOG'): void {
  const { value } = walk.operands.pop();
  if (value.kind !== 'text') throw refusedFor(value);
  const places = value.parts.filter((part) => typeof part !== 'string').length;
  if (walk.linker !== undefined) walk.emitter?.asm.op(name, walk.linker.text(value.parts), { pops: places, pushes: 0 });
  walk.operands.pushVirtual(UNDEFINED);
}

function plot(walk: Walk): void {
  const operands = walk.operands;
  asNumber(operands.top);
  const name = literalOf(operands.items.at(-2)!.value);
  if (name === undefined) throw new Refused('board.text');
  operands.settle(['F']);
  operands.popMany(2);
  if (walk.linker !== undefined) walk.emitter?.asm.op('PLOT', walk.linker.text([name]));
  operands.pushVirtual(UNDEFINED);
}

export function callMethod(walk: Walk, name: string, count: number): void {
  const receiver = walk.operands.items.at(-count - 1)!.value;
  if (receiver.kind === 'array')
    throw new Refused(['push', 'pop', 'shift', 'unshift', 'splice'].includes(name) ? 'board.list-grows' : 'board.method', { name });
  if (receiver.kind === 'text') throw new Refused('board.text');
  const args = walk.operands.popMany(count);
  numberMethod(walk.operands, name, args);
}
