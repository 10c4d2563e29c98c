/** How a floor is cut into sheets. Layer: tracks. Floor frame, mm. */
import { fail, ok, type Result } from '../../base/result.ts';
import type { Point, Track } from '../../sim/track.ts';
import { isInArea } from '../edit/hit.ts';
import { pathOf } from '../edit/geometry.ts';
import { pointsOfPart } from '../edit/parts.ts';

/** ISO 216. */
const A4 = { shortMm: 210, longMm: 297 } as const;
/** No printer of a school prints nearer to the edge than this on all four sides. */
const MARGIN_MM = 12;
/** The strip that a neighbour is laid on. */
const OVERLAP_MM = 12;
/** Around what is printed. */
const CLEAR_MM = 25;
/** A ream; more is no poster any more. */
export const SHEETS_MAX = 400;

export interface Box {
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
}

export interface Sheet {
  /** `B3`: column and row, from the lower left. */
  readonly label: string;
  readonly column: number;
  readonly row: number;
  /** What of the floor it shows, its overlaps included. */
  readonly floor: Box;
  readonly hasRightNeighbour: boolean;
  readonly hasUpperNeighbour: boolean;
}

export interface SheetPlan {
  readonly paper: { readonly widthMm: number; readonly heightMm: number };
  readonly marginMm: number;
  readonly overlapMm: number;
  readonly columns: number;
  readonly rows: number;
  /** Those that show something, row by row from the lower left. */
  readonly sheets: readonly Sheet[];
}

export type PrintFaultCode =
  | 'print.nothing' // {}: the track has no line, no zone and no wall
  | 'print.too-many-sheets'; // {sheets, limit}

const isIn = ({ xMm, yMm }: Point, { left, right, bottom, top }: Box, reach: number): boolean =>
  xMm >= left - reach && xMm <= right + reach && yMm >= bottom - reach && yMm <= top + reach;

/** Points that stand for what is printed, no farther apart than `STEP_MM`. */
const STEP_MM = 10;
const START_REACH_MM = 80;

interface Mark {
  readonly at: Point;
  readonly reachMm: number;
}

function between(points: readonly Point[], reachMm: number): readonly Mark[] {
  const marks: Mark[] = points.slice(0, 1).map((at) => ({ at, reachMm }));
  for (const [i, to] of points.slice(1).entries()) {
    const from = points[i]!;
    const steps = Math.max(1, Math.ceil(Math.max(Math.abs(to.xMm - from.xMm), Math.abs(to.yMm - from.yMm)) / STEP_MM));
    for (let k = 1; k <= steps; k++) {
      const share = k / steps;
      marks.push({ at: { xMm: from.xMm + (to.xMm - from.xMm) * share, yMm: from.yMm + (to.yMm - from.yMm) * share }, reachMm });
    }
  }
  return marks;
}

/** Why no walls and gates beside lines: they are set up, not printed, and a sheet for them would be an empty one. A maze is all walls. */
const marksOf = ({ lines, zones, walls, start }: Track): readonly Mark[] => [
  ...lines.flatMap((line) => between(pathOf(line), line.widthMm / 2)),
  ...(lines.length + zones.length > 0 ? [] : walls.flatMap(({ from, to }) => between([from, to], 0))),
  { at: start, reachMm: START_REACH_MM },
];

const isZoneOn = (track: Track, box: Box): boolean => {
  const corners = [box.left, (box.left + box.right) / 2, box.right].flatMap((xMm) =>
    [box.bottom, (box.bottom + box.top) / 2, box.top].map((yMm) => ({ xMm, yMm })),
  );
  return track.zones.some(
    ({ area }, index) =>
      corners.some((at) => isInArea(area, at)) || pointsOfPart(track, { kind: 'zone', index }).some((at) => isIn(at, box, 0)),
  );
};

