/** What is known of a call's locals and operands while its code is written. Layer: vm. */

/** What a value certainly is; 'any' where nothing is known. */
export type Kind = 'number' | 'boolean' | 'any';

export interface Slot {
  readonly kind: Kind;
  /** The fiber's stack holds the same. */
  readonly isStored: boolean;
}

export interface Operand extends Slot {
  /** JavaScript that gives the value, as often as it is asked, until the next assignment to what it names. */
  readonly text: string;
}

/** At the start of a block, where local n is in the variable `l`n and operand n in `s`n. */
export interface FrameState {
  readonly locals: readonly Slot[];
  readonly operands: readonly Slot[];
}

function joinedSlot(a: Slot, b: Slot): Slot {
  return { kind: a.kind === b.kind ? a.kind : 'any', isStored: a.isStored && b.isStored };
}

function isSame(a: readonly Slot[], b: readonly Slot[]): boolean {
  return a.every(({ kind, isStored }, i) => kind === b[i]!.kind && isStored === b[i]!.isStored);
}

/** What holds on both ways; `a` itself where `b` adds no doubt. */
export function joined(a: FrameState | undefined, b: FrameState): FrameState {
  if (a === undefined) return b;
  const locals = a.locals.map((slot, i) => joinedSlot(slot, b.locals[i]!));
  const operands = a.operands.map((slot, i) => joinedSlot(slot, b.operands[i]!));
  return isSame(a.locals, locals) && isSame(a.operands, operands) ? a : { locals, operands };
}
