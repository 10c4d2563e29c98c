/**
 * The local slots of one function, used again when a scope ends. Layer: language.
 * Why two free lists: a slot that is a cell on one path and a value on another could be read on neither.
 */
export type SlotKind = 'value' | 'cell';

export class SlotPool {
  #count: number;
  readonly #free: { readonly [K in SlotKind]: number[] } = { value: [], cell: [] };

  /** @param reserved slots 0 … reserved − 1 are the parameters. */
  constructor(reserved: number) {
    this.#count = reserved;
  }

  get count(): number {
    return this.#count;
  }

  take(kind: SlotKind): number {
    return this.#free[kind].pop() ?? this.#count++;
  }

  release(kind: SlotKind, slot: number): void {
    this.#free[kind].push(slot);
  }
}
