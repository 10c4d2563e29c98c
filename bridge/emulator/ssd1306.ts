/** A display of 128 columns on I2C. Layer: bridge/emulator. Data sheet: Solomon Systech SSD1306, rev. 1.1, sections 8.7, 9 and 10. */
import { characterOf, GLYPH_COLUMNS } from '../../core/device/firmata/parts/display-font.ts';
import type { I2cDevice } from './i2c-bus.ts';

const COLUMNS = 128;
const PAGES = 8;
const PAGE_MASK = PAGES - 1;
const COLUMN_MASK = COLUMNS - 1;
/** A character and the column after it. */
const CELL = GLYPH_COLUMNS + 1;
const MORE_CONTROL = 0x80;
const IS_DATA = 0x40;
/** Bytes that follow a command; of all others none. */
const ARGUMENTS: Readonly<Record<number, number>> = {
  ...{ 0x20: 1, 0x21: 2, 0x22: 2, 0x26: 6, 0x27: 6, 0x29: 5, 0x2a: 5, 0x81: 1, 0x8d: 1, 0xa3: 2, 0xa8: 1, 0xd3: 1, 0xd5: 1, 0xd9: 1 },
  ...{ 0xda: 1, 0xdb: 1 },
};

export class Ssd1306 implements I2cDevice {
  readonly #pages: number;
  readonly #memory = new Uint8Array(COLUMNS * PAGES);
  #isOn = false;
  #control = 0;
  #expectsControl = true;
  #command: number[] = [];
  #columns: readonly [number, number] = [0, COLUMN_MASK];
  #rows: readonly [number, number] = [0, PAGE_MASK];
  #column = 0;
  #page = 0;
  /** 0: column by column, then the next page; 1: page by page; 2: the page stays. */
  #mode = 2;
  #text: string | undefined = '';

  constructor(heightPx: number) {
    this.#pages = heightPx / 8;
  }

  begin(): void {
    this.#expectsControl = true;
  }

  write(byte: number): boolean {
    if (this.#expectsControl) {
      this.#control = byte;
      // Without that bit everything that follows is of one kind.
      this.#expectsControl = false;
      return true;
    }
    if ((this.#control & IS_DATA) !== 0) this.#draw(byte);
    else this.#obey(byte);
    this.#expectsControl = (this.#control & MORE_CONTROL) !== 0;
    return true;
  }

  /** Its state: bit 6 is set while it is off. */
  read(): number {
    return this.#isOn ? 0 : 0x40;
  }

  /** Line by line, each without the blanks at its end; what is no letter of our font is `□`. */
  text(): string {
    if (!this.#isOn) return '';
    this.#text ??= Array.from({ length: this.#pages }, (_, page) => this.#line(page))
      .join('\n')
      .trimEnd();
    return this.#text;
  }

  #line(page: number): string {
    const cells = Array.from({ length: Math.floor(COLUMNS / CELL) }, (_, cell) => {
      const at = page * COLUMNS + cell * CELL;
      return characterOf(this.#memory.subarray(at, at + GLYPH_COLUMNS));
    });
    return cells.join('').trimEnd();
  }

  #obey(byte: number): void {
    this.#command.push(byte);
    const [command = 0, ...values] = this.#command;
    if (values.length < (ARGUMENTS[command] ?? 0)) return;
    this.#command = [];
    const [from = 0, to = 0] = values;
    if (command === 0x20) this.#mode = from & 3;
    else if (command === 0x21) [this.#columns, this.#column] = [[from & COLUMN_MASK, to & COLUMN_MASK], from & COLUMN_MASK];
    else if (command === 0x22) [this.#rows, this.#page] = [[from & PAGE_MASK, to & PAGE_MASK], from & PAGE_MASK];
    else if (command >= 0xb0 && command <= 0xb7) this.#page = command & PAGE_MASK;
    else if (command <= 0x0f) this.#column = (this.#column & 0xf0) | command;
    else if (command <= 0x1f) this.#column = (this.#column & 0x0f) | ((command & 0x07) << 4);
    else if (command === 0xae || command === 0xaf) this.#isOn = command === 0xaf;
  }

  #draw(byte: number): void {
    this.#memory[this.#page * COLUMNS + this.#column] = byte;
    this.#text = undefined;
    const [firstColumn, lastColumn] = this.#columns;
    const [firstPage, lastPage] = this.#rows;
    const isRowEnd = this.#page === lastPage;
    const isLineEnd = this.#column === lastColumn;
    const nextPage = isRowEnd ? firstPage : (this.#page + 1) & PAGE_MASK;
    const nextColumn = isLineEnd ? firstColumn : (this.#column + 1) & COLUMN_MASK;
    if (this.#mode !== 1) {
      this.#column = nextColumn;
      if (this.#mode === 0 && isLineEnd) this.#page = nextPage;
      return;
    }
    this.#page = nextPage;
    if (isRowEnd) this.#column = nextColumn;
  }
}
