/** Shorter instructions for the same: what the lowering writes one by one, seen together. Layer: bytecode. Never across a label. */
import { COMPACT_OPCODES, type CompactName } from '../compact/opcodes.ts';
import { isLabel, type Item, type Line } from './assembler.ts';

/** Pushes without any other effect. */
const PURE = /^(PUSH_|LOAD$|LOAD_GLOBAL$|DUP$)/;
const COMPARISON = /^(LT|LE|GT|GE|EQ|NE)_([IF])$/;
const INVERSE: { readonly [R in string]: string } = { LT: 'GE', LE: 'GT', GT: 'LE', GE: 'LT', EQ: 'NE', NE: 'EQ' };

function line(name: CompactName, operand: number, target?: number): Line {
  const { pops, pushes } = COMPACT_OPCODES[name];
  return { name, operand, more: [], pops, pushes, ...(target === undefined ? {} : { target }) };
}

/** What the last items become together with the next; undefined where they stay. */
function merged(before: readonly Item[], next: Line): { readonly drop: number; readonly add: readonly Line[] } | undefined {
  const last = before.at(-1);
  if (last === undefined || isLabel(last)) return undefined;
  if (next.name === 'POP' && PURE.test(last.name)) return { drop: 1, add: [] };
  if (next.name === 'JUMP_IF_FALSE' || next.name === 'JUMP_IF_TRUE') return mergedJump(last, next);
  if (next.name === 'I_TO_F' && /^PUSH_I(8|16)$/.test(last.name))
    return { drop: 1, add: [line(last.name.replace('_I', '_F') as CompactName, last.operand)] };
  return next.name === 'STORE' ? mergedStore(before, next) : undefined;
}

function mergedJump(last: Line, next: Line): { readonly drop: number; readonly add: readonly Line[] } | undefined {
  const isFalse = next.name === 'JUMP_IF_FALSE';
  if (last.name === 'NOT') return { drop: 1, add: [line(isFalse ? 'JUMP_IF_TRUE' : 'JUMP_IF_FALSE', 0, next.target)] };
  const comparison = COMPARISON.exec(last.name);
  if (comparison === null) return undefined;
  const [, relation, type] = comparison;
  if (isFalse) return { drop: 1, add: [line(`UNLESS_${relation}_${type}` as CompactName, 0, next.target)] };
  // With NaN, a < b false does not make a >= b true.
  if (type === 'F' && relation !== 'EQ' && relation !== 'NE') return undefined;
  return { drop: 1, add: [line(`UNLESS_${INVERSE[relation!]}_${type}` as CompactName, 0, next.target)] };
}

function mergedStore(before: readonly Item[], next: Line): { readonly drop: number; readonly add: readonly Line[] } | undefined {
  const [load, one, add] = before.slice(-3);
  if (load === undefined || one === undefined || add === undefined || isLabel(load) || isLabel(one) || isLabel(add)) return undefined;
  const isIncrement =
    load.name === 'LOAD' && load.operand === next.operand && one.name === 'PUSH_I8' && one.operand === 1 && add.name === 'ADD_I';
  return isIncrement ? { drop: 3, add: [line('INC', next.operand)] } : undefined;
}

function jumpsToNext(items: readonly Item[], i: number): boolean {
  const item = items[i]!;
  if (isLabel(item) || item.name !== 'JUMP') return false;
  for (let at = i + 1; isLabel(items[at]); at++) if ((items[at] as { label: number }).label === item.target) return true;
  return false;
}

export function shortened(items: readonly Item[]): readonly Item[] {
  const wanted = new Set(items.flatMap((item) => (isLabel(item) || item.target === undefined ? [] : [item.target])));
  const kept = items.filter((item, i) => (isLabel(item) ? wanted.has(item.label) : !jumpsToNext(items, i)));
  const result: Item[] = [];
  const add = (item: Item): void => {
    const change = isLabel(item) ? undefined : merged(result, item);
    if (change === undefined) return void result.push(item);
    result.splice(result.length - change.drop, change.drop);
    change.add.forEach(add);
  };
  kept.forEach(add);
  return result;
}
