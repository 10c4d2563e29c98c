import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

function tokensIn(selector: string): Record<string, string> {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf('\n}', start));
  return Object.fromEntries([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map((match) => [match[1]!, match[2]!]));
}

const light = tokensIn(':root');
const themes = { light, dark: { ...light, ...tokensIn(":root[data-theme='dark']") } };

type Rgb = readonly [number, number, number];

/** Linear light, 0 … 1. */
function linear(hex: string): Rgb {
  const channel = (at: number) => {
    const share = parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

/** WCAG 2.2, "contrast ratio". */
function contrast(a: string, b: string): number {
  const luminance = (hex: string) => linear(hex).reduce((sum, value, i) => sum + value * [0.2126, 0.7152, 0.0722][i]!, 0);
  const [bright, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (bright + 0.05) / (dark + 0.05);
}

const GROUNDS = ['paper', 'surface', 'sunken', 'hover'];
const TEXT_ON_GROUND: readonly (readonly [text: string, ground: string])[] = [
  ...GROUNDS.flatMap((ground) => ['ink', 'muted'].map((text) => [text, ground] as const)),
  ...['paper', 'surface'].flatMap((ground) => ['good', 'warning', 'bad', 'accent-ink'].map((text) => [text, ground] as const)),
  ['bad', 'bad-ground'],
  ['ink', 'bad-ground'],
  ['ink', 'warning-ground'],
  ['good', 'hover'],
  ['on-signal', 'signal'],
  ['on-signal', 'signal-strong'],
  ['on-stop', 'stop'],
  ['on-stop', 'stop-strong'],
  ['on-selected', 'selected'],
  ['paper', 'ink'],
];
const BLOCKS = ['car', 'sense', 'control', 'logic', 'math', 'data', 'functions', 'show'];

describe.each(Object.entries(themes))('the %s theme', (_, tokens) => {
  it.each(TEXT_ON_GROUND)('has %s readable on %s', (text, ground) => {
    expect(contrast(tokens[text]!, tokens[ground]!)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(BLOCKS)('has white text readable on %s blocks', (block) => {
    expect(contrast(tokens['on-block']!, tokens[`block-${block}`]!)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['1', '2', '3', '4', '5', '6', '7', '8'])('has curve %s visible', (curve) => {
    expect(contrast(tokens[`plot-${curve}`]!, tokens['surface']!)).toBeGreaterThanOrEqual(3);
  });
});

/** Björn Ottosson's Oklab. */
function oklab([r, g, b]: Rgb): Rgb {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** That colour-blind eyes tell them apart is held by the block editor's own test. */
describe('block hues', () => {
  it('are equally light', () => {
    const lightness = BLOCKS.map((name) => oklab(linear(light[`block-${name}`]!))[0]);
    expect(Math.max(...lightness) - Math.min(...lightness)).toBeLessThan(0.08);
  });
});

describe('the one file of colours', () => {
  const files = globSync('{app,features,ui,state}/**/*.{svelte,css,ts}', { cwd: fileURLToPath(new URL('..', import.meta.url)) }).filter(
    (file) => !file.endsWith('tokens.css') && !file.endsWith('.test.ts'),
  );

  it.each(files)('%s names no colour of its own', (file) => {
    const text = readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
    const style = file.endsWith('.svelte') ? (/<style>[^]*<\/style>/.exec(text)?.[0] ?? '') : file.endsWith('.css') ? text : '';
    expect(style.match(/#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(/gi)).toBeNull();
  });
});
