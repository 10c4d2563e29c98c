/** The colours of blocks, checked by figures: equal lightness, readable words, told apart by colour-blind eyes. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BLOCK_COLORS } from './block-colors.ts';

type Triple = readonly [number, number, number];

/** Severe forms, for linear RGB: Machado, Oliveira and Fernandes 2009, "A Physiologically-based Model for Simulation of Color Vision Deficiency", table of severity 1.0. */
const EYES: Readonly<Record<string, readonly Triple[]>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanope: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranope: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanope: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function linear(hex: string): Triple {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const share = parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return [r!, g!, b!];
}

function seenBy(rows: readonly Triple[], color: Triple): Triple {
  const [r, g, b] = rows.map((row) => Math.min(1, Math.max(0, row[0] * color[0] + row[1] * color[1] + row[2] * color[2])));
  return [r!, g!, b!];
}

const luminance = ([r, g, b]: Triple) => 0.2126729 * r + 0.7151522 * g + 0.072175 * b;

/** CIELAB, white of D65. */
function lab(color: Triple): Triple {
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27 / 116) * t + 16 / 116);
  const x = f((0.4124564 * color[0] + 0.3575761 * color[1] + 0.1804375 * color[2]) / 0.95047);
  const y = f(luminance(color));
  const z = f((0.0193339 * color[0] + 0.119192 * color[1] + 0.9503041 * color[2]) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** Distance in CIELAB (1976): about 2.3 is what an eye just notices. */
const distance = (a: Triple, b: Triple) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

const colors = Object.entries(BLOCK_COLORS);

describe('colours of blocks', () => {
  it('are those of the page', () => {
    const sheet = readFileSync(new URL('../../ui/tokens.css', import.meta.url), 'utf8');
    for (const [name, color] of colors) expect(sheet).toMatch(new RegExp(`--block-${name}: ${color};`));
  });

  it.each(colors)('%s carries white words with a contrast of 4.5 : 1', (_, color) => {
    expect(1.05 / (luminance(linear(color)) + 0.05)).toBeGreaterThanOrEqual(4.5);
  });

  it('have nearly equal lightness', () => {
    const lightness = colors.map(([, color]) => lab(linear(color))[0]);
    expect(Math.max(...lightness) - Math.min(...lightness)).toBeLessThan(6);
  });

  it.each(Object.entries(EYES))('differ for a %s', (_, rows) => {
    for (const [index, [name, color]] of colors.entries()) {
      for (const [other, otherColor] of colors.slice(index + 1)) {
        const apart = distance(lab(seenBy(rows, linear(color))), lab(seenBy(rows, linear(otherColor))));
        expect(apart, `${name} and ${other}`).toBeGreaterThan(9);
      }
    }
  });
});
