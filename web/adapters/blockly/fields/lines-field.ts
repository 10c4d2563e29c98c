/** Several lines of code or of a comment. Layer: web/adapters/blockly. */
import * as Blockly from 'blockly/core';
import { isComposing } from './input-method.ts';
import { TypedField } from './text-field.ts';

const LINE_HEIGHT = 20;
const PADDING_X = 10;
const PADDING_Y = 6;
const LINES_SHOWN_MAX = 24;

export class LinesField extends TypedField {
  override maxDisplayLength = 80;

  override isFullBlockField(): boolean {
    return false;
  }

  override initView(): void {
    super.initView();
    this.getClickTarget_()?.classList.add('guiji-lines');
  }

  #shownLines(): string[] {
    const lines = this.getText().split('\n');
    const shown = lines.length > LINES_SHOWN_MAX ? [...lines.slice(0, LINES_SHOWN_MAX), '…'] : lines;
    return shown.map((line) => (line.length > this.maxDisplayLength ? `${line.slice(0, this.maxDisplayLength - 1)}…` : line));
  }

  protected override render_(): void {
    const text = this.textElement_;
    if (!text) return;
    const lines = this.#shownLines().map((line, index) => {
      const span = document.createElementNS(Blockly.utils.dom.SVG_NS, 'tspan');
      span.setAttribute('x', String(PADDING_X));
      span.setAttribute('y', String(PADDING_Y + (index + 0.5) * LINE_HEIGHT));
      span.textContent = line.replace(/ /g, '\u00a0') || '\u200b';
      return span;
    });
    text.replaceChildren(...lines);
    const width = Math.max(40, ...lines.map((line) => line.getComputedTextLength())) + 2 * PADDING_X;
    this.size_ = new Blockly.utils.Size(width, lines.length * LINE_HEIGHT + 2 * PADDING_Y);
    this.positionBorderRect_();
  }

  protected override widgetCreate_(): HTMLInputElement | HTMLTextAreaElement {
    const input = super.widgetCreate_();
    const area = document.createElement('textarea');
    area.className = `${input.className} guiji-lines-editor`;
    area.style.cssText = input.style.cssText;
    area.spellcheck = false;
    area.value = area.defaultValue = input.value;
    area.setAttribute('data-untyped-default-value', input.value);
    input.replaceWith(area);
    this.unbindInputEvents_();
    this.bindInputEvents_(area);
    return area;
  }

  protected override onHtmlInputKeyDown_(event: KeyboardEvent): void {
    const newLine = event.key === 'Enter' && !event.ctrlKey && !event.metaKey;
    if (isComposing(event) || newLine) event.stopPropagation();
    else super.onHtmlInputKeyDown_(event);
  }
}

/** The same in the code's own type face. */
export class CodeField extends LinesField {
  override initView(): void {
    super.initView();
    this.getClickTarget_()?.classList.add('guiji-code');
  }
}
