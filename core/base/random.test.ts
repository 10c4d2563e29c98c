import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from './random.ts';

const draw = (random: Random, count: number): readonly number[] => Array.from({ length: count }, () => random.uint32());

describe('Random', () => {
  it('gives the same numbers for the same seed, the ones written down here', () => {
    expect(draw(new Random(1), 4)).toEqual(draw(new Random(1), 4));
    expect(draw(new Random(1), 3)).toEqual([3850628136, 3271617149, 1578186153]);
  });

  it('gives unlike first numbers for neighbouring seeds', () => {
    const firsts = Array.from({ length: 1000 }, (_, seed) => new Random(seed).uint32());
    expect(new Set(firsts).size).toBe(1000);
    const mean = firsts.reduce((sum, value) => sum + value, 0) / firsts.length / 2 ** 32;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.05);
  });

  it('goes on identically from a saved state', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(50), (seed, skipped) => {
        const random = new Random(seed);
        draw(random, skipped);
        const copy = Random.fromState(random.state());
        expect(draw(copy, 5)).toEqual(draw(random, 5));
      }),
    );
  });

  it('reaches both ends of integer() and nothing beyond', () => {
    const random = new Random(7);
    const seen = new Set(Array.from({ length: 500 }, () => random.integer(-2, 3)));
    expect([...seen].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2, 3]);
  });

  it('draws gaussian numbers with mean 0 and deviation 1', () => {
    const random = new Random(3);
    const values = Array.from({ length: 20_000 }, () => random.gaussian());
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(Math.abs(variance - 1)).toBeLessThan(0.05);
  });
});
