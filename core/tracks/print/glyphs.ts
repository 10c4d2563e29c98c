/**
 * Characters as outlines. Layer: tracks. glyphs.json: `[advance, outline]` a character, in units of which `unitsPerEm` are as long as the
 * text is high; outlines are SVG path data of m, h, v, l, c, z, relative, y up. Source: PROVENANCE.md.
 */
import { appendBezierCurve, closePath, lineTo, moveTo, type PDFOperator } from 'pdf-lib';
import type { Point } from '../../sim/track.ts';
import json from './glyphs.json' with { type: 'json' };

type Glyph = readonly [advance: number, outline: string];

const GLYPHS = json.glyphs as unknown as Readonly<Record<string, Glyph>>;
/** What stands where a character has no outline. */
const UNKNOWN: Glyph = GLYPHS['?']!;

export const hasOutlines = (text: string): boolean => [...text].every((character) => Object.hasOwn(GLYPHS, character));

const glyphOf = (character: string): Glyph => (Object.hasOwn(GLYPHS, character) ? GLYPHS[character]! : UNKNOWN);

/** mm, of a text of this height. */
export function widthOfText(text: string, sizeMm: number): number {
  return ([...text].reduce((sum, character) => sum + glyphOf(character)[0], 0) / json.unitsPerEm) * sizeMm;
}

function* outline([, path]: Glyph, origin: Point, scale: number): Generator<PDFOperator> {
  let [x, y, startX, startY] = [0, 0, 0, 0];
  const at = (dx: number, dy: number): [number, number] => [origin.xMm + (x + dx) * scale, origin.yMm + (y + dy) * scale];
  for (const [, command, rest] of path.matchAll(/([mhvlcz])([^mhvlcz]*)/g)) {
    const numbers = [...rest!.matchAll(/-?\d+/g)].map(([digits]) => Number(digits));
    if (command === 'z') {
      yield closePath();
      [x, y] = [startX, startY];
      continue;
    }
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = numbers;
    const [dx, dy] = command === 'h' ? [a, 0] : command === 'v' ? [0, a] : command === 'c' ? [e, f] : [a, b];
    if (command === 'c') yield appendBezierCurve(...at(a, b), ...at(c, d), ...at(e, f));
    else yield command === 'm' ? moveTo(...at(dx, dy)) : lineTo(...at(dx, dy));
    [x, y] = [x + dx, y + dy];
    if (command === 'm') [startX, startY] = [x, y];
  }
}

export function* outlinesOf(text: string, at: Point, sizeMm: number): Generator<PDFOperator> {
  const scale = sizeMm / json.unitsPerEm;
  let xMm = at.xMm;
  for (const character of text) {
    const glyph = glyphOf(character);
    yield* outline(glyph, { xMm, yMm: at.yMm }, scale);
    xMm += glyph[0] * scale;
  }
}

/** Lines no wider than `widthMm`, broken at spaces, or between any two Chinese characters. */
export function brokenText(text: string, widthMm: number, sizeMm: number): readonly string[] {
  const words = text.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+/g) ?? [];
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    const isMark = /^[，。：；、）”]/.test(word);
    if (line !== '' && !isMark && widthOfText(line + word.trimEnd(), sizeMm) > widthMm) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += word;
  }
  return line === '' ? lines : [...lines, line.trimEnd()];
}
