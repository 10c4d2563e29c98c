/** How the elements of a list are kept: in as few bytes as all that it ever holds allows. Layer: bytecode. */
import { ELEMENT_FLOAT, ELEMENT_INT16, ELEMENT_INT32, ELEMENT_INT8, ELEMENT_BYTES } from '../compact/opcodes.ts';
import type { AbstractValue } from './abstract-value.ts';

export function elementKind(value: AbstractValue): number {
  if (value.kind === 'boolean') return ELEMENT_INT8;
  if (value.kind !== 'number' || !value.whole) return ELEMENT_FLOAT;
  if (value.lo >= -128 && value.hi <= 127) return ELEMENT_INT8;
  return value.lo >= -32_768 && value.hi <= 32_767 ? ELEMENT_INT16 : ELEMENT_INT32;
}

export function elementBytes(value: AbstractValue, constants: readonly number[]): readonly number[] {
  const kind = elementKind(value);
  const width = ELEMENT_BYTES[kind as 0]!;
  const view = new DataView(new ArrayBuffer(4));
  return constants.flatMap((constant) => {
    if (kind === ELEMENT_FLOAT) view.setFloat32(0, constant, true);
    else view.setInt32(0, constant, true);
    return [...new Uint8Array(view.buffer, 0, width)];
  });
}
