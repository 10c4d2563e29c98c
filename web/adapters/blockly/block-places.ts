/** From places in the text to blocks. Layer: web/adapters/blockly. */
import type { BlockSpans } from '../../../core/language/blocks/blocks-document.ts';

export interface Place {
  readonly start: number;
  readonly end: number;
}

/** The block with the shortest span that holds the place; undefined where none does. */
export function innermostBlock(spans: BlockSpans, place: Place): string | undefined {
  let found: string | undefined;
  let shortest = Infinity;
  for (const [id, span] of Object.entries(spans)) {
    const length = span.end - span.start;
    if (span.start <= place.start && span.end >= place.end && length < shortest) {
      found = id;
      shortest = length;
    }
  }
  return found;
}
