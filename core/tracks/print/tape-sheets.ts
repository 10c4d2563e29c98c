/** The tape plan on paper: a drawing with numbers, and a list. Layer: tracks. */
import type { Track } from '../../sim/track.ts';
import { distanceMm } from '../edit/geometry.ts';
import { paragraph } from './cover-sheet.ts';
import { FLOOR_STAMP } from './draw-floor.ts';
import type { Pen, PrintedName } from './pen.ts';
import { mm, type Say } from './say.ts';
import type { TapePiece, TapePlan } from './tape-plan.ts';

export interface TapePaper {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly marginMm: number;
}

const ROW_MM = 5.6;
const TEXT_MM = 3;
const ROWS_MAX = 600;
const COLUMNS = ['tape.number', 'tape.shape', 'tape.length', 'tape.width', 'tape.color', 'tape.from', 'tape.to', 'tape.bend'] as const;
/** Where each column begins, as shares of the width. */
const STARTS = [0, 0.05, 0.15, 0.23, 0.3, 0.4, 0.52, 0.64] as const;

const place = ({ xMm, yMm }: { readonly xMm: number; readonly yMm: number }): string => `${mm(xMm)}, ${mm(yMm)}`;

function bendText({ shape, bend, middle, dash }: TapePiece, say: Say): string {
  const bent =
    bend !== undefined
      ? say('bend.arc', { radius: mm(bend.radiusMm), x: mm(bend.center.xMm), y: mm(bend.center.yMm), turn: mm(bend.turnDeg) })
      : shape === 'curve'
        ? say('bend.curve', { x: mm(middle.xMm), y: mm(middle.yMm) })
        : '';
  const dashed = dash === undefined ? '' : say('bend.dash', { on: mm(dash.onMm), off: mm(dash.offMm) });
  return [bent, dashed].filter((text) => text !== '').join('; ');
}

const cellsOf = (piece: TapePiece, say: Say): readonly string[] => [
  ...[String(piece.number), say(`shape.${piece.shape}`), mm(piece.lengthMm), mm(piece.widthMm), piece.color],
  ...[place(piece.from), piece.shape === 'circle' ? '' : place(piece.to), bendText(piece, say)],
];

/** In the drawing they are brown; the numbers begin with W so that nobody lays tape for them. */
function wallCells({ from, to }: Track['walls'][number], index: number, say: Say): readonly string[] {
  return [`W${index + 1}`, say('wall'), mm(distanceMm(from, to)), '', '', place(from), place(to), ''];
}

function row(pen: Pen, cells: readonly string[], { marginMm, widthMm }: TapePaper, yMm: number): void {
  const width = widthMm - 2 * marginMm;
  cells.forEach((text, i) => pen.text(text, { xMm: marginMm + STARTS[i]! * width, yMm }, TEXT_MM));
  pen.chain(
    [
      { xMm: marginMm, yMm: yMm - 1.6 },
      { xMm: marginMm + width, yMm: yMm - 1.6 },
    ],
    { color: '#bbbbbb', widthMm: 0.1 },
  );
}

function drawing(pen: Pen, track: Track, plan: TapePlan, paper: TapePaper, topMm: number): number {
  const { marginMm } = paper;
  const { widthMm, heightMm } = track.floor;
  const frame = { xMm: marginMm, yMm: marginMm, widthMm: paper.widthMm - 2 * marginMm, heightMm: topMm - marginMm };
  const scale = Math.min(frame.widthMm / widthMm, frame.heightMm / heightMm);
  const view = { scale, xMm: frame.xMm, yMm: topMm - heightMm * scale };
  pen.within(frame, view, () => pen.stamp(FLOOR_STAMP));
  pen.rectangle(view.xMm, view.yMm, widthMm * scale, heightMm * scale, { color: '#666666', widthMm: 0.3 });
  for (const { number, middle } of plan.pieces) {
    const at = { xMm: view.xMm + middle.xMm * scale, yMm: view.yMm + middle.yMm * scale };
    const size = 3.2;
    pen.patch(at.xMm - 0.4, at.yMm - 0.6, String(number).length * size * 0.58 + 0.8, size, '#ffffff');
    pen.text(String(number), at, size, '#c2410c');
  }
  return view.yMm;
}

/** The drawing, and under it the list, over as many pages as it takes. @param nextPage a pen for another page of this paper */
export function tapeSheets(nextPage: () => Pen, track: Track, plan: TapePlan, paper: TapePaper, say: Say, name: PrintedName): void {
  const { marginMm, widthMm, heightMm } = paper;
  const width = widthMm - 2 * marginMm;
  let pen = nextPage();
  let yMm = heightMm - marginMm - 6;
  const named = pen.name(name, { xMm: marginMm, yMm }, 6);
  pen.text(`· ${say('tape')}`, { xMm: marginMm + named + 2, yMm }, 6);
  yMm = paragraph(pen, say('tape.lead'), { xMm: marginMm, yMm: yMm - 9 }, width);
  const { start, walls } = track;
  const facts = [
    say('floor', { width: mm(track.floor.widthMm), height: mm(track.floor.heightMm) }),
    say('start', { x: mm(start.xMm), y: mm(start.yMm), heading: mm(start.headingDeg) }),
    ...(walls.length === 0 ? [] : [say('walls', { count: walls.length })]),
  ];
  yMm = paragraph(pen, facts.join(' · '), { xMm: marginMm, yMm }, width);
  for (const total of plan.totals) {
    yMm = paragraph(
      pen,
      say('tape.total', { width: mm(total.widthMm), color: total.color, length: (total.lengthMm / 1000).toFixed(2) }),
      { xMm: marginMm, yMm },
      width,
    );
  }
  yMm = drawing(pen, track, plan, paper, yMm) - ROW_MM * 1.5;
  const rows = [...plan.pieces.map((piece) => cellsOf(piece, say)), ...walls.map((wall, i) => wallCells(wall, i, say))];
  const listed = rows.slice(0, ROWS_MAX);
  const headings = COLUMNS.map((column) => say(column));
  let isHeaded = false;
  for (const cells of listed) {
    if (yMm < marginMm + 2 * ROW_MM) {
      pen = nextPage();
      yMm = heightMm - marginMm - ROW_MM;
      isHeaded = false;
    }
    if (!isHeaded) {
      row(pen, headings, paper, yMm);
      yMm -= ROW_MM;
      isHeaded = true;
    }
    row(pen, cells, paper, yMm);
    yMm -= ROW_MM;
  }
  const left = rows.length - listed.length;
  if (left > 0) pen.text(say('more', { count: left }), { xMm: marginMm, yMm }, TEXT_MM);
}
