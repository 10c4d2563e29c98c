/** Where a step ends. Layer: vm. Judged at the statements that fibers come to; what lies between is passed over. */
import { FRAME_WORDS, type Fiber } from './fiber.ts';
import { DONE } from './turns.ts';
import type { StepKind } from './vm.ts';

export class StepTarget {
  readonly kind: StepKind;
  /** undefined: whichever comes first. */
  readonly #fiber: Fiber | undefined;
  #depth: number;
  #returnPc: number;
  readonly #passes: number;
  /** The call that the step began in has; `#depth` is then its caller's. */
  #hasReturned = false;

  /** @param fiber the one that halted last */
  constructor(kind: StepKind, fiber: Fiber | undefined) {
    this.kind = kind;
    this.#fiber = fiber;
    this.#depth = fiber?.depth ?? 0;
    this.#returnPc = fiber === undefined ? 0 : returnPcOf(fiber);
    this.#passes = fiber?.passes ?? 0;
  }

  /** Does the step end where `fiber` now stands? */
  endsAt(fiber: Fiber): boolean {
    if (this.#fiber === undefined || this.#fiber.state === DONE) return true;
    if (fiber !== this.#fiber) return false;
    if (this.kind === 'into' || this.kind === 'instruction' || fiber.passes !== this.#passes) return true;
    if (fiber.depth < this.#depth) return true;
    if (this.#hasReturned) return fiber.depth === this.#depth;
    if (fiber.depth > this.#depth) return false;
    if (returnPcOf(fiber) === this.#returnPc) return this.kind === 'over';
    // Another call from another place of the same caller, which has come to no statement in between.
    this.#hasReturned = true;
    this.#depth -= 1;
    return false;
  }
}

function returnPcOf(fiber: Fiber): number {
  return fiber.depth === 0 ? -1 : fiber.frames[FRAME_WORDS * (fiber.depth - 1)]!;
}
