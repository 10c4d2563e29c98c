/** Breakpoints on blocks: an entry in each block's menu, a dot at its left edge. Layer: web/adapters/blockly. */
import * as Blockly from 'blockly/core';

const ITEM = 'guijiBreakpoint';
const DOT = 'guiji-breakpoint-dot';
const RADIUS = 8;

interface Hands {
  readonly label: () => string;
  /** undefined: this block is no statement of the program. */
  readonly offsetOf: (block: Blockly.BlockSvg) => number | undefined;
  readonly onToggle: (offset: number) => void;
}

/** Blockly's menu is one for the page; each workspace answers for its own blocks. */
const handsOf = new WeakMap<Blockly.WorkspaceSvg, Hands>();

function offsetIn(scope: Blockly.ContextMenuRegistry.Scope): { readonly hands: Hands; readonly offset: number } | undefined {
  const { block } = scope;
  const hands = block && handsOf.get(block.workspace);
  const offset = block && hands?.offsetOf(block);
  return hands === undefined || offset === undefined ? undefined : { hands, offset };
}

function registerItem(): void {
  const { registry } = Blockly.ContextMenuRegistry;
  if (registry.getItem(ITEM)) return;
  registry.register({
    id: ITEM,
    weight: 0,
    scopeType: Blockly.ContextMenuRegistry.ScopeType.BLOCK,
    displayText: (scope) => offsetIn(scope)?.hands.label() ?? '',
    preconditionFn: (scope) => (offsetIn(scope) === undefined ? 'hidden' : 'enabled'),
    callback: (scope) => {
      const found = offsetIn(scope);
      found?.hands.onToggle(found.offset);
    },
  });
}

export class BlockBreakpoints {
  #dots: SVGElement[] = [];

  constructor(workspace: Blockly.WorkspaceSvg, hands: Hands) {
    registerItem();
    handsOf.set(workspace, hands);
  }

  show(blocks: readonly Blockly.BlockSvg[]): void {
    for (const dot of this.#dots) dot.remove();
    this.#dots = [...new Set(blocks)].map((block) => {
      const dot = Blockly.utils.dom.createSvgElement(Blockly.utils.Svg.CIRCLE, { class: DOT, r: RADIUS, cx: 0, cy: RADIUS * 3 });
      block.getSvgRoot().append(dot);
      return dot;
    });
  }
}
