import { describe, expect, it } from 'vitest';
import { DARKNESS_OFF_FLOOR, DarknessMap, darknessOf } from './darkness.ts';
import { distanceToLinesMm, strokesOf } from './strokes.ts';
import { trackOf } from './testing/tracks.ts';

const SPOT_MM = 8;
const point = (xMm: number, yMm: number) => ({ xMm, yMm });
const across = { shape: 'segment', from: point(0, 1000), to: point(4000, 1000), widthMm: 20 };
const ring = { shape: 'arc', center: point(2000, 2000), radiusMm: 300, fromDeg: 0, toDeg: 360, widthMm: 20 };
const quarter = { ...ring, fromDeg: 90, toDeg: 180 };

describe('the distance to lines', () => {
  it('is measured from the edge, 0 on the line', () => {
    const strokes = strokesOf(trackOf({ lines: [across] }));
    expect(distanceToLinesMm(strokes, 500, 1050)).toBe(40);
    expect(distanceToLinesMm(strokes, 500, 1005)).toBe(0);
    expect(distanceToLinesMm([], 0, 0)).toBe(Infinity);
  });

  it('to an arc counts only the part that is there, and its ends', () => {
    const strokes = strokesOf(trackOf({ lines: [quarter] }));
    // Bearing 135°, lower right of the centre: on the arc. Bearing 315°: nearest are the ends.
    expect(distanceToLinesMm(strokes, 2000 + 400 * Math.SQRT1_2, 2000 - 400 * Math.SQRT1_2)).toBeCloseTo(90, 9);
    expect(distanceToLinesMm(strokes, 2300, 2100)).toBeCloseTo(90, 9);
    expect(distanceToLinesMm(strokesOf(trackOf({ lines: [{ ...ring, fromDeg: -45, toDeg: 225 }] })), 1600, 2000)).toBeGreaterThan(200);
  });
});

describe('the darkness a sensor sees', () => {
  it('is 1 on a black line, 0 on the white floor, and half where the edge halves its spot', () => {
    const map = new DarknessMap(trackOf({ lines: [across] }), SPOT_MM);
    expect(map.at(2000, 1000)).toBeCloseTo(1, 6);
    expect(map.at(2000, 1020)).toBe(0);
    expect(map.at(2000, 1010)).toBeCloseTo(0.5, 6);
  });

  it('falls steadily from the line to the floor', () => {
    const map = new DarknessMap(trackOf({ lines: [across] }), SPOT_MM);
    const seen = Array.from({ length: 61 }, (_, i) => map.at(1234.5, 1000 + i * 0.25));
    expect(seen.every((value, i) => i === 0 || value <= seen[i - 1]! + 1e-6)).toBe(true);
  });

  it('has no seam where an arc goes on from a straight', () => {
    const map = new DarknessMap(
      trackOf({
        lines: [
          { ...across, to: point(2000, 1000) },
          { ...ring, center: point(2000, 1300), fromDeg: 90, toDeg: 180 },
        ],
      }),
      SPOT_MM,
    );
    for (let x = 1990; x <= 2010; x += 0.5) expect(map.at(x, 1000)).toBeGreaterThan(0.98);
  });

  it('follows dashes, whose ends are square', () => {
    const dashed = { ...across, dash: { onMm: 60, offMm: 40 } };
    const map = new DarknessMap(trackOf({ lines: [dashed] }), SPOT_MM);
    expect([30, 80, 130, 180].map((x) => map.at(x, 1000))).toEqual([1, 0, 1, 0].map((dark): number => expect.closeTo(dark, 6) as number));
    expect(map.at(60, 1000)).toBeCloseTo(0.5, 6);
    expect(map.at(66, 1000)).toBe(0);
  });

  it('of a dashed arc begins and ends across its way', () => {
    const dashed = { ...quarter, dash: { onMm: 100, offMm: 50 } };
    const map = new DarknessMap(trackOf({ lines: [dashed] }), SPOT_MM);
    const at = (mm: number) => map.at(2000 + 300 * Math.cos(mm / 300), 2000 - 300 * Math.sin(mm / 300));
    expect([at(50), at(125), at(200)]).toEqual([expect.closeTo(1, 1), 0, expect.closeTo(1, 1)]);
    expect(at(100)).toBeCloseTo(0.5, 1);
  });

  it('follows a curve along its whole way', () => {
    const curve = {
      shape: 'curve',
      from: point(500, 500),
      control1: point(1500, 500),
      control2: point(500, 1500),
      to: point(1500, 1500),
      widthMm: 20,
    };
    const map = new DarknessMap(trackOf({ lines: [curve] }), SPOT_MM);
    for (let i = 0; i <= 40; i++) {
      const [t, s] = [i / 40, 1 - i / 40];
      const x = s * s * s * 500 + 3 * s * s * t * 1500 + 3 * s * t * t * 500 + t * t * t * 1500;
      const y = s * s * s * 500 + 3 * s * s * t * 500 + 3 * s * t * t * 1500 + t * t * t * 1500;
      expect(map.at(x, y)).toBeGreaterThan(0.95);
    }
    expect(map.at(1100, 1000)).toBe(0);
  });

  it.each([
    ['rectangle', { shape: 'rectangle', center: point(2000, 2000), widthMm: 400, heightMm: 200, headingDeg: 90 }, point(2090, 2190)],
    ['disc', { shape: 'disc', center: point(2000, 2000), radiusMm: 200 }, point(2130, 2130)],
    ['polygon', { shape: 'polygon', points: [point(1800, 1800), point(2200, 1800), point(2000, 2200)] }, point(2000, 2180)],
  ])('of a painted %s is that of its paint, under every line', (_, area, inside) => {
    const map = new DarknessMap(trackOf({ lines: [{ ...across, from: point(0, 2000), to: point(4000, 2000) }], zones: [{ id: 'z', area, color: '#808080' }] }), SPOT_MM); // prettier-ignore
    expect(map.at(inside.xMm, inside.yMm)).toBeCloseTo(darknessOf('#808080'), 6);
    expect(map.at(2000, 2000)).toBeCloseTo(1, 6);
    expect(map.at(2000, 2300)).toBe(0);
  });

  it('is that of nothing off the floor', () => {
    const map = new DarknessMap(trackOf(), SPOT_MM);
    expect(map.at(-1, 5)).toBe(DARKNESS_OFF_FLOOR);
    expect(map.at(5, 4001)).toBe(DARKNESS_OFF_FLOOR);
    expect(map.at(4000, 4000)).toBe(0);
    expect(map.at(NaN, 0)).toBe(DARKNESS_OFF_FLOOR);
  });

  it('of a later colour covers an earlier one', () => {
    const white = { shape: 'segment', from: point(2000, 900), to: point(2000, 1100), widthMm: 40, color: '#ffffff' };
    const map = new DarknessMap(trackOf({ lines: [across, white] }), SPOT_MM);
    expect(map.at(2000, 1000)).toBeCloseTo(0, 6);
    expect(map.at(1900, 1000)).toBeCloseTo(1, 6);
  });

  it('follows the luminance of a colour', () => {
    expect(darknessOf('#000000')).toBe(1);
    expect(darknessOf('#ffffff')).toBeCloseTo(0, 12);
    expect(darknessOf('#808080')).toBeCloseTo(0.498, 3);
  });
});
