/**
 * What the pins of each chip can do, and which timer makes which pin's PWM. Layer: robot.
 * Sources: the chips' data sheets; pin numbers as in the variants of Arduino's cores; which timer Servo and tone() take as in Arduino's
 * AVR libraries (Servo 1.x, Tone.cpp); ESP32 Technical Reference and Arduino-ESP32; RP2040 data sheet §4.5 (a PWM slice for two pins).
 */
import type { ProfilePin } from './profile-parts.ts';

export const CHIP_IDS = ['atmega328p', 'atmega2560', 'atmega32u4', 'rp2040', 'esp32'] as const;
export type ChipId = (typeof CHIP_IDS)[number];

export interface Chip {
  readonly flashBytes: number;
  /** What the chip says of itself to a flasher: an AVR's signature, hex; else undefined. */
  readonly signature?: string;
  /** Of a UF2 file for it. */
  readonly uf2Family?: number;
  /** How many pins have a number, from 0 on; those of `missing` do not exist or are taken by the flash. */
  readonly pins: number;
  readonly missing: readonly number[];
  /** Digital number of each analog input, A0 first; −1: it is no digital pin. */
  readonly analog: readonly number[];
  readonly inputOnly: readonly number[];
  /** Timer behind each PWM pin. */
  readonly pwm: ReadonlyMap<number, string>;
  /** Timers that a servo, or a tone, takes away from PWM. */
  readonly servoTimer?: string;
  readonly toneTimer?: string;
  /** SDA, SCL. */
  readonly i2c: readonly [number, number];
  /** Of the serial port that the host is at; empty where USB has wires of its own. */
  readonly serial: readonly number[];
}

const timers = (table: Readonly<Record<string, readonly number[]>>): ReadonlyMap<number, string> =>
  new Map(Object.entries(table).flatMap(([timer, pins]) => pins.map((pin) => [pin, timer] as const)));

const range = (from: number, to: number): readonly number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);

const ESP32_INPUT_ONLY = [34, 35, 36, 37, 38, 39];
const ESP32_MISSING = [6, 7, 8, 9, 10, 11, 20, 24, 28, 29, 30, 31];

export const CHIPS: Readonly<Record<ChipId, Chip>> = {
  atmega328p: {
    ...{ flashBytes: 32_768, signature: '1e950f', pins: 20, missing: [], inputOnly: [] },
    // A6 and A7 exist on a Nano only (`board.analogInputs`).
    analog: [14, 15, 16, 17, 18, 19, -1, -1],
    pwm: timers({ timer0: [5, 6], timer1: [9, 10], timer2: [3, 11] }),
    ...{ servoTimer: 'timer1', toneTimer: 'timer2', i2c: [18, 19], serial: [0, 1] },
  },
  atmega2560: {
    ...{ flashBytes: 262_144, signature: '1e9801', pins: 70, missing: [], inputOnly: [] },
    analog: range(54, 69),
    pwm: timers({ timer0: [4, 13], timer1: [11, 12], timer2: [9, 10], timer3: [2, 3, 5], timer4: [6, 7, 8], timer5: [44, 45, 46] }),
    ...{ servoTimer: 'timer5', toneTimer: 'timer2', i2c: [20, 21], serial: [0, 1] },
  },
  atmega32u4: {
    ...{ flashBytes: 32_768, signature: '1e9587', pins: 24, missing: [14, 15, 16, 17], inputOnly: [] },
    analog: [18, 19, 20, 21, 22, 23],
    pwm: timers({ timer0: [3, 11], timer1: [9, 10], timer3: [5], timer4: [6, 13] }),
    ...{ servoTimer: 'timer1', toneTimer: 'timer3', i2c: [2, 3], serial: [] },
  },
  rp2040: {
    ...{ flashBytes: 2_097_152, uf2Family: 0xe48bff56, pins: 30, missing: [23, 24, 25], inputOnly: [] },
    analog: [26, 27, 28, 29],
    // A slice's two channels are pins 2n and 2n + 1, and again sixteen pins on: such a pair cannot differ.
    pwm: new Map(range(0, 29).map((pin) => [pin, `channel${pin % 16}`])),
    ...{ i2c: [4, 5], serial: [] },
  },
  esp32: {
    ...{ flashBytes: 4_194_304, pins: 40, missing: ESP32_MISSING, inputOnly: ESP32_INPUT_ONLY },
    // ADC1: the other converter rests while Wi-Fi is on.
    analog: [36, 37, 38, 39, 32, 33, 34, 35],
    pwm: new Map(
      range(0, 39)
        .filter((pin) => !ESP32_MISSING.includes(pin) && !ESP32_INPUT_ONLY.includes(pin))
        .map((pin) => [pin, `channel${pin}`]),
    ),
    ...{ i2c: [21, 22], serial: [1, 3] },
  },
};

/** The digital number of a pin; −1 for an analog input that is none; undefined where the chip has no such pin. */
export function pinNumber(chip: ChipId, pin: ProfilePin, analogInputs?: number): number | undefined {
  const { analog, pins, missing } = CHIPS[chip];
  if (typeof pin === 'number') return pin < pins && !missing.includes(pin) ? pin : undefined;
  const channel = Number(pin.slice(1));
  return channel < (analogInputs ?? analog.length) ? analog[channel] : undefined;
}

/** The analog channel behind a pin, by either name; undefined where it has none. */
export function analogChannelOf(chip: ChipId, pin: ProfilePin): number | undefined {
  if (typeof pin === 'string') return Number(pin.slice(1));
  const channel = CHIPS[chip].analog.indexOf(pin);
  return channel === -1 ? undefined : channel;
}
