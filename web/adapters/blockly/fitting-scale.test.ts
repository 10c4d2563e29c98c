import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fittingScale, SMALLEST_SHARE, type Fitting } from './fitting-scale.ts';

const usual: Fitting = { usualScale: 0.92, left: 32, right: 500, paneWidthPx: 600, marginPx: 24 };

describe('fittingScale', () => {
  it('leaves a program that fits as large as usual', () => {
    expect(fittingScale(usual)).toBe(0.92);
    expect(fittingScale({ ...usual, right: 0, left: 0 })).toBe(0.92);
  });

  it('shows the whole width of a wider one', () => {
    expect(fittingScale({ ...usual, right: 720 })).toBeCloseTo(576 / 720);
  });

  it('counts what lies left of the origin', () => {
    expect(fittingScale({ ...usual, left: -220 })).toBeCloseTo(576 / 720);
  });

  it('stays readable where a program is far too wide', () => {
    expect(fittingScale({ ...usual, right: 5000 })).toBeCloseTo(0.92 * SMALLEST_SHARE);
  });

  it('does not shrink what no one can see yet', () => {
    expect(fittingScale({ ...usual, paneWidthPx: 0 })).toBe(0.92);
  });

  it('follows the larger letters of board mode', () => {
    const board = { ...usual, right: 720, usualScale: 0.92 * 1.5, paneWidthPx: 900, marginPx: 36 };
    expect(fittingScale(board)).toBeCloseTo(1.5 * fittingScale({ ...usual, right: 720 }));
  });

  it('is never above the usual, never below the smallest share, and fits where it is between', () => {
    const fitting = fc.record({
      usualScale: fc.double({ min: 0.3, max: 3, noNaN: true }),
      left: fc.integer({ min: -3000, max: 3000 }),
      right: fc.integer({ min: -3000, max: 6000 }),
      paneWidthPx: fc.integer({ min: 0, max: 4000 }),
      marginPx: fc.integer({ min: 0, max: 60 }),
    });
    fc.assert(
      fc.property(fitting, (given) => {
        const scale = fittingScale(given);
        expect(scale).toBeLessThanOrEqual(given.usualScale);
        expect(scale).toBeGreaterThanOrEqual(given.usualScale * SMALLEST_SHARE);
        if (scale > given.usualScale * SMALLEST_SHARE && scale < given.usualScale) {
          expect((given.right - Math.min(0, given.left)) * scale).toBeLessThanOrEqual(given.paneWidthPx - given.marginPx + 1e-6);
        }
      }),
      { verbose: true },
    );
  });
});
