import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trackSvg } from '../../sim/track-svg.ts';
import { checkTrack, type TrackLine } from '../../sim/track.ts';
import { SHIPPED_TRACKS, shippedTrack } from '../../sim/tracks/index.ts';
import { lengthMm } from '../edit/geometry.ts';
import { importSvg } from './import-svg.ts';

const about = { id: 'imported', name: { 'zh-CN': '导入', en: 'Imported' } };
const svg = (inner: string, attributes = 'width="1000mm" height="500mm" viewBox="0 0 1000 500"') =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${inner}</svg>`;

function imported(inner: string, attributes?: string, widthMm?: number) {
  const result = importSvg(svg(inner, attributes), { ...about, widthMm });
  if (!result.ok) throw new Error(`${result.fault.code} ${JSON.stringify(result.fault.params)}`);
  return result.value;
}

const linesOf = (inner: string, attributes?: string): readonly TrackLine[] => imported(inner, attributes).track.lines;
const black = 'stroke="black" stroke-width="20" fill="none"';

describe('an SVG as a track', () => {
  it('has lines in millimetres, y up', () => {
    expect(linesOf(`<line x1="100" y1="400" x2="900" y2="400" ${black}/>`)).toEqual([
      { shape: 'segment', from: { xMm: 100, yMm: 100 }, to: { xMm: 900, yMm: 100 }, widthMm: 20, color: '#000000' },
    ]);
  });

  it('is as wide on the floor as a person says', () => {
    const { track } = imported(`<line x1="1" y1="5" x2="9" y2="5" stroke="#f00" stroke-width=".2"/>`, 'viewBox="0 0 10 10"', 2000);
    expect(track.floor).toMatchObject({ widthMm: 2000, heightMm: 2000 });
    expect(track.lines[0]).toMatchObject({ from: { xMm: 200, yMm: 1000 }, widthMm: 40, color: '#ff0000' });
  });

  it('keeps circles round, as arcs, also within a group that is turned and scaled', () => {
    const [one, two] = linesOf(`<g transform="translate(500 250) rotate(30) scale(2)"><circle r="100" ${black}/></g>`);
    for (const arc of [one, two]) expect(arc).toMatchObject({ shape: 'arc', radiusMm: 200, center: { xMm: 500, yMm: 250 }, widthMm: 40 });
    expect(lengthMm(one!) + lengthMm(two!)).toBeCloseTo(400 * Math.PI, 0);
  });

  it('knows every shape of SVG', () => {
    const inner = `<g ${black}>
      <path d="M100 100 C 150 50 250 50 300 100 S 450 150 500 100"/><path d="m100 200 q 50 -50 100 0 t 100 0"/>
      <polyline points="100,300 200,300 200,350"/><polygon points="300,300 400,300 350,350"/>
      <rect x="600" y="100" width="200" height="100" rx="30"/><ellipse cx="800" cy="400" rx="90" ry="40"/></g>`;
    const lines = linesOf(inner);
    expect(lines.filter(({ shape }) => shape === 'curve').length).toBeGreaterThanOrEqual(8);
    expect(lines.filter(({ shape }) => shape === 'arc')).toHaveLength(4);
    expect(lines.filter(({ shape }) => shape === 'segment')).toHaveLength(2 + 3 + 4);
  });

  it('sees what is inherited, what a class says and what a style says', () => {
    const inner = `<style>.thick{stroke-width:30;stroke:rgb(0,0,255)} .gone{display:none}</style>
      <g class="thick" fill="none"><path d="M0 0H100"/><path d="M0 50H100" style="stroke:#0f0"/><path class="gone" d="M0 90H100"/></g>`;
    expect(linesOf(inner).map(({ color, widthMm }) => [color, widthMm])).toEqual([
      ['#0000ff', 30],
      ['#00ff00', 30],
    ]);
  });

  it('draws again what is used again, and never without end', () => {
    const inner = `<defs><path id="a" d="M0 0H100" ${black}/><g id="b"><use href="#b"/><use href="#a"/></g></defs><use xlink:href="#a" x="50"/><use href="#b" y="100"/>`;
    expect(linesOf(inner)[0]).toMatchObject({ from: { xMm: 50, yMm: 500 } });
    expect(linesOf(inner).length).toBeLessThan(20);
  });

  it('paints filled shapes as zones, and the floor with what covers it', () => {
    const { track, skipped } = imported(
      `<rect width="1000" height="500" fill="#eeeecc"/><rect x="100" y="100" width="50" height="50" fill="gold"/><path d="M0 0H900" ${black}/><text x="5" y="5">Hi</text>`,
    );
    expect(track.floor.color).toBe('#eeeecc');
    expect(track.zones).toHaveLength(1);
    expect(skipped).toBe(1);
  });

  it('keeps dashes', () => {
    expect(linesOf(`<path d="M0 9H900" ${black} stroke-dasharray="40 20"/>`)[0]).toMatchObject({ dash: { onMm: 40, offMm: 20 } });
  });

  it('puts start and finish on the way', () => {
    const { track } = imported(`<circle cx="500" cy="250" r="200" ${black}/>`);
    expect(track.course).toBe('loop');
    expect(track.finish).not.toBeNull();
    const open = imported(`<path d="M100 100H900" ${black}/>`).track;
    expect(open).toMatchObject({ course: 'open', start: { xMm: 180, yMm: 400, headingDeg: 90 } });
  });

  it('gives back the lines of every track that ships, drawn by us', () => {
    for (const { id } of SHIPPED_TRACKS) {
      const track = shippedTrack(id)!;
      const back = importSvg(trackSvg(track), about);
      if (!back.ok) throw new Error(`${id}: ${back.fault.code}`);
      const total = (lines: readonly TrackLine[]) => lines.reduce((sum, line) => sum + lengthMm(line), 0);
      const drawn = back.value.track.lines.filter(({ color }) => track.lines.some((line) => line.color === color));
      if (track.lines.length > 0) expect(Math.abs(total(drawn) - total(track.lines)) / total(track.lines), id).toBeLessThan(0.002);
    }
  });

  it('is always a valid track or a fault, whatever the path says', () => {
    const numbers = fc.array(fc.integer({ min: -2000, max: 2000 }), { minLength: 1, maxLength: 8 });
    const part = fc.tuple(fc.constantFrom(...'MmLlHhVvCcSsQqTtAaZz'), numbers).map(([letter, list]) => `${letter}${list.join(' ')}`);
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 8 }),
        fc.constantFrom('', 'rotate(33)', 'scale(0)', 'skewX(80)', 'matrix(1 0 0 1 1e9 0)'),
        (parts, transform) => {
          const result = importSvg(svg(`<path d="${parts.join('')}" ${black} transform="${transform}"/>`), about);
          if (result.ok) expect('track' in checkTrack(JSON.parse(JSON.stringify(result.value.track)))).toBe(true);
          else expect(result.fault.code).toMatch(/^import\./);
        },
      ),
      { verbose: true, numRuns: 200 },
    );
  });
});

describe('a drawing that must not be read', () => {
  it.each([
    ['a script', '<script>alert(1)</script>'],
    ['a handler', '<path d="M0 0H9" onclick="alert(1)"/>'],
    ['a picture from elsewhere', '<image href="http://example.org/a.png"/>'],
    ['a file of this computer', '<use xlink:href="file:///etc/passwd#a"/>'],
    ['a style sheet from elsewhere', '<style>@import url("http://example.org/a.css");</style>'],
    ['paint from elsewhere', '<path d="M0 0H9" style="fill:url(http://example.org/a)"/>'],
    ['foreign content', '<foreignObject><p>hi</p></foreignObject>'],
  ])('is refused for %s', (_, inner) => {
    expect(importSvg(svg(inner), about)).toMatchObject({ ok: false, fault: { code: 'import.unsafe' } });
  });

  it('is refused for entities, without unfolding them', () => {
    const bomb = `<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${svg('&b;')}`;
    expect(importSvg(bomb, about)).toMatchObject({ ok: false, fault: { code: 'import.unsafe' } });
  });

  it.each([
    ['no XML', '<svg', 'import.not-svg'],
    ['another document', '<html/>', 'import.not-svg'],
    ['nothing', '', 'import.not-svg'],
    ['no lines', svg('<text>hello</text>'), 'import.no-lines'],
    ['a depth without end', svg('<g>'.repeat(100_000)), 'import.too-much'],
    ['lines without end', svg(`<path d="M0 0${'l9 9 9 -9'.repeat(2000)}" ${black}/>`), 'import.too-much'],
    ['a million points', svg(`<polyline points="${'1,1 2,2 '.repeat(500_000)}" ${black}/>`), 'import.too-large'],
    ['no size', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'import.not-svg'],
    ['a size of NaN', svg('', 'viewBox="0 0 NaN 1"'), 'import.not-svg'],
    ['a size below nothing', svg('', 'viewBox="0 0 -5 10"'), 'import.not-svg'],
    ['a floor too large', svg('<path d="M0 0H9"/>', 'width="99m" viewBox="0 0 99999999 10"'), 'import.bad-size'],
  ])('is refused for %s', (_, text, code) => {
    expect(importSvg(text, about)).toMatchObject({ ok: false, fault: { code } });
  });
});
