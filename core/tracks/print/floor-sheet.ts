/** One sheet of the floor at 1:1, with what is needed to lay it by its neighbours. Layer: tracks. */
import { ruler } from './cover-sheet.ts';
import { FLOOR_STAMP } from './draw-floor.ts';
import type { Sheet, SheetPlan } from './layout.ts';
import type { Ink, Pen, PrintedName } from './pen.ts';
import type { Say } from './say.ts';

const CUT: Ink = { color: '#555555', widthMm: 0.2 };
const LAY: Ink = { color: '#888888', widthMm: 0.2, dashMm: [2, 2] };
const CROSS_MM = 4;
const TEXT_MM = 3;
const RULER_MM = 50;

function cross(pen: Pen, xMm: number, yMm: number): void {
  pen.chain(
    [
      { xMm: xMm - CROSS_MM, yMm },
      { xMm: xMm + CROSS_MM, yMm },
    ],
    CUT,
  );
  pen.chain(
    [
      { xMm, yMm: yMm - CROSS_MM },
      { xMm, yMm: yMm + CROSS_MM },
    ],
    CUT,
  );
}

export interface SheetText {
  readonly name: PrintedName;
  readonly at: number;
  readonly say: Say;
}

export function floorSheet(pen: Pen, plan: SheetPlan, sheet: Sheet, { name, at, say }: SheetText): void {
  const { marginMm, overlapMm, paper } = plan;
  const [width, height] = [paper.widthMm - 2 * marginMm, paper.heightMm - 2 * marginMm];
  const [right, top] = [marginMm + width, marginMm + height];
  const view = { scale: 1, xMm: marginMm - sheet.floor.left, yMm: marginMm - sheet.floor.bottom };
  pen.within({ xMm: marginMm, yMm: marginMm, widthMm: width, heightMm: height }, view, () => pen.stamp(FLOOR_STAMP));
  pen.rectangle(marginMm, marginMm, width, height, CUT);
  if (sheet.hasRightNeighbour)
    pen.chain(
      [
        { xMm: right - overlapMm, yMm: marginMm },
        { xMm: right - overlapMm, yMm: top },
      ],
      LAY,
    );
  if (sheet.hasUpperNeighbour)
    pen.chain(
      [
        { xMm: marginMm, yMm: top - overlapMm },
        { xMm: right, yMm: top - overlapMm },
      ],
      LAY,
    );
  // The same places of the floor on each sheet that shows them: neighbours' crosses meet.
  for (const x of [marginMm, right - overlapMm]) for (const y of [marginMm, top - overlapMm]) cross(pen, x, y);
  const written = pen.name(name, { xMm: marginMm, yMm: marginMm - 5 }, TEXT_MM);
  const text = `${say('sheet', { label: sheet.label, at, of: plan.sheets.length })} · ${say('sheet.scale')}`;
  pen.text(text, { xMm: marginMm + written + 3, yMm: marginMm - 5 }, TEXT_MM);
  ruler(pen, { xMm: right - RULER_MM - 2, yMm: marginMm - 9 }, RULER_MM);
}
