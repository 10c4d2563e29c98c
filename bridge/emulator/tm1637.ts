/** Four digits on two wires. Layer: bridge/emulator. Data sheet: Titan Micro TM1637, section "interface". */
import { characterOfSegments } from '../../core/device/firmata/parts/seven-segments.ts';
import type { WiredBoard } from './wiring/wired-part.ts';

const PLACES = 4;
const BITS = 8;
const DOT = 0x80;
const KIND = { data: 0x40, address: 0xc0, display: 0x80 } as const;
const KIND_MASK = 0xc0;
const FIXED_ADDRESS = 0x04;
const ON = 0x08;
const REGISTERS = 6;

export class Tm1637 {
  /** Of each place, a … g in bits 0 … 6, the dot or colon in bit 7. */
  readonly segments = new Uint8Array(REGISTERS);
  /** 0: dark, else 1 … 8. */
  brightness = 0;
  readonly #board: WiredBoard;
  readonly #dataPin: number;
  #clock = true;
  #data = true;
  #bits: number[] = [];
  #bytes = 0;
  #address = 0;
  #isFixed = false;
  #isListening = false;

  constructor(board: WiredBoard, { clock, data }: { readonly clock: number; readonly data: number }) {
    this.#board = board;
    this.#dataPin = data;
    board.drivePin(clock, true);
    board.drivePin(data, true);
    board.watchLine(clock, (isHigh) => this.#clockChanged(isHigh));
    board.watchLine(data, (isHigh) => this.#dataChanged(isHigh));
  }

  text(): string {
    if (this.brightness === 0) return '';
    const places = [...this.segments.subarray(0, PLACES)];
    return places
      .map((segments) => characterOfSegments(segments & ~DOT) + (segments & DOT ? '.' : ''))
      .join('')
      .trimEnd();
  }

  /** While the clock is high, a falling line begins a transfer and a rising one ends it. */
  #dataChanged(isHigh: boolean): void {
    this.#data = isHigh;
    if (!this.#clock) return;
    this.#isListening = !isHigh;
    this.#bits = [];
    this.#bytes = 0;
  }

  #clockChanged(isHigh: boolean): void {
    this.#clock = isHigh;
    if (!this.#isListening) return;
    if (isHigh) {
      if (this.#bits.length < BITS) this.#bits.push(Number(this.#data));
      else this.#bits = [];
      return;
    }
    // The eighth falling edge: it pulls the line low for the ninth clock, to say that it has the byte.
    const isByte = this.#bits.length === BITS;
    this.#board.drivePin(this.#dataPin, !isByte);
    if (isByte) this.#take(this.#bits.reduce((sum, bit, index) => sum + bit * 2 ** index, 0));
  }

  #take(byte: number): void {
    if (this.#bytes++ > 0) {
      if (this.#address < REGISTERS) this.segments[this.#address] = byte;
      if (!this.#isFixed) this.#address++;
      return;
    }
    const kind = byte & KIND_MASK;
    if (kind === KIND.data) this.#isFixed = (byte & FIXED_ADDRESS) !== 0;
    else if (kind === KIND.address) this.#address = byte & 7;
    else if (kind === KIND.display) this.brightness = byte & ON ? (byte & 7) + 1 : 0;
  }
}
