/** How large the cards are: as large as the whole class allows, so that a board is read from the back row. Layer: web/features/class. */

/** All in rem. */
export interface BoardSpace {
  readonly width: number;
  readonly height: number;
  readonly count: number;
}

export interface BoardLayout {
  readonly columns: number;
  /** Of a card and its letters, against the smallest that can be read. */
  readonly scale: number;
}

export const CARD_WIDTH_REM = 8.5;
export const CARD_HEIGHT_REM = 5.625;
export const CARD_GAP_REM = 0.5;
/** A few students need no giants. */
const SCALE_MAX = 1.9;

/** The columns with which every card is in sight and largest; where that cannot be, the smallest cards, and the board scrolls. */
export function boardLayout({ width, height, count }: BoardSpace): BoardLayout {
  const columnsMax = Math.max(1, Math.floor((width + CARD_GAP_REM) / (CARD_WIDTH_REM + CARD_GAP_REM)));
  let best: BoardLayout = { columns: columnsMax, scale: 1 };
  for (let columns = columnsMax; columns >= 1; columns--) {
    const rows = Math.max(1, Math.ceil(count / columns));
    const cardWidth = (width + CARD_GAP_REM) / columns - CARD_GAP_REM;
    const cardHeight = (height + CARD_GAP_REM) / rows - CARD_GAP_REM;
    const scale = Math.min(SCALE_MAX, cardWidth / CARD_WIDTH_REM, cardHeight / CARD_HEIGHT_REM);
    if (scale > best.scale) best = { columns, scale };
  }
  return best;
}
