import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finalIndexOf, firstIndexOf } from './search.ts';

/** Few letters and long patterns, so that they overlap and repeat. */
const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 300 });
const from = fc.oneof(fc.integer({ min: -5, max: 310 }), fc.constantFrom(Infinity, -Infinity));

describe('search', () => {
  it('finds what JavaScript finds', () => {
    fc.assert(
      fc.property(text, fc.nat(60), fc.nat(300), from, (whole, length, start, at) => {
        const pattern = whole.slice(start, start + length) + (length % 3 === 0 ? 'a' : '');
        expect(firstIndexOf(whole, pattern, at)).toBe(whole.indexOf(pattern, at));
        expect(finalIndexOf(whole, pattern, at)).toBe(whole.lastIndexOf(pattern, at));
      }),
    );
  });

  it('finds repeated long patterns at both ends', () => {
    const pattern = 'ab'.repeat(20);
    const whole = 'ab'.repeat(200);
    expect(firstIndexOf(whole, pattern, 3)).toBe(4);
    expect(finalIndexOf(whole, pattern, Infinity)).toBe(360);
    expect(firstIndexOf(whole, `${pattern}b`, 0)).toBe(-1);
  });

  it('takes its time by length, not by product, on the worst of patterns', () => {
    const whole = 'a'.repeat(1_000_000);
    expect(firstIndexOf(whole, `b${'a'.repeat(400_000)}`, 0)).toBe(-1);
    expect(finalIndexOf(whole, `${'a'.repeat(400_000)}b`, Infinity)).toBe(-1);
  });
});
