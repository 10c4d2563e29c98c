/**
 * A small picture of all blocks with a frame around what is seen; dragging the frame scrolls. Layer: web/adapters/blockly.
 * Why no second workspace, as Blockly's own plugin has: it would build every block twice. It is for eyes and pointers only;
 * who uses keys walks from block to block.
 */
import * as Blockly from 'blockly/core';

const WIDTH_PX = 132;
const HEIGHT_PX = 104;
/** Of blocks that nearly fit no map is needed. */
const SHOWN_FROM = 1.25;
const SVG = Blockly.utils.dom.SVG_NS;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export class Minimap {
  readonly #workspace: Blockly.WorkspaceSvg;
  readonly #svg = document.createElementNS(SVG, 'svg');
  readonly #blocks = document.createElementNS(SVG, 'g');
  readonly #frame = document.createElementNS(SVG, 'rect');
  #all: Box = { left: 0, top: 0, width: 1, height: 1 };
  #pending = 0;
  #blocksAreOld = true;

  constructor(workspace: Blockly.WorkspaceSvg) {
    this.#workspace = workspace;
    this.#svg.setAttribute('class', 'guiji-minimap');
    this.#svg.setAttribute('aria-hidden', 'true');
    this.#svg.setAttribute('width', String(WIDTH_PX));
    this.#svg.setAttribute('height', String(HEIGHT_PX));
    this.#frame.setAttribute('class', 'guiji-minimap-frame');
    this.#svg.append(this.#blocks, this.#frame);
    workspace.getInjectionDiv().append(this.#svg);
    this.#svg.addEventListener('pointerdown', (event) => {
      event.stopPropagation();
      event.preventDefault();
      this.#svg.setPointerCapture(event.pointerId);
      this.#goTo(event);
    });
    this.#svg.addEventListener('pointermove', (event) => {
      if (this.#svg.hasPointerCapture(event.pointerId)) this.#goTo(event);
    });
    workspace.addChangeListener((event) => {
      if (event.type === Blockly.Events.VIEWPORT_CHANGE) this.soon();
      else if (!event.isUiEvent || event.type === Blockly.Events.THEME_CHANGE) this.refresh();
    });
  }

  /** The blocks have changed. */
  refresh(): void {
    this.#blocksAreOld = true;
    this.soon();
  }

  /** At most once a frame. */
  soon(): void {
    if (this.#pending !== 0) return;
    this.#pending = requestAnimationFrame(() => {
      this.#pending = 0;
      this.#draw();
    });
  }

  dispose(): void {
    cancelAnimationFrame(this.#pending);
    this.#svg.remove();
  }

  #view(): Box {
    const { left, top, width, height } = this.#workspace.getMetricsManager().getViewMetrics(true);
    return { left, top, width, height };
  }

  #draw(): void {
    const bounds = this.#workspace.getBlocksBoundingBox();
    const [width, height] = [bounds.right - bounds.left, bounds.bottom - bounds.top];
    const view = this.#view();
    const isShown = view.width > 0 && (width > view.width * SHOWN_FROM || height > view.height * SHOWN_FROM);
    this.#svg.style.display = isShown ? '' : 'none';
    if (!isShown) return;
    this.#all = { left: bounds.left, top: bounds.top, width: Math.max(1, width), height: Math.max(1, height) };
    const { left, top } = this.#all;
    this.#svg.setAttribute('viewBox', `${left} ${top} ${this.#all.width} ${this.#all.height}`);
    this.#svg.setAttribute('preserveAspectRatio', 'xMinYMin meet');
    if (this.#blocksAreOld) this.#drawBlocks();
    for (const [name, value] of Object.entries({ x: view.left, y: view.top, width: view.width, height: view.height }))
      this.#frame.setAttribute(name, String(value));
  }

  #drawBlocks(): void {
    this.#blocksAreOld = false;
    const shapes = this.#workspace
      .getAllBlocks(false)
      .filter((block) => !block.outputConnection && !block.getParent()?.isCollapsed())
      .map((block) => {
        const { left, top, right, bottom } = block.getBoundingRectangleWithoutChildren();
        const shape = document.createElementNS(SVG, 'rect');
        shape.setAttribute('x', String(left));
        shape.setAttribute('y', String(top));
        shape.setAttribute('width', String(right - left));
        shape.setAttribute('height', String(bottom - top));
        shape.setAttribute('fill', block.isEnabled() ? block.getColour() : 'none');
        return shape;
      });
    this.#blocks.replaceChildren(...shapes);
  }

  #goTo(event: PointerEvent): void {
    const matrix = this.#svg.getScreenCTM();
    if (!matrix) return;
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    const { width, height } = this.#view();
    const { scale } = this.#workspace;
    this.#workspace.scroll(-(at.x - width / 2) * scale, -(at.y - height / 2) * scale);
  }
}
