/** The scale at which a program's whole width can be seen. Layer: web/adapters/blockly. */

/** Of the usual scale: smaller letters than this are worse than scrolling. */
export const SMALLEST_SHARE = 0.65;

export interface Fitting {
  /** Pixels a workspace unit where there is room; also the greatest answer. */
  readonly usualScale: number;
  /** Edges of all blocks from the workspace's origin, in workspace units. */
  readonly left: number;
  readonly right: number;
  /** The pane without its toolbox. 0 while it is not laid out. */
  readonly paneWidthPx: number;
  /** Kept free at the right: the scrollbar and some air. */
  readonly marginPx: number;
}

export function fittingScale({ usualScale, left, right, paneWidthPx, marginPx }: Fitting): number {
  const widthUnits = right - Math.min(0, left);
  const roomPx = paneWidthPx - marginPx;
  if (paneWidthPx <= 0 || widthUnits <= 0 || widthUnits * usualScale <= roomPx) return usualScale;
  return Math.max(roomPx / widthUnits, SMALLEST_SHARE * usualScale);
}
