/** A category of the toolbox: gives its colour to blocks.css, which draws it as a dot. Layer: web/adapters/blockly. */
import * as Blockly from 'blockly/core';

class DottedCategory extends Blockly.ToolboxCategory {
  protected override addColourBorder_(color: string): void {
    this.rowDiv_?.style.setProperty('--category', color);
  }

  /** Why not Blockly's own, the row inside: it would get the id that the whole category has already. */
  override getClickTarget(): Element {
    return this.htmlDiv_ ?? super.getClickTarget()!;
  }

  override setSelected(selected: boolean): void {
    super.setSelected(selected);
    // Blockly paints the row itself; the sheet does it here, so that the theme can change.
    this.rowDiv_?.style.removeProperty('background-color');
  }
}

export function registerCategory(): void {
  Blockly.registry.register(Blockly.registry.Type.TOOLBOX_ITEM, Blockly.ToolboxCategory.registrationName, DottedCategory, true);
}
