import { describe, expect, it } from 'vitest';
import { Random } from '../../../base/random.ts';
import { strokesOf, distanceToLinesMm } from '../../../sim/strokes.ts';
import { trackPixels } from '../../../sim/track-pixels.ts';
import type { Track } from '../../../sim/track.ts';
import { shippedTrack } from '../../../sim/tracks/index.ts';
import { pathOf } from '../../edit/geometry.ts';
import type { Photo } from './floor-mask.ts';
import { homographyOf, projected, type Corners } from './homography.ts';
import { importPhoto } from './import-photo.ts';

const about = { id: 'photo', name: { 'zh-CN': '照片', en: 'Photo' }, darkness: 0.3 };

/** The floor as a camera sees it from one side, half of it in the sun, with noise. */
function photographed(track: Track, corners: Corners, seed = 1): Photo {
  const { width, height, data } = trackPixels({ ...track, finish: null, checkpoints: [] }, 800);
  const toFloor = homographyOf(
    [
      { x: 0, y: 0 },
      { x: width, y: 0 },
      { x: width, y: height },
      { x: 0, y: height },
    ],
    1,
    1,
  );
  const toPhoto = homographyOf(corners, 1, 1);
  if (!toFloor.ok || !toPhoto.ok) throw new Error('corners');
  const size = { width: 900, height: 700 };
  const photo = new Uint8ClampedArray(size.width * size.height * 4).fill(200);
  const random = new Random(seed);
  const inverse = invert(toPhoto.value);
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      const { x: u, y: v } = projected(inverse, { x: x + 0.5, y: y + 0.5 });
      const i = (y * size.width + x) * 4;
      const [px, py] = [Math.floor(u * width), Math.floor(v * height)];
      const isFloor = px >= 0 && py >= 0 && px < width && py < height;
      const light = (x > 450 ? 0.95 : 0.55) * (1 + (random.unit() - 0.5) * 0.08);
      for (let k = 0; k < 3; k++) photo[i + k] = (isFloor ? 30 + 0.85 * data[(py * width + px) * 4 + k]! : 210) * light;
      photo[i + 3] = 255;
    }
  }
  return { ...size, data: photo };
}

/** By Cramer's rule. */
function invert([a, b, c, d, e, f, g, h]: readonly [number, number, number, number, number, number, number, number]) {
  const rows = [
    e - f * h,
    c * h - b,
    b * f - c * e,
    f * g - d,
    a - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ] as const;
  return rows.slice(0, 8).map((value) => value / rows[8]) as unknown as readonly [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
}

const CORNERS: Corners = [
  { x: 190, y: 90 },
  { x: 700, y: 110 },
  { x: 870, y: 640 },
  { x: 40, y: 600 },
];

/** How far points of one track's lines are from the other's. */
function misses(of: Track, from: Track): readonly number[] {
  const strokes = strokesOf(from);
  return of.lines.flatMap((line) => pathOf(line).map(({ xMm, yMm }) => distanceToLinesMm(strokes, xMm, yMm)));
}

describe('a photo of a floor', () => {
  it('is seen straight again: corners go to corners', () => {
    const found = homographyOf(CORNERS, 100, 50);
    if (!found.ok) throw new Error(found.fault.code);
    for (const [i, at] of [
      { x: 0, y: 0 },
      { x: 100, y: 0 },
      { x: 100, y: 50 },
      { x: 0, y: 50 },
    ].entries()) {
      const { x, y } = projected(found.value, at);
      expect(Math.hypot(x - CORNERS[i]!.x, y - CORNERS[i]!.y)).toBeLessThan(1e-6);
    }
  });

  it.each(['oval', 'figure-eight', 'first-bend'])('gives back the lines of %s within a line’s width', (id) => {
    const track = { ...shippedTrack(id)!, walls: [] };
    const { widthMm, heightMm } = track.floor;
    const imported = importPhoto(photographed(track, CORNERS), { ...about, corners: CORNERS, widthMm, heightMm });
    if (!imported.ok) throw new Error(imported.fault.code);
    const [found, missing] = [misses(imported.value, track), misses(track, imported.value)];
    expect(Math.max(...found)).toBeLessThan(15);
    expect(missing.filter((mm) => mm > 15).length / missing.length).toBeLessThan(0.03);
    expect(imported.value.lines.length).toBeLessThan(20);
    expect(imported.value.lines[0]!.widthMm).toBeGreaterThan(12);
    expect(imported.value.lines[0]!.widthMm).toBeLessThan(28);
  });

  it.each([
    [
      'corners on a line',
      {
        corners: [
          { x: 0, y: 0 },
          { x: 10, y: 0 },
          { x: 20, y: 0 },
          { x: 30, y: 0 },
        ] as const,
      },
      'import.bad-corners',
    ],
    [
      'crossed corners',
      {
        corners: [
          { x: 0, y: 0 },
          { x: 100, y: 100 },
          { x: 100, y: 0 },
          { x: 0, y: 100 },
        ] as const,
      },
      'import.bad-corners',
    ],
    ['a floor without size', { widthMm: 0 }, 'import.bad-size'],
    ['a floor of NaN', { heightMm: Number.NaN }, 'import.bad-size'],
    ['an empty floor', {}, 'import.no-lines'],
  ])('is refused for %s', (_, changes, code) => {
    const photo = { width: 60, height: 60, data: new Uint8Array(60 * 60 * 4).fill(230) };
    const corners: Corners = [
      { x: 5, y: 5 },
      { x: 55, y: 5 },
      { x: 55, y: 55 },
      { x: 5, y: 55 },
    ];
    expect(importPhoto(photo, { ...about, corners, widthMm: 500, heightMm: 500, ...changes })).toMatchObject({
      ok: false,
      fault: { code },
    });
  });

  it('of noise alone ends, one way or the other', () => {
    const random = new Random(7);
    const data = Uint8Array.from({ length: 200 * 200 * 4 }, () => random.uint32() % 256);
    const corners: Corners = [
      { x: 0, y: 0 },
      { x: 200, y: 0 },
      { x: 200, y: 200 },
      { x: 0, y: 200 },
    ];
    const result = importPhoto({ width: 200, height: 200, data }, { ...about, corners, widthMm: 400, heightMm: 400 });
    expect(result.ok ? 'track' : result.fault.code).toMatch(/^(track|import\.)/);
  });
});
