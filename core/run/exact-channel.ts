/**
 * The exact record of what passed between a program and its robot, by instruction count. Layer: run.
 * Byte layout: docs/protocols/run-file.md, "exact". Each message stands alone; within one, an unchanged value and an entry that
 * repeats itself take a byte or two.
 */
import type { InputId, OutputId, PortValue } from '../robot/robot-port.ts';
import { ByteWriter } from './byte-writer.ts';
import { INPUT_CODE, OUTPUT_CODE } from './io-codes.ts';

export const KIND = { read: 0, readSame: 1, write: 2, writeSame: 3, clock: 4, clockSame: 5, turn: 6, repeat: 7 } as const;
export const CODE_BITS = 5;
export const CODE_MASK = (1 << CODE_BITS) - 1;
/** In place of an output code: every motor off. */
export const STOP_ALL = (1 << CODE_BITS) - 1;
/** Code of a turn whose budget is below 0. */
export const OF_A_DEBT = 1;
/** In place of an output code: a person changed a variable while the program was paused. */
export const EDIT = STOP_ALL - 1;
/** What an edit's entry holds: where, the value, and the robot time. */
export const EDIT_VALUES = 3;
/** All codes of outputs are below this. */
const OUTPUTS_MAX = EDIT;
/** Reads with a key below this are looked up in an array, which is quicker than a map. */
const QUICK_KEYS = 32 * 16;

export type ExactEntry =
  | { readonly kind: 'read'; readonly at: number; readonly input: InputId; readonly index: number; readonly value: PortValue }
  | { readonly kind: 'write'; readonly at: number; readonly output: OutputId; readonly values: readonly PortValue[] }
  | { readonly kind: 'stop-all'; readonly at: number }
  /** Between two turns; see VmEdit. */
  | { readonly kind: 'edit'; readonly at: number; readonly place: string; readonly value: PortValue; readonly atMs: number }
  | { readonly kind: 'clock'; readonly at: number; readonly nowMs: number }
  /** The VM was given a turn of so many weighted instructions; below 0: of a debt, after a halt. */
  | { readonly kind: 'turn'; readonly at: number; readonly budget: number };

/** As Object.is, which is a call where this is a comparison. */
function isSameValue(a: PortValue | undefined, b: PortValue): boolean {
  if (a === b) return a !== 0 || 1 / a === 1 / (b as number);
  return a !== a && b !== b;
}

function sameValues(a: readonly PortValue[], b: readonly PortValue[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < b.length; i++) if (!isSameValue(a[i], b[i]!)) return false;
  return true;
}

export class ExactEncoder {
  readonly #out = new ByteWriter(8192);
  readonly #quickReads = new Array<PortValue | undefined>(QUICK_KEYS).fill(undefined);
  readonly #reads = new Map<number, PortValue>();
  /** By output code; empty: none in this message. */
  readonly #writes: PortValue[][] = Array.from({ length: OUTPUTS_MAX }, () => []);
  #clockMs: number | undefined;
  #at = 0;
  /** The last entry, where it may repeat; −1: it may not. */
  #lastHead = -1;
  /** Index or budget. */
  #lastDetail = 0;
  #lastDistance = 0;
  #repeats = 0;
  #lastInput: InputId = 'line';
  #lastInputCode = INPUT_CODE.line;

  get length(): number {
    return this.#out.length + (this.#repeats > 0 ? 2 : 0);
  }

  #begin(at: number): void {
    if (this.#out.length > 0) return;
    this.#out.varint(at);
    this.#at = at;
  }

  #flushRepeats(): void {
    if (this.#repeats === 0) return;
    this.#out.byte(KIND.repeat << CODE_BITS);
    this.#out.varint(this.#repeats);
    this.#repeats = 0;
  }

  /**
   * @param detail index or budget; it is written where `isDetailed`
   * @returns false where the entry is the last one again and nothing more has to be written
   */
  #head(kind: number, code: number, at: number, detail: number, mayRepeat: boolean, isDetailed = false): boolean {
    this.#begin(at);
    const head = (kind << CODE_BITS) | code;
    const distance = at - this.#at;
    this.#at = at;
    if (mayRepeat && head === this.#lastHead && detail === this.#lastDetail && distance === this.#lastDistance) {
      this.#repeats++;
      return false;
    }
    if (this.#repeats > 0) this.#flushRepeats();
    this.#lastHead = mayRepeat ? head : -1;
    this.#lastDetail = detail;
    this.#lastDistance = distance;
    if (isDetailed) this.#out.head(head, distance, detail < 0 ? -detail : detail);
    else {
      this.#out.byte(head);
      this.#out.varint(distance);
    }
    return true;
  }

  read(at: number, input: InputId, index: number, value: PortValue): void {
    // Why: programs read one input after another many times, and looking its number up costs as much as all the rest.
    if (input !== this.#lastInput) {
      this.#lastInput = input;
      this.#lastInputCode = INPUT_CODE[input];
    }
    const code = this.#lastInputCode;
    const key = index * 32 + code;
    const isQuick = key < QUICK_KEYS;
    const before = isQuick ? this.#quickReads[key] : this.#reads.get(key);
    const isSame = before !== undefined && isSameValue(before, value);
    if (!this.#head(isSame ? KIND.readSame : KIND.read, code, at, index, isSame, true) || isSame) return;
    this.#out.compactValue(value);
    if (isQuick) this.#quickReads[key] = value;
    else this.#reads.set(key, value);
  }

  write(at: number, output: OutputId, values: readonly PortValue[]): void {
    const code = OUTPUT_CODE[output];
    const before = this.#writes[code]!;
    const isSame = before.length > 0 && sameValues(before, values);
    if (!this.#head(isSame ? KIND.writeSame : KIND.write, code, at, 0, isSame) || isSame) return;
    this.#out.byte(values.length);
    if (before.length !== values.length) before.length = values.length;
    for (let i = 0; i < values.length; i++) this.#out.compactValue((before[i] = values[i]!));
  }

  stopAll(at: number): void {
    this.#head(KIND.write, STOP_ALL, at, 0, false);
  }

  edit(at: number, { place, value, atMs }: { readonly place: string; readonly value: PortValue; readonly atMs: number }): void {
    this.#head(KIND.write, EDIT, at, 0, false);
    this.#out.byte(EDIT_VALUES);
    for (const part of [place, value, atMs]) this.#out.compactValue(part);
  }

  clock(at: number, nowMs: number): void {
    const isSame = Object.is(nowMs, this.#clockMs);
    if (!this.#head(isSame ? KIND.clockSame : KIND.clock, 0, at, 0, isSame) || isSame) return;
    this.#out.compactValue(nowMs);
    this.#clockMs = nowMs;
  }

  turn(at: number, budget: number): void {
    const code = budget < 0 ? OF_A_DEBT : 0;
    this.#head(KIND.turn, code, at, budget, true, true);
  }

  /** The message so far, borrowed until the next entry, which begins another. */
  take(): Uint8Array {
    this.#flushRepeats();
    const message = this.#out.written();
    this.#out.reset();
    this.#quickReads.fill(undefined);
    this.#reads.clear();
    for (const values of this.#writes) values.length = 0;
    this.#clockMs = undefined;
    this.#lastHead = -1;
    return message;
  }
}
