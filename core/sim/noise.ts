/**
 * Bell-shaped noise at the price of three draws. Layer: sim.
 * The twelve bytes of three 32-bit draws are summed (Irwin–Hall, as in `Random.gaussian`, with 8-bit steps: 1/256 of a standard
 * deviation, far below what an ADC resolves). Why: five sensors a millisecond would otherwise cost more than all the rest of the world.
 */
import type { Random } from '../base/random.ts';

/** Mean of the sum of twelve bytes. */
const MEAN = 12 * 127.5;
/** Standard deviation of that sum: √(12 · (256² − 1) / 12). */
const DEVIATION = Math.sqrt(256 * 256 - 1);

const bytesOf = (word: number): number => (word & 0xff) + ((word >>> 8) & 0xff) + ((word >>> 16) & 0xff) + (word >>> 24);

/** Mean 0, standard deviation 1, bounded to ±6. */
export function coarseGaussian(random: Random): number {
  const sum = bytesOf(random.uint32()) + bytesOf(random.uint32()) + bytesOf(random.uint32());
  return (sum - MEAN) / DEVIATION;
}
