import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EDITOR_COLOURS, TOKEN_COLOURS } from './theme-colours.ts';

const css = readFileSync(new URL('../../ui/tokens.css', import.meta.url), 'utf8');

function colourTokens(selector: string): Record<string, string> {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf('\n}', start));
  return Object.fromEntries([...block.matchAll(/(--[\w-]+):\s*(#[0-9a-f]{6});/g)].map((match) => [match[1]!, match[2]!]));
}

/** WCAG 2.2, "relative luminance". */
function luminance(hex: string): number {
  return [0.2126, 0.7152, 0.0722].reduce((sum, weight, i) => {
    const share = parseInt(hex.slice(1 + 2 * i, 3 + 2 * i), 16) / 255;
    return sum + weight * (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4);
  }, 0);
}

function contrast(a: string, b: string): number {
  const [bright, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (bright + 0.05) / (dark + 0.05);
}

const light = colourTokens(':root');
const themes = { light, dark: { ...light, ...colourTokens(":root[data-theme='dark']") } };
const grounds = {
  paper: '--paper',
  'the editor': EDITOR_COLOURS['editor.background']!,
  'the current line': EDITOR_COLOURS['editor.lineHighlightBackground']!,
};
const cases = Object.entries(grounds).flatMap(([name, ground]) =>
  TOKEN_COLOURS.map(([token, colour]) => ({ token: token || 'plain text', colour, name, ground })),
);

describe.each(Object.entries(themes))('code in the %s theme', (_, tokens) => {
  it.each(cases)('has $token readable on $name', ({ colour, ground }) => {
    expect(contrast(tokens[colour]!, tokens[ground]!)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['editorLineNumber.foreground', 'editorLineNumber.activeForeground'])('has %s readable on both grounds', (name) => {
    const colour = tokens[EDITOR_COLOURS[name]!]!;
    for (const ground of Object.values(grounds)) expect(contrast(colour, tokens[ground]!)).toBeGreaterThanOrEqual(4.5);
  });
});
