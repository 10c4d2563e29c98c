/** Instructions of one function of the compact form, on their way to bytes: labels, short forms, jumps that reach. Layer: bytecode. */
import {
  C,
  COMPACT_OPCODES,
  SHORT_CALL,
  SHORT_COUNT,
  SHORT_FLOAT,
  SHORT_FLOAT_MAX,
  SHORT_INT,
  SHORT_INT_MAX,
  SHORT_INT_MIN,
  SHORT_LOAD,
  SHORT_LOAD_GLOBAL,
  SHORT_STORE,
  SHORT_STORE_GLOBAL,
  type CompactName,
} from '../compact/opcodes.ts';
import { COMPACT_NATIVE_INFO } from '../compact/natives.ts';

export interface Line {
  readonly name: CompactName;
  /** Its first operand; a function's number is put in at the end. */
  readonly operand: number;
  readonly more: readonly number[];
  /** Of a jump. */
  readonly target?: number;
  /** Operands taken and left. */
  readonly pops: number;
  readonly pushes: number;
}

export type Item = Line | { readonly label: number };

export const isLabel = (item: Item | undefined): item is { readonly label: number } => item !== undefined && 'label' in item;

const NEAR_MIN = -128;
const NEAR_MAX = 127;
const SHORTS: Partial<Record<CompactName, number>> = {
  ...{ LOAD: SHORT_LOAD, STORE: SHORT_STORE, LOAD_GLOBAL: SHORT_LOAD_GLOBAL, STORE_GLOBAL: SHORT_STORE_GLOBAL, CALL: SHORT_CALL },
};

const low = (value: number): number => value & 0xff;

export class LineAssembler {
  readonly items: Item[] = [];

  label(label: number): void {
    this.items.push({ label });
  }

  op(name: CompactName, operand = 0, effect?: { readonly pops: number; readonly pushes: number }, more: readonly number[] = []): void {
    const { pops, pushes } = effect ?? COMPACT_OPCODES[name];
    this.items.push({ name, operand, more, pops, pushes });
  }

  jump(name: CompactName, target: number): void {
    const { pops, pushes } = COMPACT_OPCODES[name];
    this.items.push({ name, operand: 0, more: [], target, pops, pushes });
  }

  int(value: number): void {
    this.op(value >= -128 && value <= 127 ? 'PUSH_I8' : value >= -32_768 && value <= 32_767 ? 'PUSH_I16' : 'PUSH_I32', value);
  }

  float(value: number): void {
    const isWhole = Number.isInteger(value) && !Object.is(value, -0);
    this.op(
      isWhole && value >= -128 && value <= 127 ? 'PUSH_F8' : isWhole && value >= -32_768 && value <= 32_767 ? 'PUSH_F16' : 'PUSH_F32',
      value,
    );
  }

  native(index: number, text?: number): void {
    const { taken, result } = COMPACT_NATIVE_INFO[index]!;
    const effect = { pops: taken, pushes: result === undefined ? 0 : 1 };
    if (text === undefined) this.op('NATIVE', index, effect);
    else this.op('NATIVE_TEXT', index, effect, [text]);
  }
}

function pushBytes({ name, operand }: Line): readonly number[] {
  const view = new DataView(new ArrayBuffer(4));
  if (name === 'PUSH_F32') view.setFloat32(0, operand, true);
  else view.setInt32(0, operand, true);
  const width = { PUSH_I8: 1, PUSH_F8: 1, PUSH_I16: 2, PUSH_F16: 2, PUSH_I32: 4, PUSH_F32: 4 }[name as 'PUSH_I8'];
  return [C[name], ...new Uint8Array(view.buffer, 0, width)];
}

function plainBytes(line: Line, functionNumber: (key: number) => number): readonly number[] {
  const { name, operand, more } = line;
  if (name.startsWith('PUSH_')) {
    if (name === 'PUSH_I8' && operand >= SHORT_INT_MIN && operand <= SHORT_INT_MAX) return [SHORT_INT + operand - SHORT_INT_MIN];
    if (name === 'PUSH_F8' && operand >= 0 && operand <= SHORT_FLOAT_MAX) return [SHORT_FLOAT + operand];
    return pushBytes(line);
  }
  if (name === 'PARALLEL') return [C.PARALLEL, more.length, ...more.map(functionNumber)];
  const value = name === 'CALL' || name === 'FOREVER' ? functionNumber(operand) : operand;
  const short = SHORTS[name];
  if (short !== undefined && value < SHORT_COUNT) return [short + value];
  return COMPACT_OPCODES[name].operands.length === 0 ? [C[name]] : [C[name], low(value), ...more.map(low)];
}

/** A jump that is too far for its byte becomes its far form; a fused one comes apart. */
function farBytes(name: CompactName, target: number): readonly number[] {
  const far = (opcode: number): readonly number[] => [opcode, low(target), target >> 8];
  if (name === 'JUMP') return far(C.JUMP_FAR);
  if (name === 'JUMP_IF_TRUE') return far(C.JUMP_IF_TRUE_FAR);
  if (name === 'JUMP_IF_FALSE') return far(C.JUMP_IF_FALSE_FAR);
  return [C[name.replace('UNLESS_', '') as CompactName], ...far(C.JUMP_IF_FALSE_FAR)];
}

const NEAR_BYTES = 2;

/**
 * @param entry where the function begins in the code
 * @param functionNumber of the key that a call names
 */
export function bytesOf(items: readonly Item[], entry: number, functionNumber: (key: number) => number): readonly number[] {
  const isFar = new Set<number>();
  for (;;) {
    const labels = new Map<number, number>();
    const at: number[] = [];
    let length = 0;
    for (const [i, item] of items.entries()) {
      at.push(length);
      if (isLabel(item)) labels.set(item.label, length);
      else if (item.target === undefined) length += plainBytes(item, functionNumber).length;
      else length += isFar.has(i) ? farBytes(item.name, 0).length : NEAR_BYTES;
    }
    const distance = (i: number, target: number): number => labels.get(target)! - (at[i]! + NEAR_BYTES);
    const grown = items.flatMap((item, i) => {
      if (isLabel(item) || item.target === undefined || isFar.has(i)) return [];
      const by = distance(i, item.target);
      return by < NEAR_MIN || by > NEAR_MAX ? [i] : [];
    });
    if (grown.length === 0) {
      return items.flatMap((item, i) => {
        if (isLabel(item)) return [];
        if (item.target === undefined) return plainBytes(item, functionNumber);
        if (isFar.has(i)) return farBytes(item.name, entry + labels.get(item.target)!);
        return [C[item.name], low(distance(i, item.target))];
      });
    }
    for (const i of grown) isFar.add(i);
  }
}
