/** The pins of a board that is not emulated: what each is set to, and what is wired to it. Layer: bridge/emulator. Source: core/robot/profile-chips.ts. */
import { assert } from '../../core/base/assert.ts';
import type { ProfilePin, RobotProfile } from '../../core/robot/profile.ts';
import { analogChannelOf, CHIPS, pinNumber, type Chip } from '../../core/robot/profile-chips.ts';

/** As Firmata numbers them. */
export const MODE = { INPUT: 0, OUTPUT: 1, ANALOG: 2, PWM: 3, SERVO: 4, I2C: 6, PULLUP: 11 } as const;
const PWM_BITS = 8;
const SERVO_BITS = 14;
const SERVO_STANDARD = { minUs: 544, maxUs: 2400 } as const;
const DEGREES_MAX = 180;

interface StandInPin {
  mode: number;
  /** What the board was told: a level, a duty of 0 … 255, a pulse in µs. */
  value: number;
  fromOutside: boolean;
  readonly servo: { minUs: number; maxUs: number };
  readonly watchers: ((isHigh: boolean, cycle: number) => void)[];
}

export class StandInPins {
  readonly all: readonly StandInPin[];
  /** Volts by analog channel. */
  readonly volts: number[];
  readonly #board: RobotProfile['board'];
  readonly #chip: Chip;

  constructor(board: RobotProfile['board']) {
    this.#board = board;
    this.#chip = CHIPS[board.chip];
    const pin = (): StandInPin => ({ mode: MODE.INPUT, value: 0, fromOutside: false, servo: { ...SERVO_STANDARD }, watchers: [] });
    this.all = Array.from({ length: this.#chip.pins }, pin);
    this.volts = this.#chip.analog.map(() => 0);
  }

  pin(pin: ProfilePin): number {
    const number = pinNumber(this.#board.chip, pin, this.#board.analogInputs);
    assert(number !== undefined && number >= 0, `the board has no pin ${pin}`);
    return number;
  }

  analogChannel(pin: ProfilePin): number {
    const channel = analogChannelOf(this.#board.chip, pin);
    assert(channel !== undefined, `the board has no analog pin ${pin}`);
    return channel;
  }

  /** undefined: not analog. */
  channelOf(pin: number): number | undefined {
    return analogChannelOf(this.#board.chip, pin);
  }

  /** Of the ADC's range. */
  sample(channel: number): number {
    const { adcBits, supplyV } = this.#board;
    const most = 2 ** adcBits - 1;
    return Math.min(most, Math.max(0, Math.round((most * (this.volts[channel] ?? 0)) / supplyV)));
  }

  /** Pairs of mode and bits. */
  abilities(pin: number): readonly number[] {
    const chip = this.#chip;
    if (chip.missing.includes(pin) || chip.serial.includes(pin)) return [];
    const isOutput = !chip.inputOnly.includes(pin);
    return [
      ...[MODE.INPUT, 1],
      ...(isOutput ? [MODE.PULLUP, 1, MODE.OUTPUT, 1, MODE.SERVO, SERVO_BITS] : []),
      ...(this.channelOf(pin) === undefined ? [] : [MODE.ANALOG, this.#board.adcBits]),
      ...(chip.pwm.has(pin) ? [MODE.PWM, PWM_BITS] : []),
      ...(chip.i2c.includes(pin) ? [MODE.I2C, 1] : []),
    ];
  }

  /** What a reader of the pin sees. */
  level(pin: number): boolean {
    const { mode, value, fromOutside } = this.all[pin]!;
    return mode === MODE.OUTPUT ? value !== 0 : fromOutside;
  }

  write(pin: number, value: number): void {
    const at = this.all[pin];
    if (at === undefined) return;
    const { minUs, maxUs } = at.servo;
    const isAngle = at.mode === MODE.SERVO && value < SERVO_STANDARD.minUs;
    const us = isAngle ? minUs + ((maxUs - minUs) * Math.min(value, DEGREES_MAX)) / DEGREES_MAX : value;
    at.value = at.mode === MODE.SERVO ? Math.min(maxUs, Math.max(minUs, us)) : value;
  }
}
