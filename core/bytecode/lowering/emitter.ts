/** The places of one function on a board: which local stands where, and what the lowering writes. Layer: bytecode. */
import type { AbstractValue } from './abstract-value.ts';
import type { Instance } from './analysis.ts';
import { LineAssembler } from './assembler.ts';
import { Refused } from './refusal.ts';

/** How a value stands in its four bytes. */
export type Form = 'I' | 'F';

const LOCALS_MAX = 255;

/** undefined: nothing of it exists when the program runs. */
export function formOf(value: AbstractValue): Form | undefined {
  if (value.kind === 'boolean') return 'I';
  if (value.kind !== 'number') return undefined;
  return value.whole ? 'I' : 'F';
}

export class Emitter {
  readonly asm = new LineAssembler();
  readonly #instance: Instance;
  readonly #slots = new Map<string, number>();
  readonly params: number;

  constructor(instance: Instance) {
    this.#instance = instance;
    instance.params.forEach((value, i) => {
      if (value.kind === 'number' || value.kind === 'boolean') this.local(i);
    });
    this.params = this.#slots.size;
  }

  get localCount(): number {
    return this.#slots.size;
  }

  #slot(key: string): number {
    let slot = this.#slots.get(key);
    if (slot === undefined) {
      slot = this.#slots.size;
      if (slot > LOCALS_MAX) throw new Refused('board.too-many', { what: 'locals', limit: LOCALS_MAX });
      this.#slots.set(key, slot);
    }
    return slot;
  }

  local(index: number): number {
    return this.#slot(`local ${index}`);
  }

  /** Where the operand at `depth` waits while a jump is taken. */
  waiting(depth: number, part = 0): number {
    return this.#slot(`waiting ${depth} ${part}`);
  }

  scratch(index: number): number {
    return this.#slot(`scratch ${index}`);
  }

  iterator(pc: number): number {
    return this.#slot(`iterator ${pc}`);
  }

  /** The form in which all values of a local stand. */
  localForm(index: number): Form {
    return formOf(this.#instance.locals[index]!.value) ?? 'F';
  }
}
