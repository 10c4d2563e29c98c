/**
 * Noise that can be asked for at any time and in any order: a function of the seed, the channel and the millisecond. Layer: sim.
 * Why: what nobody reads need not be computed, and reading more often changes nothing.
 */
import { exp } from '../base/deterministic-math.ts';
import { Random } from '../base/random.ts';

const UINT32 = 4294967296;
const QUANTILE_BITS = 12;
const QUANTILES = 1 << QUANTILE_BITS;
const SQRT_TWO_PI = 2.5066282746310002;
/** Of the integral of the bell curve; far below what an ADC resolves. */
const INTEGRAL_STEP = 1 / 256;

/** Of the bell curve (mean 0, deviation 1): the middles of 4096 slices of equal probability, ±3.6 at the ends. By the trapezoidal rule. */
function bellQuantiles(): Float64Array {
  const quantiles = new Float64Array(QUANTILES);
  let x = 0;
  let below = 0.5;
  for (let i = QUANTILES / 2; i < QUANTILES; i++) {
    const wanted = (i + 0.5) / QUANTILES;
    const slice = (at: number): number =>
      (INTEGRAL_STEP * (exp((-at * at) / 2) + exp(-((at + INTEGRAL_STEP) * (at + INTEGRAL_STEP)) / 2))) / (2 * SQRT_TWO_PI);
    while (below + slice(x) < wanted) {
      below += slice(x);
      x += INTEGRAL_STEP;
    }
    const quantile = x + (INTEGRAL_STEP * (wanted - below)) / slice(x);
    quantiles[i] = quantile;
    quantiles[QUANTILES - 1 - i] = -quantile;
  }
  return quantiles;
}

const BELL = bellQuantiles();

export class Noise {
  readonly #first: number;
  readonly #second: number;

  /** @param seed its low 32 bits count */
  constructor(seed: number) {
    const random = new Random(seed);
    this.#first = random.uint32() | 0;
    this.#second = random.uint32() | 0;
  }

  /** 32 bits, signed. Source of the multipliers: Chris Wellons, "Prospecting for hash functions" (lowbias32), two rounds with a key each. */
  #bits(channel: number, atMs: number): number {
    let x = (Math.imul(channel, 0x9e3779b9) + atMs + this.#first) | 0;
    x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
    x = (Math.imul(x ^ (x >>> 15), 0x735a2d97) + this.#second) | 0;
    x = Math.imul(x ^ (x >>> 15), 0x21f0aaad);
    return x ^ (x >>> 16);
  }

  /** Mean 0, standard deviation 1, bounded to ±3.7. @param channel a whole number that tells one use from another */
  bell(channel: number, atMs: number): number {
    return BELL[this.#bits(channel, atMs) >>> (32 - QUANTILE_BITS)]!;
  }

  /** 0 ≤ x < 1. */
  unit(channel: number, atMs: number): number {
    return (this.#bits(channel, atMs) >>> 0) / UINT32;
  }
}
