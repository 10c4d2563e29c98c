/** The first sheet: what to do, a ruler, patches for the sensors, and how the sheets lie. Layer: tracks. */
import type { Track } from '../../sim/track.ts';
import { brokenText, widthOfText } from './glyphs.ts';
import type { SheetPlan } from './layout.ts';
import type { Pen, PrintedName } from './pen.ts';
import { FLOOR_STAMP } from './draw-floor.ts';
import { mm, type Say } from './say.ts';

const TEXT_MM = 4;
const LEADING_MM = 6.4;
const RULER_MM = 150;
const PATCH_MM = 22;
const GREYS = [75, 50, 25] as const;
const COLORS_MAX = 3;
const FRAME = '#000000';

/** @returns y under the text */
export function paragraph(
  pen: Pen,
  text: string,
  at: { readonly xMm: number; readonly yMm: number },
  widthMm: number,
  sizeMm = TEXT_MM,
): number {
  let { yMm } = at;
  for (const line of brokenText(text, widthMm, sizeMm)) {
    pen.text(line, { xMm: at.xMm, yMm }, sizeMm);
    yMm -= LEADING_MM * (sizeMm / TEXT_MM);
  }
  return yMm;
}

/** From 0 to `lengthMm`, a tick each millimetre, its left end at `at`. */
export function ruler(pen: Pen, at: { readonly xMm: number; readonly yMm: number }, lengthMm: number): void {
  const { xMm, yMm } = at;
  pen.chain([at, { xMm: xMm + lengthMm, yMm }], { color: FRAME, widthMm: 0.25 });
  const ticks = Array.from({ length: lengthMm + 1 }, (_, i) => {
    const tick = i % 10 === 0 ? 5 : i % 5 === 0 ? 3.5 : 2;
    return [
      { xMm: xMm + i, yMm },
      { xMm: xMm + i, yMm: yMm + tick },
    ];
  });
  pen.chains(ticks, { color: FRAME, widthMm: 0.15 });
  for (let i = 0; i <= lengthMm; i += 10) pen.text(String(i), { xMm: xMm + i - widthOfText(String(i), 2.6) / 2, yMm: yMm + 6 }, 2.6);
}

const hexOfGrey = (percent: number): string => {
  const level = Math.round(255 * (1 - percent / 100))
    .toString(16)
    .padStart(2, '0');
  return `#${level}${level}${level}`;
};

function testStrip(pen: Pen, track: Track, at: { readonly xMm: number; readonly yMm: number }, say: Say): void {
  const own = [...new Set(track.lines.map(({ color }) => color.toLowerCase()))].filter((color) => color !== '#000000').slice(0, COLORS_MAX);
  const patches = [
    { color: '#000000', label: say('ink.black') },
    ...GREYS.map((percent) => ({ color: hexOfGrey(percent), label: say('ink.grey', { percent }) })),
    { color: '#ffffff', label: say('ink.white') },
    ...own.map((color) => ({ color, label: say('ink.line', { color }) })),
  ];
  patches.forEach(({ color, label }, i) => {
    const xMm = at.xMm + i * PATCH_MM;
    pen.patch(xMm, at.yMm, PATCH_MM, PATCH_MM, color);
    pen.rectangle(xMm, at.yMm, PATCH_MM, PATCH_MM, { color: FRAME, widthMm: 0.15 });
    pen.text(label, { xMm: xMm + 0.5, yMm: at.yMm - 4 }, 2.4);
  });
}

function pageMap(
  pen: Pen,
  plan: SheetPlan,
  frame: { readonly xMm: number; readonly yMm: number; readonly widthMm: number; readonly heightMm: number },
): void {
  const right = Math.max(...plan.sheets.map(({ floor }) => floor.right));
  const top = Math.max(...plan.sheets.map(({ floor }) => floor.top));
  const left = Math.min(...plan.sheets.map(({ floor }) => floor.left));
  const bottom = Math.min(...plan.sheets.map(({ floor }) => floor.bottom));
  const scale = Math.min(frame.widthMm / (right - left), frame.heightMm / (top - bottom));
  const view = { scale, xMm: frame.xMm - left * scale, yMm: frame.yMm - bottom * scale };
  pen.within(frame, view, () => pen.stamp(FLOOR_STAMP));
  const sizeMm = Math.max(2, Math.min(6, plan.paper.widthMm * scale * 0.3));
  for (const { floor, label } of plan.sheets) {
    const [x, y] = [view.xMm + floor.left * scale, view.yMm + floor.bottom * scale];
    pen.rectangle(x, y, (floor.right - floor.left) * scale, (floor.top - floor.bottom) * scale, { color: '#666666', widthMm: 0.15 });
    pen.text(label, { xMm: x + 1, yMm: y + 1 }, sizeMm, '#c2410c');
  }
}

export function coverSheet(pen: Pen, track: Track, plan: SheetPlan, say: Say, name: PrintedName): void {
  const { widthMm, heightMm } = plan.paper;
  const left = plan.marginMm;
  const width = widthMm - 2 * left;
  let yMm = heightMm - left - 8;
  pen.name(name, { xMm: left, yMm }, 8);
  yMm = paragraph(pen, say('lead', { sheets: plan.sheets.length }), { xMm: left, yMm: yMm - 10 }, width);
  for (const step of ['step.print', 'step.measure', 'step.ink', 'step.cut'] as const)
    yMm = paragraph(pen, say(step), { xMm: left, yMm }, width);
  yMm -= 14;
  ruler(pen, { xMm: left, yMm }, RULER_MM);
  pen.text(say('ruler'), { xMm: left + RULER_MM + 4, yMm }, 3);
  yMm -= PATCH_MM + 8;
  testStrip(pen, track, { xMm: left, yMm }, say);
  yMm = paragraph(pen, `${say('ink')}: ${say('ink.note')}`, { xMm: left, yMm: yMm - 10 }, width, 3);
  pen.text(
    `${say('map')} · ${say('floor', { width: mm(track.floor.widthMm), height: mm(track.floor.heightMm) })}`,
    { xMm: left, yMm: yMm - 3 },
    TEXT_MM,
  );
  pageMap(pen, plan, { xMm: left, yMm: left, widthMm: width, heightMm: Math.max(20, yMm - left - 8) });
}
