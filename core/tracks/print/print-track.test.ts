import { describe, expect, it } from 'vitest';
import { trackOf } from '../../sim/testing/tracks.ts';
import { SHIPPED_TRACKS, shippedTrack } from '../../sim/tracks/index.ts';
import { LANGUAGES } from '../../words/words.ts';
import { brokenText, hasOutlines, widthOfText } from './glyphs.ts';
import { planSheets, SHEETS_MAX } from './layout.ts';
import { PRINT_WORDS } from './print-words.ts';
import { printTrack } from './print-track.ts';
import { tapePlan } from './tape-plan.ts';
import { readPdf } from './testing/read-pdf.ts';

const line = (fromX: number, fromY: number, toX: number, toY: number, more = {}) => ({
  ...{ shape: 'segment', from: { xMm: fromX, yMm: fromY }, to: { xMm: toX, yMm: toY }, widthMm: 20 },
  ...more,
});
const small = trackOf({
  floor: { widthMm: 900, heightMm: 600 },
  lines: [line(150, 300, 750, 300)],
  start: { xMm: 200, yMm: 300, headingDeg: 90 },
});

async function printed(track: Parameters<typeof printTrack>[0], what: 'floor' | 'tape' | 'all', language: 'zh-CN' | 'en' = 'zh-CN') {
  const result = await printTrack(track, { language, what });
  if (!result.ok) throw new Error(result.fault.code);
  return { ...(await readPdf(result.value.pdf)), pageCount: result.value.pages };
}

describe('a track on paper', () => {
  it('is as long on the sheets as on the floor, within a tenth of a millimetre', async () => {
    const { pages, paths, printScaling } = await printed(small, 'floor');
    const plan = planSheets(small);
    if (!plan.ok) throw new Error(plan.fault.code);
    expect(printScaling).toBe('/None');
    expect(pages).toHaveLength(1 + plan.value.sheets.length);
    for (const page of pages) expect([page.widthMm, page.heightMm].map(Math.round).sort()).toEqual([210, 297]);
    for (const [i, { floor }] of plan.value.sheets.entries()) {
      const tape = paths.find(({ page, widthMm }) => page === i + 1 && Math.abs(widthMm - 20) < 0.01)!;
      const [from, to] = tape.points as [{ xMm: number; yMm: number }, { xMm: number; yMm: number }];
      expect(to.xMm - from.xMm).toBeCloseTo(600, 1);
      // Where the sheet's cut edge lies on the floor, the line lies too.
      expect(from.xMm - plan.value.marginMm + floor.left).toBeCloseTo(150, 1);
      expect(from.yMm - plan.value.marginMm + floor.bottom).toBeCloseTo(300, 1);
    }
  });

  it('has a ruler on the first sheet that is 150 mm long, a tick each millimetre', async () => {
    const { paths } = await printed(small, 'floor');
    const ticks = paths.find(({ page, points }) => page === 0 && points.length === 302)!;
    const xs = ticks.points.filter((_, i) => i % 2 === 0).map(({ xMm }) => xMm);
    expect(xs.at(-1)! - xs[0]!).toBeCloseTo(150, 2);
    xs.slice(1).forEach((x, i) => expect(x - xs[i]!).toBeCloseTo(1, 2));
  });

  it('has patches for the sensors on the first sheet, large enough for all of them', async () => {
    const { paths } = await printed(trackOf({ lines: [line(150, 300, 750, 300, { color: '#112233' })] }), 'floor');
    const widths = paths
      .filter(({ page, how, points }) => page === 0 && how === 'fill' && points.length === 4)
      .map(({ points }) => points[1]!.xMm - points[0]!.xMm);
    expect(widths.filter((width) => Math.abs(width - 22) < 0.01)).toHaveLength(6);
  });

  it('covers all of every line, and lays each sheet over its neighbour', () => {
    for (const { id } of SHIPPED_TRACKS) {
      const plan = planSheets(shippedTrack(id)!);
      if (!plan.ok) throw new Error(`${id}: ${plan.fault.code}`);
      const { sheets, overlapMm } = plan.value;
      for (const { from, to, middle } of tapePlan(shippedTrack(id)!).pieces) {
        for (const at of [from, to, middle]) {
          const { widthMm, heightMm } = shippedTrack(id)!.floor;
          const isOnFloor = at.xMm >= 0 && at.yMm >= 0 && at.xMm <= widthMm && at.yMm <= heightMm;
          const isShown = sheets.some(
            ({ floor }) => at.xMm >= floor.left && at.xMm <= floor.right && at.yMm >= floor.bottom && at.yMm <= floor.top,
          );
          expect(isShown || !isOnFloor, `${id} ${JSON.stringify(at)}`).toBe(true);
        }
      }
      for (const sheet of sheets.filter(({ hasRightNeighbour }) => hasRightNeighbour)) {
        const next = sheets.find(({ row, column }) => row === sheet.row && column === sheet.column + 1)!;
        expect(sheet.floor.right - next.floor.left).toBeCloseTo(overlapMm, 9);
      }
    }
  });

  it('leaves out the sheets on which nothing is', () => {
    const far = trackOf({ lines: [line(100, 100, 300, 100), line(3700, 3900, 3900, 3900)], start: { xMm: 150, yMm: 100, headingDeg: 0 } });
    const plan = planSheets(far);
    expect(plan.ok && plan.value.sheets.length).toBeLessThan(10);
  });

  it('is refused where there is nothing to print or too much', () => {
    expect(planSheets(trackOf())).toMatchObject({ ok: false, fault: { code: 'print.nothing' } });
    const grid = Array.from({ length: 60 }, (_, i) => line(0, i * 160 + 20, 9900, i * 160 + 20));
    const huge = trackOf({ floor: { widthMm: 10_000, heightMm: 10_000 }, lines: grid });
    expect(planSheets(huge)).toMatchObject({ ok: false, fault: { code: 'print.too-many-sheets', params: { limit: SHEETS_MAX } } });
  });

  it('is the same file each time', async () => {
    const [a, b] = [await printTrack(small, { language: 'en', what: 'tape' }), await printTrack(small, { language: 'en', what: 'tape' })];
    expect(a).toEqual(b);
  });
});

