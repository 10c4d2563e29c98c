/**
 * The seeded generator of the whole product: the same seed gives the same numbers in every engine. Layer: base.
 * xoroshiro128+ of pure-rand; only integer operations. Gaussian numbers come from a sum of twelve uniforms
 * (Irwin–Hall), because a Box–Muller transform needs `log` and `cos`, which engines round differently.
 */
import { xoroshiro128plus, xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

type Generator = ReturnType<typeof xoroshiro128plus>;

/** What `Random.state()` gives and `Random.fromState()` takes: plain numbers, fit for a snapshot. */
export type RandomState = readonly number[];

const UINT32 = 4294967296;
/** Why: small seeds fill the first state with few bits, and the first draws would be alike for all of them. */
const WARM_UP_DRAWS = 16;

export class Random {
  #generator: Generator;

  /** @param seed any integer; only its low 32 bits count. */
  constructor(seed: number) {
    this.#generator = xoroshiro128plus(seed | 0);
    for (let i = 0; i < WARM_UP_DRAWS; i++) this.#generator.next();
  }

  static fromState(state: RandomState): Random {
    const random = new Random(0);
    random.#generator = xoroshiro128plusFromState([...state]);
    return random;
  }

  state(): RandomState {
    return [...this.#generator.getState()];
  }

  setState(state: RandomState): void {
    this.#generator = xoroshiro128plusFromState([...state]);
  }

  /** 0 … 2^32 − 1. */
  uint32(): number {
    return this.#generator.next() >>> 0;
  }

  /** 0 ≤ x < 1, 32 random bits. */
  unit(): number {
    return (this.#generator.next() >>> 0) / UINT32;
  }

  /** A whole number from `min` to `max`, both included. Both must be safe integers with `min <= max`. */
  integer(min: number, max: number): number {
    return min + Math.floor(this.unit() * (max - min + 1));
  }

  /** Mean 0, standard deviation 1, bounded to ±6 (Irwin–Hall with n = 12). */
  gaussian(): number {
    let sum = -6;
    for (let i = 0; i < 12; i++) sum += (this.#generator.next() >>> 0) / UINT32;
    return sum;
  }
}
