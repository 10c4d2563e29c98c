/** Which bodies push one another, directly or through others: each such island is solved as if it were alone. Layer: sim. */
import type { Body } from './body.ts';

export class Islands {
  /** By slot: another of the same island, in the end its root. */
  readonly #above: Int32Array;

  constructor(slots: number) {
    this.#above = new Int32Array(slots);
  }

  /** Each body alone. */
  begin(): void {
    for (let slot = 0; slot < this.#above.length; slot++) this.#above[slot] = slot;
  }

  /** What cannot be moved joins nothing. */
  join(a: Body, b: Body): void {
    if (a.isFixed || b.isFixed) return;
    this.#above[this.rootOf(a.slot)] = this.rootOf(b.slot);
  }

  /** A slot that stands for its island. */
  rootOf(slot: number): number {
    let root = slot;
    while (this.#above[root]! !== root) root = this.#above[root]!;
    return root;
  }

  /** Of what touches: one of the two can be moved. */
  of(a: Body, b: Body): number {
    return this.rootOf(a.isFixed ? b.slot : a.slot);
  }
}
