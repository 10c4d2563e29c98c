import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boardLayout, CARD_GAP_REM, CARD_HEIGHT_REM, CARD_WIDTH_REM } from './board-layout.ts';

/** What 1280 × 800 and 3840 × 2160 leave for the cards, in rem. */
const DESK = { width: 63.25, height: 45 };
const WALL = { width: 89, height: 55 };

describe('the cards of a class', () => {
  it('are all in sight on a desk’s screen, up to 49 of them', () => {
    const { columns, scale } = boardLayout({ ...DESK, count: 49 });
    const rows = Math.ceil(49 / columns);
    expect(rows * (CARD_HEIGHT_REM * scale + CARD_GAP_REM)).toBeLessThanOrEqual(DESK.height + CARD_GAP_REM);
  });

  it('are larger on the wall, and larger for fewer', () => {
    expect(boardLayout({ ...WALL, count: 48 }).scale).toBeGreaterThan(boardLayout({ ...DESK, count: 48 }).scale);
    expect(boardLayout({ ...DESK, count: 12 }).scale).toBeGreaterThan(boardLayout({ ...DESK, count: 40 }).scale);
  });

  it('never overlap and are never too small to read', () => {
    const size = fc.double({ min: 5, max: 200, noNaN: true });
    fc.assert(
      fc.property(size, size, fc.integer({ min: 0, max: 300 }), (width, height, count) => {
        const { columns, scale } = boardLayout({ width, height, count });
        expect(scale).toBeGreaterThanOrEqual(1);
        expect(columns).toBeGreaterThanOrEqual(1);
        if (columns > 1) expect(columns * (CARD_WIDTH_REM + CARD_GAP_REM)).toBeLessThanOrEqual(width + CARD_GAP_REM + 1e-9);
      }),
      { verbose: true },
    );
  });
});
