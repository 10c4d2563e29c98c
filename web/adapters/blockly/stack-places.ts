/** Moves top-level stacks down where they would lie on one another. Layer: web/adapters/blockly. */
import type * as Blockly from 'blockly/core';

const GAP = 36;

function overlaps(a: Blockly.utils.Rect, b: Blockly.utils.Rect): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom + GAP && b.top < a.bottom + GAP;
}

/** Why here and not where the places are chosen: only the renderer knows how high a stack is. Order from top to bottom is kept. */
export function keepStacksApart(workspace: Blockly.WorkspaceSvg): void {
  const placed: Blockly.utils.Rect[] = [];
  for (const stack of workspace.getTopBlocks(true)) {
    let bounds = stack.getBoundingRectangle();
    const above = placed.filter((other) => overlaps(other, bounds));
    if (above.length > 0) {
      const top = Math.max(...above.map((other) => other.bottom)) + GAP;
      stack.moveBy(0, top - bounds.top);
      bounds = stack.getBoundingRectangle();
    }
    placed.push(bounds);
  }
}