describe('the tape plan', () => {
  it('says how long the tape is, and how much in all', () => {
    const arc = { shape: 'arc', center: { xMm: 1000, yMm: 1000 }, radiusMm: 500, fromDeg: 0, toDeg: 90, widthMm: 20 };
    const dashed = line(0, 0, 350, 0, { dash: { onMm: 100, offMm: 50 } });
    const { pieces, totals } = tapePlan(trackOf({ lines: [arc, dashed] }));
    expect(pieces[0]).toMatchObject({ number: 1, shape: 'arc', bend: { radiusMm: 500, turnDeg: 90 } });
    expect(pieces[0]!.lengthMm).toBeCloseTo((500 * Math.PI) / 2, 6);
    expect(totals).toHaveLength(1);
    expect(totals[0]!.lengthMm).toBeCloseTo((500 * Math.PI) / 2 + 250, 6);
  });

  it('goes over as many pages as a long list takes', async () => {
    const many = trackOf({ lines: Array.from({ length: 60 }, (_, i) => line(100, 20 + i * 30, 500, 20 + i * 30)) });
    expect((await printed(many, 'tape')).pageCount).toBeGreaterThan(2);
  });
});

describe('text on paper', () => {
  it('has an outline for every character that is printed, and for the names of the tracks that ship', () => {
    for (const language of LANGUAGES) {
      for (const text of Object.values(PRINT_WORDS[language])) expect(hasOutlines(text), text).toBe(true);
      for (const { name } of SHIPPED_TRACKS) expect(hasOutlines(name[language]), name[language]).toBe(true);
    }
    expect(hasOutlines('魑')).toBe(false);
  });

  it('breaks lines between characters and between words, never wider than asked', () => {
    for (const language of LANGUAGES) {
      const lines = brokenText(PRINT_WORDS[language]['step.cut'], 80, 4);
      expect(lines.length).toBeGreaterThan(1);
      for (const each of lines) expect(widthOfText(each, 4)).toBeLessThan(85);
    }
  });
});
