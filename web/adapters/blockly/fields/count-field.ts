/** The + and − with which a block gets one argument, item or branch more or less. Layer: web/adapters/blockly. */
import * as Blockly from 'blockly/core';

const SIZE = 24;

/** What the block does when + or − is pressed; set where the blocks are made. */
export interface CountedBlock extends Blockly.BlockSvg {
  changeCount(change: number): void;
}

function picture(change: number): string {
  const upright = change > 0 ? "<path d='M12 7v10'/>" : '';
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='white' stroke-width='2.5' stroke-linecap='round'><circle cx='12' cy='12' r='11' fill='black' fill-opacity='.18' stroke='none'/><path d='M7 12h10'/>${upright}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

export class CountField extends Blockly.FieldImage {
  constructor(change: number, words: string) {
    super(picture(change), SIZE, SIZE, words, (field) => {
      const block = field.getSourceBlock();
      if (block && !block.isInFlyout && block.isEditable()) (block as CountedBlock).changeCount(change);
    });
  }

  static override fromJson(options: { readonly change?: number; readonly alt?: string }): CountField {
    return new this(options.change ?? 1, options.alt ?? '');
  }
}
