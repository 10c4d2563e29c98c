/** Displays for a few words or a number. Layer: device. */
import { assert } from '../../../base/assert.ts';
import { GLYPH_COLUMNS, glyphOf } from './display-font.ts';
import { eightBits, SUB } from '../guiji/sysex.ts';
import { digitalPin, type AttachPart, type FirmataPart, type PartContext } from './firmata-part.ts';
import type { PartOf } from '../../../robot/profile.ts';
import { segmentsOf } from './seven-segments.ts';

type Display = PartOf<'display'>;

const BRIGHT = 7;
const NO_SEGMENTS = [0, 0, 0, 0] as const;

export const attachDisplay: AttachPart<'display'> = (part, context) => {
  const { show, clear, forget } = part.kind === 'tm1637' ? fourDigits(part, context) : pixels(part, context);
  let shown: string | undefined;
  const off = (): void => {
    if (shown !== '') clear();
    shown = '';
  };
  off();
  return {
    outputs: {
      display: ([text]) => {
        const wanted = String(text);
        if (wanted === shown) return;
        shown = wanted;
        show(wanted);
      },
    },
    off,
    forget() {
      shown = undefined;
      forget();
    },
  } satisfies FirmataPart;
};

interface Screen {
  show(text: string): void;
  clear(): void;
  /** What is on it is not known any more. */
  forget(): void;
}

function fourDigits(part: Extract<Display, { kind: 'tm1637' }>, { firmata, own }: PartContext): Screen {
  assert(own !== undefined, 'only our firmware drives a TM1637');
  const pins = [digitalPin(part.clock, firmata), digitalPin(part.data, firmata)];
  const send = (segments: readonly number[]): void => own.link.send(SUB.segments, ...pins, BRIGHT, ...segments.flatMap(eightBits));
  return { show: (text) => send(segmentsOf(text)), clear: () => send(NO_SEGMENTS), forget: () => {} };
}

/** SSD1306 data sheet, rev. 1.1, section 9: the byte before says whether commands or pixels follow. */
const COMMANDS = 0x00;
const PIXELS = 0x40;
const CELL_COLUMNS = GLYPH_COLUMNS + 1;
/** A Firmata message holds 64 bytes: 16 of eight bits, as two each, with room for its head. */
const BYTES_PER_WRITE = 16;

function pixels(part: Extract<Display, { kind: 'ssd1306' }>, { i2c }: PartContext): Screen {
  const { address, widthPx, heightPx } = part;
  const pages = heightPx / 8;
  const command = (...bytes: readonly number[]): void => i2c.write(address, COMMANDS, ...bytes);
  // Clock, rows, no offset, first line; charge pump on; page addressing line by line; turned for a module with its pins on top; contrast; on.
  command(0xae, 0xd5, 0x80, 0xa8, heightPx - 1, 0xd3, 0x00, 0x40);
  command(0x8d, 0x14, 0x20, 0x00, 0xa1, 0xc8, 0xda, heightPx === 64 ? 0x12 : 0x02);
  command(0x81, 0x9f, 0xd9, 0xf1, 0xdb, 0x40, 0xa4, 0xa6, 0xaf);
  const columnsOf = (text: string): Uint8Array => {
    const picture = new Uint8Array(widthPx * pages);
    const perRow = Math.floor(widthPx / CELL_COLUMNS);
    let [row, column] = [0, 0];
    for (const character of text) {
      if (character === '\n' || column === perRow) [row, column] = [row + 1, 0];
      if (row === pages) break;
      if (character === '\n') continue;
      picture.set(glyphOf(character), row * widthPx + column * CELL_COLUMNS);
      column++;
    }
    return picture;
  };
  let last: Uint8Array | undefined;
  const draw = (picture: Uint8Array): void => {
    for (let page = 0; page < pages; page++) {
      const line = picture.subarray(page * widthPx, (page + 1) * widthPx);
      const before = last?.subarray(page * widthPx, (page + 1) * widthPx);
      if (before !== undefined && line.every((byte, index) => byte === before[index])) continue;
      command(0x21, 0, widthPx - 1, 0x22, page, page);
      for (let at = 0; at < widthPx; at += BYTES_PER_WRITE) i2c.write(address, PIXELS, ...line.subarray(at, at + BYTES_PER_WRITE));
    }
    last = picture;
  };
  return {
    show: (text) => draw(columnsOf(text)),
    clear() {
      last = undefined;
      draw(columnsOf(''));
    },
    forget: () => (last = undefined),
  };
}
