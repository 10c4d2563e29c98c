import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { radixText } from './radix-text.ts';

const radix = fc.integer({ min: 2, max: 36 });

describe('numbers in other bases', () => {
  it('whole numbers read as in JavaScript', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), radix, (value, base) => {
        expect(radixText(value, base)).toBe(value.toString(base));
      }),
    );
  });

  it('fractions come back as the same number', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e6, noNaN: true }), (value) => {
        const [whole, fraction = ''] = radixText(value, 2).split('.');
        const back = parseInt(whole!, 2) + [...fraction].reduce((sum, digit, i) => sum + Number(digit) / 2 ** (i + 1), 0);
        expect(back).toBe(value);
      }),
    );
  });

  it.each([
    [0.5, 2, '0.1'],
    [-255.5, 16, '-ff.8'],
    [0.1, 3, '0.0022002200220022002200220022002201'],
    [NaN, 2, 'NaN'],
    [-Infinity, 2, '-Infinity'],
    [-0, 2, '0'],
  ])('%d in base %d is %s', (value, base, text) => expect(radixText(value, base)).toBe(text));
});
