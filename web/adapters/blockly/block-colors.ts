/** The eight hues of blocks. Layer: web/adapters/blockly. */
import type { BlockStyleName } from '../../../core/language/blocks/block-definitions.ts';

/** For pages without web/ui/tokens.css, and the same values as there: block-theme.test.ts compares them and checks that colour-blind eyes tell them apart. */
export const BLOCK_COLORS: Readonly<Record<Exclude<BlockStyleName, 'code'>, string>> = {
  car: '#4473b5',
  sense: '#0f8163',
  control: '#af5c03',
  logic: '#723aff',
  math: '#496e78',
  data: '#d82759',
  functions: '#ca29a3',
  show: '#7b6447',
};