/** The part of the floor that has something on it. */
function usedBox(track: Track, marks: readonly Mark[]): Box {
  const zones = track.zones.flatMap((_, index) => pointsOfPart(track, { kind: 'zone', index }));
  const all = [...marks, ...zones.map((at) => ({ at, reachMm: 0 }))];
  const { widthMm, heightMm } = track.floor;
  let [left, right, bottom, top] = [widthMm, 0, heightMm, 0];
  for (const { at, reachMm } of all) {
    left = Math.min(left, at.xMm - reachMm - CLEAR_MM);
    right = Math.max(right, at.xMm + reachMm + CLEAR_MM);
    bottom = Math.min(bottom, at.yMm - reachMm - CLEAR_MM);
    top = Math.max(top, at.yMm + reachMm + CLEAR_MM);
  }
  return { left: Math.max(0, left), bottom: Math.max(0, bottom), right: Math.min(widthMm, right), top: Math.min(heightMm, top) };
}

const letters = (column: number): string =>
  (column < 26 ? '' : String.fromCharCode(64 + Math.floor(column / 26))) + String.fromCharCode(65 + (column % 26));

function planOn(track: Track, paper: SheetPlan['paper'], used: Box, marks: readonly Mark[]): SheetPlan {
  const [width, height] = [paper.widthMm - 2 * MARGIN_MM, paper.heightMm - 2 * MARGIN_MM];
  const [stepX, stepY] = [width - OVERLAP_MM, height - OVERLAP_MM];
  const columns = Math.max(1, Math.ceil((used.right - used.left - OVERLAP_MM) / stepX));
  const rows = Math.max(1, Math.ceil((used.top - used.bottom - OVERLAP_MM) / stepY));
  const boxOf = (column: number, row: number): Box => {
    const [left, bottom] = [used.left + column * stepX, used.bottom + row * stepY];
    return { left, bottom, right: left + width, top: bottom + height };
  };
  const taken = new Set<string>();
  const key = (column: number, row: number) => `${column},${row}`;
  for (const { at, reachMm } of marks) {
    for (
      let column = Math.floor((at.xMm - reachMm - used.left - OVERLAP_MM) / stepX);
      column <= (at.xMm + reachMm - used.left) / stepX;
      column++
    ) {
      for (
        let row = Math.floor((at.yMm - reachMm - used.bottom - OVERLAP_MM) / stepY);
        row <= (at.yMm + reachMm - used.bottom) / stepY;
        row++
      ) {
        if (isIn(at, boxOf(column, row), reachMm)) taken.add(key(column, row));
      }
    }
  }
  const places = Array.from({ length: rows * columns }, (_, i) => ({ column: i % columns, row: Math.floor(i / columns) }));
  const shown = places.filter(({ column, row }) => taken.has(key(column, row)) || isZoneOn(track, boxOf(column, row)));
  const isShown = (column: number, row: number) => shown.some((place) => place.column === column && place.row === row);
  const sheets = shown.map(({ column, row }) => ({
    ...{ label: `${letters(column)}${row + 1}`, column, row, floor: boxOf(column, row) },
    ...{ hasRightNeighbour: isShown(column + 1, row), hasUpperNeighbour: isShown(column, row + 1) },
  }));
  return { paper, marginMm: MARGIN_MM, overlapMm: OVERLAP_MM, columns, rows, sheets };
}

/** Upright or across, whichever takes fewer sheets of A4. */
export function planSheets(track: Track): Result<SheetPlan, PrintFaultCode> {
  const marks = marksOf(track);
  if (track.lines.length + track.zones.length + track.walls.length === 0) return fail('print.nothing');
  const used = usedBox(track, marks);
  const upright = planOn(track, { widthMm: A4.shortMm, heightMm: A4.longMm }, used, marks);
  const across = planOn(track, { widthMm: A4.longMm, heightMm: A4.shortMm }, used, marks);
  const plan = across.sheets.length < upright.sheets.length ? across : upright;
  if (plan.sheets.length > SHEETS_MAX) return fail('print.too-many-sheets', { sheets: plan.sheets.length, limit: SHEETS_MAX });
  return ok(plan);
}
