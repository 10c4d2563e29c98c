/**
 * The messages of our own firmware: sysex 0x0A. Layer: device. Spec: docs/protocols/firmware.md, section 3.
 * Numbers go low bits first, seven to a byte.
 */

export const GUIJI_SYSEX = 0x0a;
export const START_SYSEX = 0xf0;
export const END_SYSEX = 0xf7;

/** The byte after 0x0A. */
export const SUB = {
  identity: 0x00,
  session: 0x01,
  ping: 0x02,
  emergency: 0x03,
  state: 0x04,
  motorPins: 0x10,
  motors: 0x11,
  motorRamp: 0x12,
  sensors: 0x20,
  lifted: 0x21,
  sonar: 0x22,
  encoder: 0x23,
  status: 0x24,
  stopButton: 0x25,
  tone: 0x30,
  strip: 0x31,
  stripColours: 0x32,
  segments: 0x33,
  recordRead: 0x40,
  recordWrite: 0x41,
  refused: 0x7f,
} as const;
export type Sub = (typeof SUB)[keyof typeof SUB];

/** A pin that is not there. */
export const NO_PIN = 127;
/** Sonar: no echo. */
export const NO_ECHO = 16_383;
/** Sensors: the raw value at the ADC's full range. */
export const RAW_MAX = 1023;

/** Bits of the board's state. */
export const STATE_BIT = { motorRuns: 1, emergency: 2, lifted: 4, hostSilent: 8, armed: 16 } as const;

const MASK = 127;

export function u14(value: number): readonly number[] {
  return [value & MASK, (value >> 7) & MASK];
}

/** A byte of eight bits, as two. */
export function eightBits(value: number): readonly number[] {
  return [value & MASK, (value >> 7) & 1];
}

export function guijiMessage(sub: Sub, payload: readonly number[]): Uint8Array {
  return Uint8Array.of(START_SYSEX, GUIJI_SYSEX, sub, ...payload, END_SYSEX);
}

/** Reads a payload from its start; past the end everything is 0. */
export class PayloadReader {
  readonly #bytes: readonly number[];
  #at = 0;

  constructor(bytes: readonly number[]) {
    this.#bytes = bytes;
  }

  get left(): number {
    return Math.max(0, this.#bytes.length - this.#at);
  }

  u7(): number {
    return this.#bytes[this.#at++] ?? 0;
  }

  u14(): number {
    return this.u7() + 128 * this.u7();
  }

  u21(): number {
    return this.u14() + 16_384 * this.u7();
  }

  eightBits(): number {
    return this.u7() + 128 * (this.u7() & 1);
  }
}
